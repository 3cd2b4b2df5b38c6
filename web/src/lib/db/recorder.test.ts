// What the leading tab writes, and what the app reads when it opens again.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stateFrom } from '@/lib/messenger/restore';
import { applyOp, forgottenIn, messagesOf, type Op } from '@/lib/state/ops';
import { written } from '@/lib/state/pending/outbox';
import { initialState, type MessengerState } from '@/lib/state/state';
import type { SyncPage } from '@/protocol/types';
import { CHAT, chat, me, message, page as syncPage } from '@/testing/builders';
import { KithDatabase } from './database';
import { evict, withSpace } from './eviction';
import { readPage } from './history';
import { Recorder } from './recorder';
import { readSnapshot } from './snapshot';

let db: KithDatabase;
let owner: string;
let state: MessengerState;
let recorder: Recorder;
let seq: number;

beforeEach(async () => {
  db = new KithDatabase();
  await db.delete();
  await db.open();
  owner = await db.begin(me());
  state = initialState(me());
  seq = 0;
  recorder = new Recorder(db, owner, 'tab', state, () => state);
});

afterEach(() => {
  recorder.stop();
  db.close();
});

function happens(...ops: Op[]): Promise<void> {
  for (const op of ops) {
    state = applyOp(state, op);
    seq += 1;
    recorder.note(seq, messagesOf(op), forgottenIn(op));
  }
  return recorder.flush();
}

const arrived = (at: number, change = {}): Op => ({
  type: 'event',
  event: { type: 'message:new', message: message(at, change) },
  now: 0,
});
const synced = (change: Partial<SyncPage>): Op => {
  const page = syncPage(change);
  return { type: 'synced', page, step: { targets: {}, userVersion: page.userVersion, isLast: true } };
};

async function reopened(): Promise<MessengerState> {
  const snapshot = await readSnapshot(db);
  if (snapshot === null) throw new Error('nobody is logged in');
  return stateFrom(snapshot);
}

async function read(limit = 10) {
  const found = await readPage(db, CHAT, {}, limit);
  return found?.messages.map((one) => one.seq);
}

test('what is read is what was written: chats, cursors, people, the account, the outbox, changes', async () => {
  await happens(
    synced({ userVersion: 4, me: me({ name: 'New' }), chats: [chat({ head: 2, lastMessage: message(2) })] }),
    { type: 'people', users: [{ id: 'ann', username: 'ann', name: 'Ann', version: 0 }] },
    arrived(3),
    { type: 'written', pending: written([], { id: 'mine', chatId: CHAT, kind: 'text', text: 'hi' }, 5) },
    { type: 'changed', chatId: CHAT, patch: { pinned: true } },
    { type: 'read', chatId: CHAT, seq: 3, passed: { unread: 1, mentions: 0 } },
  );
  const { tab: _, ...known } = state;
  expect(await reopened()).toMatchObject(known);
});

test('history that came live is read without the server, from the moment the chat was known', async () => {
  await happens(synced({ chats: [chat({ head: 2 })] }));
  await happens(arrived(3), arrived(4));
  expect(await readPage(db, CHAT, {}, 10)).toMatchObject({ more: true });
  expect(await read()).toEqual([3, 4]);
});

test('beyond a gap nothing is taken for complete until a sync has filled it', async () => {
  await happens(synced({ chats: [chat({ head: 2 })] }));
  await happens(arrived(3), arrived(6));
  expect(await read()).toEqual([3]);
  expect((await db.chats.get(CHAT))?.at).toBe(3);
  await happens(synced({ chats: [chat({ head: 6 })], messages: [message(4), message(5), message(6)] }));
  expect(await read()).toEqual([3, 4, 5, 6]);
});

test('data and cursor go in together or not at all', async () => {
  await happens(synced({ chats: [chat({ head: 2 })] }));
  const put = vi.spyOn(db.people, 'bulkPut').mockRejectedValueOnce(new Error('the disk is gone'));
  await happens(arrived(3));
  put.mockRestore();
  expect([(await db.chats.get(CHAT))?.at, await db.messages.count()]).toEqual([2, 0]);
  // If only a part were written, the rest would count as known.
  await happens(arrived(4));
  expect([(await db.chats.get(CHAT))?.at, await db.messages.count()]).toEqual([2, 0]);
});

test('of a chat that was left nothing stays, also when it was joined again at once', async () => {
  await happens(synced({ chats: [chat({ head: 2 })] }), arrived(3));
  await happens(synced({ removed: [CHAT], chats: [chat({ head: 9 })] }));
  expect(await db.messages.count()).toBe(0);
  expect((await db.chats.get(CHAT))?.at).toBe(9);
  expect(await read()).toBeUndefined();
  await happens({
    type: 'event',
    event: { type: 'chat:removed', removed: { chatId: CHAT, userVersion: 1 } },
    now: 0,
  });
  expect(await db.chats.count()).toBe(0);
});

test('an acknowledged message leaves the outbox in the same breath', async () => {
  const sent = { id: 'mine', chatId: CHAT, kind: 'text', text: 'hi' };
  await happens(synced({ chats: [chat()] }), { type: 'written', pending: written([], sent, 5) });
  expect(await db.outbox.count()).toBe(1);
  await happens({ type: 'acknowledged', message: message(1, { id: 'mine', senderId: 'me' }) });
  expect(await db.outbox.count()).toBe(0);
  expect(await db.messages.toArray()).toMatchObject([{ id: 'mine', seq: 1 }]);
});

test('attempts without an answer are there after opening again, and one that failed of them stays so', async () => {
  const sent = { id: 'mine', chatId: CHAT, kind: 'text', text: 'hi' };
  await happens(synced({ chats: [chat()] }), { type: 'written', pending: written([], sent, 5) });
  await happens({ type: 'lost', id: 'mine', blame: 'connection' });
  expect((await reopened()).outbox).toMatchObject([{ status: 'queued', lost: { suspect: true, alone: 0 } }]);
  await happens(
    { type: 'lost', id: 'mine', blame: 'message' },
    { type: 'lost', id: 'mine', blame: 'message' },
  );
  expect((await reopened()).outbox).toMatchObject([{ status: 'failed', error: { code: 'undeliverable' } }]);
});

test('a refusal is there after opening again, with its reason', async () => {
  const sent = { id: 'mine', chatId: CHAT, kind: 'text', text: 'hi' };
  const error = { code: 'message_too_long' as const, message: '', retryAfter: null, details: {} };
  await happens(synced({ chats: [chat()] }), { type: 'written', pending: written([], sent, 5) });
  await happens({ type: 'refused', id: 'mine', error });
  expect((await reopened()).outbox).toMatchObject([
    { status: 'failed', error: { code: 'message_too_long' } },
  ]);
});

test('without room old history goes first, of the chats not opened lately; what is found nowhere else stays', async () => {
  const sent = { id: 'mine', chatId: CHAT, kind: 'text', text: 'hi' };
  const many = Array.from({ length: 120 }, (_, i) => message(i + 1));
  await happens(synced({ chats: [chat({ head: 0 })] }));
  await happens(...many.map((one) => arrived(one.seq)), {
    type: 'written',
    pending: written([], sent, 5),
  });
  await evict(db, owner, 1);
  expect(await db.messages.count()).toBe(120);
  await evict(db, owner, 0);
  expect(await db.messages.count()).toBe(50);
  expect(await read(100)).toEqual(many.slice(70).map((one) => one.seq));
  expect(await readPage(db, CHAT, { before: 71 }, 10)).toBeNull();
  expect([await db.outbox.count(), (await db.chats.get(CHAT))?.at]).toEqual([1, 120]);
});

test('a write that found no room is done again once there is some, and given up when there is none', async () => {
  const full = Object.assign(new Error('full'), {
    name: 'AbortError',
    inner: { name: 'QuotaExceededError' },
  });
  const write = vi.fn<() => Promise<void>>().mockRejectedValueOnce(full).mockResolvedValue();
  await withSpace(db, owner, write);
  expect(write).toHaveBeenCalledTimes(2);
  const never = vi.fn<() => Promise<void>>().mockRejectedValue(full);
  await expect(withSpace(db, owner, never)).rejects.toBe(full);
});

test('what found no room is written with what comes later', async () => {
  await happens(synced({ chats: [chat({ head: 2 })] }));
  const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
  const put = vi.spyOn(db.people, 'bulkPut').mockRejectedValue(full);
  await happens(arrived(3));
  expect(await db.messages.count()).toBe(0);
  put.mockRestore();
  await happens(arrived(4));
  expect(await read()).toEqual([3, 4]);
});

test('a message on its way keeps what it says, and what it forwards', async () => {
  const poll = { question: 'Where to?', options: ['Hills', 'Sea'], multiple: false, anonymous: false };
  const asked = written([], { id: 'p', chatId: CHAT, kind: 'poll', poll, silent: true }, 1);
  const copy = { content: { kind: 'text', text: 'hi' } as const, times: 2 };
  const source = { chatId: 'c9', id: 'm9' };
  const forwarded = written([asked], { id: 'f', chatId: CHAT, forwardOf: source }, 1, copy);
  await happens({ type: 'written', pending: asked }, { type: 'written', pending: forwarded });
  expect((await reopened()).outbox).toEqual([asked, forwarded]);
});

test('what one chose in polls is kept, until the chat is forgotten', async () => {
  const vote = { chatId: CHAT, id: 'p', options: ['1'] };
  const told: Op = { type: 'event', event: { type: 'me:updated', update: { vote, userVersion: 3 } }, now: 0 };
  const late = { ...vote, options: ['2'] };
  await happens({ type: 'chats', chats: [chat()] }, told, {
    type: 'event',
    event: { type: 'me:updated', update: { vote: late, userVersion: 2 } },
    now: 0,
  });
  expect((await reopened()).votes).toEqual({ p: { ...vote, asOf: 3 } });
  const removed = { chatId: CHAT, userVersion: 4 };
  await happens({ type: 'event', event: { type: 'chat:removed', removed }, now: 0 });
  expect((await reopened()).votes).toEqual({});
});

test('what is planned is there again when the app opens, and what is gone is not', async () => {
  const scheduled = (userVersion: number, ...ids: string[]) =>
    ids.map((id) => ({
      id,
      ...(userVersion === 1 ? { message: { id, chatId: CHAT, kind: 'text', text: 'Hi', sendAt: 50 } } : {}),
    }));
  const reminders = [{ id: 'm1', reminder: { chatId: CHAT, id: 'm1', at: 70 } }];
  await happens(synced({ userVersion: 1, scheduled: scheduled(1, 'a', 'b'), reminders }));
  await happens(synced({ userVersion: 2, scheduled: scheduled(2, 'a') }));
  const opened = await reopened();
  expect(Object.keys(opened.scheduled)).toEqual(['b']);
  expect(opened.scheduled).toEqual({ b: state.scheduled.b });
  expect(opened.reminders).toEqual(state.reminders);
});
