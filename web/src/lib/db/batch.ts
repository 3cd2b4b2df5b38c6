// Writes the changes between two states as rows: data and cursors of one batch go into one transaction, or not at all.
import type { Table } from 'dexie';
import { isTakenBack } from '@/lib/state/content';
import { keyOf } from '@/lib/state/pending/message-changes';
import type { Known, Plans } from '@/lib/state/plans';
import type { SharedState } from '@/lib/state/shared';
import type { ChatId, Message, MessageId } from '@/protocol/types';
import type { KithDatabase, OutboxRow } from './database';
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
  const { meta, chats, messages, stretches, people, votes, scheduled, reminders } = db;
  const { outbox, changes, messageChanges } = db;
  const shared = [chats, messages, stretches, people, votes, scheduled, reminders];
  const tables = [...shared, outbox, changes, messageChanges];
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
    // Before the chats: of those that changed, the state knows better what is unread.
    if (batch.expired !== null) await deleteExpired(db, batch.expired, now.me.id);
    await putChats(db, batch);
    await people.bulkPut(changed(before.people, now.people).map(([, user]) => user));
    await votes.bulkDelete(Object.keys(before.votes).filter((id) => now.votes[id] === undefined));
    await votes.bulkPut(changed(before.votes, now.votes).map(([, vote]) => vote));
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
  await db.messages.where('[chatId+seq]').between([chatId, 0], [chatId, Number.MAX_SAFE_INTEGER]).delete();
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
    if (now.chats[message.chatId] === undefined) continue;
    const key = `${message.chatId} ${message.seq}`;
    if ((newest.get(key)?.version ?? -1) < message.version) newest.set(key, message);
  }
  return [...newest.values()];
}
