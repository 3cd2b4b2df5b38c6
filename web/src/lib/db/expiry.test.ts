// What the database forgets when messages disappear.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stateFrom } from '@/lib/messenger/restore';
import { initialState } from '@/lib/state/state';
import { CHAT, chat, me, message, stateWith } from '@/testing/builders';
import { writeBatch } from './batch';
import { KithDatabase } from './database';
import { expireKept } from './expiry';
import { readSnapshot } from './snapshot';

let db: KithDatabase;
let owner: string;
const messages = [message(1), message(2, { expiresAt: 100 }), message(3, { expiresAt: 200 })];
const state = stateWith([chat({ head: 3, read: 1, unread: 2, lastMessage: messages[2] as never })]);

beforeEach(async () => {
  db = new KithDatabase();
  await db.delete();
  await db.open();
  owner = await db.begin(me());
  await write({ before: initialState(me()), messages, expired: null });
});

afterEach(() => db.close());

const write = (batch: Partial<Parameters<typeof writeBatch>[2]>) =>
  writeBatch(
    db,
    owner,
    { before: state, now: state, messages: [], forgotten: new Set(), expired: null, ...batch },
    { leader: 'tab', seq: 1 },
  );

const kept = async () => (await db.messages.toArray()).map(({ seq }) => seq);

async function chatKept() {
  const snapshot = await readSnapshot(db);
  return snapshot === null ? undefined : stateFrom(snapshot).chats[CHAT];
}

test('what disappeared while the app was closed is gone before anything is read', async () => {
  await expireKept(db, 150);
  expect(await kept()).toEqual([1, 3]);
  expect(await chatKept()).toMatchObject({ unread: 1, lastMessage: { seq: 3 } });
  await expireKept(db, 250);
  expect(await kept()).toEqual([1]);
  expect(await chatKept()).toMatchObject({ unread: 0, lastMessage: { seq: 1 } });
});

test('the leading tab deletes what disappears, also of chats that it did not open', async () => {
  await write({ expired: 150 });
  expect(await kept()).toEqual([1, 3]);
  expect(await chatKept()).toMatchObject({ unread: 1 });
});
