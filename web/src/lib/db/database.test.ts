// The owner of the database, and what happens to a database with another layout.
import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { beforeEach, expect, test } from 'vitest';
import { CHAT, chat, ME, me, message } from '@/testing/builders';
import { type KithDatabase, NotOwnerError, type OutboxRow, openDatabase } from './database';

beforeEach(() => Dexie.delete('kith'));

const unsent: OutboxRow = {
  id: 'm1',
  userId: ME,
  message: { id: 'm1', chatId: CHAT, kind: 'text', text: 'later' },
  createdAt: 5,
};

async function opened(): Promise<KithDatabase> {
  const db = await openDatabase();
  if (db === null) throw new Error('no database');
  return db;
}

/** A database as another version of the app left it. */
async function withLayout(version: number, stores: Record<string, string>, rows: Record<string, object[]>) {
  const old = new Dexie('kith');
  old.version(version).stores(stores);
  await old.open();
  for (const [table, all] of Object.entries(rows)) await old.table(table).bulkPut(all);
  old.close();
}

test('who logs in finds nothing of another account', async () => {
  const db = await opened();
  const first = await db.begin(me());
  await db.writeAs(first, [db.chats, db.outbox], async () => {
    await db.chats.put({ id: CHAT, chat: chat(), at: 0 });
    await db.outbox.put(unsent);
  });
  await db.begin(me({ id: 'bob' }));
  expect([await db.chats.count(), await db.outbox.count()]).toEqual([0, 0]);
  expect((await db.account())?.me.id).toBe('bob');
  db.close();
});

test('what one changed about messages without a network is still there after a new log-in, for nobody else', async () => {
  const db = await opened();
  await db.begin(me());
  const change = { type: 'delete', chatId: CHAT, id: 'm1', at: 1 } as const;
  await db.messageChanges.put({ key: 'a', userId: me().id, change });
  await db.begin(me());
  expect(await db.messageChanges.count()).toBe(1);
  await db.begin(me({ id: 'bob' }));
  expect(await db.messageChanges.count()).toBe(0);
  db.close();
});

test('who writes for an account that is logged out writes nothing', async () => {
  const db = await opened();
  const owner = await db.begin(me());
  await db.wipe();
  const late = db.writeAs(owner, [db.messages], () => db.messages.put(message(1)));
  await expect(late).rejects.toThrow(NotOwnerError);
  expect(await db.messages.count()).toBe(0);
  db.close();
});

test('wiped, the database is empty', async () => {
  const db = await opened();
  await db.begin(me());
  await db.outbox.put(unsent);
  await db.wipe();
  for (const table of db.tables) expect([table.name, await table.count()]).toEqual([table.name, 0]);
  db.close();
});

test('a newer layout is dropped, except for what was not sent', async () => {
  await withLayout(
    99,
    { chats: 'number', outbox: 'id', novelties: 'id' },
    { chats: [{ number: 1 }], outbox: [unsent, { id: 'of a shape that is not known' }] },
  );
  const db = await opened();
  expect(await db.outbox.toArray()).toEqual([unsent]);
  expect([await db.chats.count(), await db.account()]).toEqual([0, undefined]);
  db.close();
});

test('an older layout is dropped, except for what was not sent, also where its keys were others', async () => {
  for (const chats of ['id', 'number']) {
    await Dexie.delete('kith');
    await withLayout(0.5, { chats, outbox: 'id' }, { chats: [{ id: 'a', number: 1 }], outbox: [unsent] });
    const db = await opened();
    expect(await db.outbox.toArray()).toEqual([unsent]);
    expect(await db.chats.count()).toBe(0);
    db.close();
  }
});

test('the layout before this one keeps what only this device has, and nothing that a sync brings', async () => {
  const change = { key: 'a', userId: ME, change: { type: 'delete', chatId: CHAT, id: 'm1', at: 1 } };
  const stores = { meta: 'key', chats: 'id', votes: 'id', outbox: 'id', messageChanges: 'key' };
  await withLayout(4, stores, { chats: [{ id: CHAT }], outbox: [unsent], messageChanges: [change] });
  const db = await opened();
  expect(await db.outbox.toArray()).toEqual([unsent]);
  expect(await db.messageChanges.toArray()).toEqual([change]);
  expect([await db.chats.count(), await db.scheduled.count(), await db.reminders.count()]).toEqual([0, 0, 0]);
  db.close();
});

test('what was not sent is there for the same account when it logs in again, and for no other', async () => {
  const db = await opened();
  await db.outbox.put(unsent);
  await db.begin(me());
  expect(await db.outbox.count()).toBe(1);
  await db.begin(me({ id: 'bob' }));
  expect(await db.outbox.count()).toBe(0);
  db.close();
});
