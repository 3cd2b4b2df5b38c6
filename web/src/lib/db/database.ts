// The database of this browser: what the app knows, so that it opens at once and without a network. The server has the
// truth; only the outbox and changes are found nowhere else. One account at a time: `owner` names whose it is.
import Dexie, { type Table } from 'dexie';
import type { Copy } from '@/lib/state/content';
import type { ChatChange } from '@/lib/state/pending/chat-changes';
import type { PendingChange } from '@/lib/state/pending/message-changes';
import type { Lost, PendingError } from '@/lib/state/pending/outbox';
import type { Known } from '@/lib/state/plans';
import type { OwnStar, OwnVote } from '@/lib/state/shared';
import type {
  Chat,
  ChatId,
  Me,
  Message,
  MessageId,
  Reminder,
  ScheduledMessage,
  SendMessage,
  User,
  UserId,
} from '@/protocol/types';
import { NAME } from './exists';
import type { Stretch } from './stretches';

/** Raise it with every change of the tables or their rows: the app drops other layouts and syncs afresh. */
const LAYOUT = 5;
/** An old tab that does not close its database must not keep this one from starting. */
const PATIENCE_MS = 3_000;

/** The account that is logged in, and how far its changes are known. */
export type AccountRow = {
  key: 'account';
  /** New at each log-in: a write with another owner is late, and refused. */
  owner: string;
  me: Me;
  meVersion: number;
  userVersion: number;
  peopleVersion: number | null;
  /** Whether a sync has ever finished. */
  ready: boolean;
};

/** The last operation of the leading tab that is in the database. */
export type WrittenRow = { key: 'written'; leader: string; seq: number };

/** A chat with its cursor: every change up to `at` is in the database. */
export type ChatRow = { id: ChatId; chat: Chat; at: number };
export type StretchesRow = { chatId: ChatId; known: Stretch[]; openedAt: number };
export type OutboxRow = {
  id: MessageId;
  userId: UserId;
  message: SendMessage;
  copy?: Copy;
  /** Invariant: ascending in the order in which the messages were written. */
  createdAt: number;
  lost?: Lost;
  error?: PendingError;
};
export type ChangesRow = { chatId: ChatId; change: ChatChange };
/** A message that this person deleted for themselves. */
export type HiddenRow = { id: MessageId; chatId: ChatId };
export type MessageChangeRow = { key: string; userId: UserId; change: PendingChange };

/** What a new layout keeps: it is found nowhere else. */
const KEPT = ['outbox', 'messageChanges'];

export class KithDatabase extends Dexie {
  declare readonly meta: Table<AccountRow | WrittenRow, string>;
  declare readonly chats: Table<ChatRow, ChatId>;
  declare readonly messages: Table<Message, [ChatId, number]>;
  declare readonly stretches: Table<StretchesRow, ChatId>;
  declare readonly people: Table<User, UserId>;
  declare readonly votes: Table<OwnVote, MessageId>;
  declare readonly stars: Table<OwnStar, MessageId>;
  declare readonly hidden: Table<HiddenRow, MessageId>;
  declare readonly scheduled: Table<Known<ScheduledMessage>, MessageId>;
  declare readonly reminders: Table<Known<Reminder>, MessageId>;
  declare readonly outbox: Table<OutboxRow, MessageId>;
  declare readonly changes: Table<ChangesRow, ChatId>;
  declare readonly messageChanges: Table<MessageChangeRow, string>;

  constructor() {
    super(NAME);
    this.version(LAYOUT)
      .stores({
        meta: 'key',
        chats: 'id',
        messages: '[chatId+seq], expiresAt',
        stretches: 'chatId',
        people: 'id',
        votes: 'id',
        stars: 'id',
        hidden: 'id',
        scheduled: 'id',
        reminders: 'id',
        outbox: 'id',
        changes: 'chatId',
        messageChanges: 'key',
      })
      .upgrade(async (upgrade) => {
        const names = this.tables.map((table) => table.name).filter((name) => !KEPT.includes(name));
        await Promise.all(names.map((name) => upgrade.table(name).clear()));
      });
  }

  async account(): Promise<AccountRow | undefined> {
    const row = await this.meta.get('account');
    return row?.key === 'account' ? row : undefined;
  }

  /** One transaction on behalf of `owner`. It rejects when the database belongs to another log-in by now. */
  async writeAs(owner: string, tables: Table[], write: () => Promise<unknown>): Promise<void> {
    await this.transaction('rw', [this.meta, ...tables], async () => {
      if ((await this.account())?.owner !== owner) throw new NotOwnerError();
      await write();
    });
  }

  /** Begins with an empty database for the account that has logged in. Returns the owner to write as. */
  async begin(me: Me): Promise<string> {
    const owner = crypto.getRandomValues(new Uint32Array(4)).join('-');
    await this.transaction('rw', this.tables, async () => {
      const unsent = (await this.outbox.toArray()).filter((row) => row.userId === me.id);
      const unsaid = (await this.messageChanges.toArray()).filter((row) => row.userId === me.id);
      await Promise.all(this.tables.map((table) => table.clear()));
      await this.outbox.bulkPut(unsent);
      await this.messageChanges.bulkPut(unsaid);
      await this.meta.put({
        key: 'account',
        owner,
        me,
        meVersion: 0,
        userVersion: 0,
        peopleVersion: null,
        ready: false,
      });
    });
    return owner;
  }

  /** After a log-out: deletes everything of the account. */
  async wipe(): Promise<void> {
    await this.transaction('rw', this.tables, () => Promise.all(this.tables.map((table) => table.clear())));
  }
}

/** Another account has logged in, or this one out, since the writer began. */
export class NotOwnerError extends Error {}

/** The database, or null where the browser gives none: everything then lives as long as the tab. */
export async function openDatabase(): Promise<KithDatabase | null> {
  const patience = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  return Promise.race([open().catch(() => null), patience]);
}

async function open(): Promise<KithDatabase> {
  const db = new KithDatabase();
  try {
    await db.open();
    if (db.backendDB().version === LAYOUT * 10) return db;
  } catch (error) {
    if (!(error instanceof Dexie.UpgradeError || error instanceof Dexie.VersionError)) throw error;
  }
  db.close();
  return startAfresh();
}

/** This version of the app does not know the layout: it keeps only the outbox, which is found nowhere else. */
async function startAfresh(): Promise<KithDatabase> {
  const old = await new Dexie(NAME).open();
  const hasOutbox = old.tables.some((table) => table.name === 'outbox');
  const unsent: unknown[] = hasOutbox ? await old.table('outbox').toArray() : [];
  old.close();
  await Dexie.delete(NAME);
  const db = new KithDatabase();
  await db.open();
  await db.outbox.bulkPut(unsent.filter(isOutboxRow));
  return db;
}

function isOutboxRow(row: unknown): row is OutboxRow {
  const { id, userId, message, createdAt } = (row ?? {}) as Partial<OutboxRow>;
  return (
    typeof id === 'string' &&
    typeof userId === 'string' &&
    typeof createdAt === 'number' &&
    message?.id === id &&
    typeof message.chatId === 'string'
  );
}
