// Writes the changes between two states as rows: data and cursors of one batch go into one transaction, or not at all.
import type { Table } from 'dexie';
import { isUnseen } from '@/lib/state/apply/marks';
import { isTakenBack } from '@/lib/state/content';
import { keyOf } from '@/lib/state/pending/message-changes';
import type { Known, Plans } from '@/lib/state/plans';
import type { SharedState } from '@/lib/state/shared';
import type { ChatId, Message, MessageId } from '@/protocol/types';
import type { HiddenRow, KithDatabase, OutboxRow } from './database';
import { deleteExpired } from './expiry';
import { putMessages } from './history';
import { extendStretches } from './stretches';

export type Batch = {
  /** The state that the database holds already. */
  before: SharedState;
  now: SharedState;
  /** Messages that came in between, in any order. */
  messages: Message[];
  /** Chats that were removed in between. Their rows are deleted, even if the chats have been added again. */
  forgotten: Set<ChatId>;
  /** Until when messages have disappeared, where that is news. */
  expired: number | null;
};

export async function writeBatch(
  db: KithDatabase,
  owner: string,
  batch: Batch,
  written: Written,
): Promise<void> {
  const { meta, chats, messages, stretches, people, votes, stars, hidden, scheduled, reminders } = db;
  const own = [db.outbox, db.changes, db.messageChanges];
  const shared = [chats, messages, stretches, people, votes, stars, hidden, scheduled, reminders];
  const tables = [...shared, ...own];
  await db.writeAs(owner, tables, async () => {
    const { before, now, forgotten } = batch;
    const gone = Object.keys(before.chats).filter((id) => now.chats[id] === undefined);
    for (const chatId of new Set([...gone, ...forgotten])) await forget(db, chatId);
    const newest = newestVersions(batch);
    await putMessages(
      db,
      newest.filter((message) => !isTakenBack(message)),
    );
    await messages.bulkDelete(
      newest.filter(isTakenBack).map(({ chatId, seq }): [ChatId, number] => [chatId, seq]),
    );
    await deleteUnseen(db, batch);
    // Before the chats: of those that changed, the state knows better what is unread.
    if (batch.expired !== null) await deleteExpired(db, batch.expired, now.me.id);
    await putChats(db, batch);
    await people.bulkPut(changed(before.people, now.people).map(([, user]) => user));
    await putChanged(votes, before.votes, now.votes);
    await putChanged(stars, before.stars, now.stars);
    await hidden.bulkDelete(Object.keys(before.hidden).filter((id) => now.hidden[id] === undefined));
    await hidden.bulkPut(hiddenSince(batch));
    await putPlans(scheduled, before.scheduled, now.scheduled);
    await putPlans(reminders, before.reminders, now.reminders);
    await putOwn(db, batch);
    const { me, meVersion, peopleVersion, ready } = now;
    const isSame = before.me === me && before.user === now.user && before.peopleVersion === peopleVersion;
    if (!isSame || before.ready !== ready) {
      const userVersion = now.user.at;
      await meta.put({ key: 'account', owner, me, meVersion, userVersion, peopleVersion, ready });
    }
    await meta.put({ key: 'written', ...written });
  });
}

/** Messages that this person has deleted for themselves, or cleared, since the last batch. */
async function deleteUnseen(db: KithDatabase, { before, now }: Batch): Promise<void> {
  const hidden = hiddenSince({ before, now });
  for (const chatId of new Set(hidden.map((row) => row.chatId))) {
    const ids = new Set(hidden.filter((row) => row.chatId === chatId).map(({ id }) => id));
    await upTo(db, chatId, Number.MAX_SAFE_INTEGER)
      .filter(({ id }) => ids.has(id))
      .delete();
  }
  for (const [chatId, { state }] of changed(before.chats, now.chats)) {
    const { cleared = 0 } = state;
    if (cleared > (before.chats[chatId]?.state.cleared ?? 0)) await upTo(db, chatId, cleared).delete();
  }
}

function upTo(db: KithDatabase, chatId: ChatId, seq: number) {
  return db.messages.where('[chatId+seq]').between([chatId, 0], [chatId, seq], true, true);
}

function hiddenSince({ before, now }: Pick<Batch, 'before' | 'now'>): HiddenRow[] {
  return changed(before.hidden, now.hidden).map(([id, chatId]) => ({ id, chatId }));
}

async function putChanged<T>(
  table: Table<T, string>,
  before: Record<string, T>,
  now: Record<string, T>,
): Promise<void> {
  await table.bulkDelete(Object.keys(before).filter((id) => now[id] === undefined));
  await table.bulkPut(changed(before, now).map(([, row]) => row));
}

/** The last operation that is in the batch. */
export type Written = { leader: string; seq: number };

export function outboxRows(state: SharedState): OutboxRow[] {
  return state.outbox.map(({ message, copy, createdAt, lost, error }) => ({
    id: message.id,
    userId: state.me.id,
    message,
    createdAt,
    lost,
    ...(copy === undefined ? {} : { copy }),
    ...(error === undefined ? {} : { error }),
  }));
}

async function forget(db: KithDatabase, chatId: ChatId): Promise<void> {
  await Promise.all([db.chats, db.stretches, db.changes].map((table) => table.delete(chatId)));
  await upTo(db, chatId, Number.MAX_SAFE_INTEGER).delete();
}

async function putChats(db: KithDatabase, { before, now, forgotten }: Batch): Promise<void> {
  const rows = Object.values(now.chats).flatMap((chat) => {
    const at = now.cursors[chat.id]?.at ?? 0;
    const isSame =
      before.chats[chat.id] === chat && before.cursors[chat.id]?.at === at && !forgotten.has(chat.id);
    return isSame ? [] : [{ id: chat.id, chat, at }];
  });
  await db.chats.bulkPut(rows);
  for (const { id, at } of rows) {
    const from = forgotten.has(id) ? undefined : before.cursors[id]?.at;
    if (from === undefined || from >= at) continue;
    const row = (await db.stretches.get(id)) ?? { chatId: id, known: [], openedAt: 0 };
    await db.stretches.put({ ...row, known: extendStretches(row.known, from, at) });
  }
}

/** Plans that are gone need no row: whoever reads the table knows up to which user version it is complete. */
async function putPlans<T>(
  table: Table<Known<T>, MessageId>,
  before: Plans<T>,
  now: Plans<T>,
): Promise<void> {
  const rows = changed(before, now).map(([, plan]) => plan);
  await table.bulkPut(rows.filter((plan) => plan.now !== undefined));
  await table.bulkDelete(rows.filter((plan) => plan.now === undefined).map(({ id }) => id));
}

async function putOwn(db: KithDatabase, { before, now }: Batch): Promise<void> {
  if (before.outbox !== now.outbox) {
    const kept = new Set(now.outbox.map((pending) => pending.message.id));
    const there = new Map(before.outbox.map((pending) => [pending.message.id, pending]));
    const isNew = ({ id, lost, error }: OutboxRow) =>
      there.get(id)?.lost !== lost || there.get(id)?.error !== error;
    await db.outbox.bulkDelete([...there.keys()].filter((id) => !kept.has(id)));
    await db.outbox.bulkPut(outboxRows(now).filter(isNew));
  }
  const settled = Object.keys(before.changes).filter((id) => now.changes[id] === undefined);
  await db.changes.bulkDelete(settled);
  await db.changes.bulkPut(
    changed(before.changes, now.changes).map(([chatId, change]) => ({ chatId, change })),
  );
  if (before.messageChanges === now.messageChanges) return;
  const left = new Set(now.messageChanges.map(keyOf));
  await db.messageChanges.bulkDelete(before.messageChanges.map(keyOf).filter((key) => !left.has(key)));
  await db.messageChanges.bulkPut(
    now.messageChanges.map((change) => ({ key: keyOf(change), userId: now.me.id, change })),
  );
}

function changed<T>(before: Record<string, T>, now: Record<string, T>): [string, T][] {
  return before === now ? [] : Object.entries(now).filter(([key, value]) => before[key] !== value);
}

/** The newest version of each message, without messages of chats that are gone. */
function newestVersions({ messages, now }: Batch): Message[] {
  const newest = new Map<string, Message>();
  for (const message of messages) {
    const chat = now.chats[message.chatId];
    if (chat === undefined || isUnseen(now, chat, message)) continue;
    const key = `${message.chatId} ${message.seq}`;
    if ((newest.get(key)?.version ?? -1) < message.version) newest.set(key, message);
  }
  return [...newest.values()];
}
