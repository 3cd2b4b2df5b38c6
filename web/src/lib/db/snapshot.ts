// What is read from the database when the app opens, in one transaction. Messages are read by history.ts.
import type { Known } from '@/lib/state/plans';
import type { OwnStar, OwnVote } from '@/lib/state/shared';
import type { Reminder, ScheduledMessage, User } from '@/protocol/types';
import type {
  AccountRow,
  ChangesRow,
  ChatRow,
  HiddenRow,
  KithDatabase,
  MessageChangeRow,
  OutboxRow,
  WrittenRow,
} from './database';

export type Snapshot = {
  account: AccountRow;
  written: WrittenRow | null;
  chats: ChatRow[];
  people: User[];
  votes: OwnVote[];
  stars: OwnStar[];
  hidden: HiddenRow[];
  scheduled: Known<ScheduledMessage>[];
  reminders: Known<Reminder>[];
  /** In the order in which they were written. */
  outbox: OutboxRow[];
  changes: ChangesRow[];
  messageChanges: MessageChangeRow[];
};

/** Null when nobody is logged in. */
export async function readSnapshot(db: KithDatabase): Promise<Snapshot | null> {
  const { meta, chats, people, votes, stars, hidden, scheduled, reminders } = db;
  const { outbox, changes, messageChanges } = db;
  const shared = [meta, chats, people, votes, stars, hidden, scheduled, reminders];
  const tables = [...shared, outbox, changes, messageChanges];
  return db.transaction('r', tables, async () => {
    const account = await db.account();
    if (account === undefined) return null;
    const written = await meta.get('written');
    const unsent = (await outbox.toArray()).filter((row) => row.userId === account.me.id);
    return {
      account,
      written: written?.key === 'written' ? written : null,
      chats: await chats.toArray(),
      people: await people.toArray(),
      votes: await votes.toArray(),
      stars: await stars.toArray(),
      hidden: await hidden.toArray(),
      scheduled: await scheduled.toArray(),
      reminders: await reminders.toArray(),
      outbox: unsent.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
      changes: await changes.toArray(),
      messageChanges: (await messageChanges.toArray()).filter((row) => row.userId === account.me.id),
    };
  });
}
