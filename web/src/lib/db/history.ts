// Pages of a chat's history from the database. They are given out only where the history is known without holes, so a page
// from here is as good as one from the server.
import type { HistoryPage, HistoryQuery } from '@/lib/state/apply/tab';
import { allFollowing } from '@/lib/state/quotes';
import type { ChatId, Message, MessageId } from '@/protocol/types';
import type { KithDatabase, StretchesRow } from './database';
import { addStretch, type Stretch, stretchAt } from './stretches';

/** Null when the database cannot answer, because it never had that part of the history. */
export async function readPage(
  db: KithDatabase,
  chatId: ChatId,
  asked: HistoryQuery,
  limit: number,
): Promise<HistoryPage | null> {
  return db.transaction('r', [db.chats, db.messages, db.stretches], async () => {
    const page = await pageOf(db, chatId, asked, limit);
    return page === null ? null : { ...page, messages: await withQuotes(db, chatId, page.messages) };
  });
}

async function pageOf(
  db: KithDatabase,
  chatId: ChatId,
  asked: HistoryQuery,
  limit: number,
): Promise<HistoryPage | null> {
  const at = (await db.chats.get(chatId))?.at;
  const known = (await db.stretches.get(chatId))?.known ?? [];
  const { before, after, around } = asked;
  if (at === undefined || asked.at !== undefined) return null;
  if (after !== undefined) {
    const stretch = stretchAt(known, after + 1);
    // The newest message may still be the one that was newest when the page was asked for.
    if (stretch === undefined)
      return after >= at && stretchAt(known, at) ? { messages: [], more: false } : null;
    return readAfter(db, chatId, { ...stretch, from: after + 1 }, at, limit);
  }
  if (around !== undefined) return readAround(db, chatId, known, around, at, limit);
  const end = before === undefined ? at : before - 1;
  const stretch = stretchAt(known, end);
  return stretch === undefined ? null : readBefore(db, chatId, { ...stretch, to: end }, limit);
}

/** Everything of a chat that is here from `seq` on. */
export async function readFrom(db: KithDatabase, chatId: ChatId, seq: number): Promise<Message[]> {
  return db.transaction('r', [db.messages], async () =>
    withQuotes(db, chatId, await within(db, chatId, seq, Number.MAX_SAFE_INTEGER).toArray()),
  );
}

/** One message, of which only the id is known; undefined when it is not here. */
export async function findMessage(
  db: KithDatabase,
  chatId: ChatId,
  id: MessageId,
): Promise<Message | undefined> {
  return within(db, chatId, 0, Number.MAX_SAFE_INTEGER)
    .filter((message) => message.id === id)
    .first();
}

/** Keeps a page that came from the server as the answer to `asked`. Older versions never replace newer ones. */
export async function storePage(
  db: KithDatabase,
  owner: string,
  chatId: ChatId,
  asked: HistoryQuery,
  page: HistoryPage,
): Promise<void> {
  await db.writeAs(owner, [db.chats, db.messages, db.stretches], async () => {
    const at = (await db.chats.get(chatId))?.at;
    if (at === undefined) return;
    await putMessages(db, page.messages);
    const row = (await db.stretches.get(chatId)) ?? { chatId, known: [], openedAt: 0 };
    await db.stretches.put({ ...row, known: addStretch(row.known, covered(asked, page, at)) });
  });
}

/** Within a transaction. Older versions never replace newer ones. */
export async function putMessages(db: KithDatabase, messages: Message[]): Promise<void> {
  const there = await db.messages.bulkGet(messages.map((message) => [message.chatId, message.seq]));
  const newer = messages.filter((message, i) => (there[i]?.version ?? -1) < message.version);
  if (newer.length > 0) await db.messages.bulkPut(newer);
}

/** Notes that the chat is on screen: when space runs out, its history is the last to go. */
export async function noteOpened(
  db: KithDatabase,
  owner: string,
  chatId: ChatId,
  now: number,
): Promise<void> {
  await db.writeAs(owner, [db.stretches], async () => {
    const row: StretchesRow = (await db.stretches.get(chatId)) ?? { chatId, known: [], openedAt: 0 };
    await db.stretches.put({ ...row, openedAt: now });
  });
}

/** Within a transaction. A message that was changed is stored alone: those that quote it show it as it is by what is here. */
async function withQuotes(db: KithDatabase, chatId: ChatId, messages: Message[]): Promise<Message[]> {
  const seqs = new Set(messages.flatMap(({ replyTo }) => replyTo?.seq ?? []));
  if (seqs.size === 0) return messages;
  const quoted = await db.messages.bulkGet([...seqs].map((seq): [ChatId, number] => [chatId, seq]));
  return quoted.reduce<Message[]>((all, one) => (one === undefined ? all : allFollowing(all, one)), messages);
}

/** The stretch that a page proves. The chat was known up to `at` when the page was made, or later. */
function covered(
  asked: HistoryQuery,
  { messages, more, moreAfter = false }: HistoryPage,
  at: number,
): Stretch {
  const first = messages[0]?.seq;
  const last = messages.at(-1)?.seq;
  const newest = Math.max(at, last ?? 0);
  const oldest = more ? (first ?? newest + 1) : 0;
  if (asked.before !== undefined) return { from: more ? (first ?? asked.before) : 0, to: asked.before - 1 };
  if (asked.after !== undefined) return { from: asked.after + 1, to: more ? (last ?? 0) : newest };
  return { from: oldest, to: moreAfter ? (last ?? 0) : newest };
}

async function readBefore(
  db: KithDatabase,
  chatId: ChatId,
  { from, to }: Stretch,
  limit: number,
): Promise<HistoryPage | null> {
  const rows = await within(db, chatId, from, to)
    .reverse()
    .limit(limit + 1)
    .toArray();
  const messages = rows.slice(0, limit).reverse();
  const more = rows.length > limit || from > 0;
  // At the edge of what is known the server has to say what comes next.
  return more && messages.length === 0 ? null : { messages, more };
}

async function readAfter(
  db: KithDatabase,
  chatId: ChatId,
  { from, to }: Stretch,
  at: number,
  limit: number,
): Promise<HistoryPage | null> {
  const rows = await within(db, chatId, from, to)
    .limit(limit + 1)
    .toArray();
  const messages = rows.slice(0, limit);
  const more = rows.length > limit || to < at;
  return more && messages.length === 0 ? null : { messages, more };
}

async function readAround(
  db: KithDatabase,
  chatId: ChatId,
  known: Stretch[],
  seq: number,
  at: number,
  limit: number,
): Promise<HistoryPage | null> {
  const stretch = stretchAt(known, seq);
  if (stretch === undefined) return null;
  const half = Math.floor(limit / 2);
  const older = await readBefore(db, chatId, { from: stretch.from, to: seq - 1 }, half);
  const newer = await readAfter(db, chatId, { from: seq, to: stretch.to }, at, limit - half);
  if (newer === null) return null;
  return {
    messages: [...(older?.messages ?? []), ...newer.messages],
    more: older?.more ?? true,
    moreAfter: newer.more,
  };
}

function within(db: KithDatabase, chatId: ChatId, from: number, to: number) {
  return db.messages.where('[chatId+seq]').between([chatId, from], [chatId, to], true, true);
}
