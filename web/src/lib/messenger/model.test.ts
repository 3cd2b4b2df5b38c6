// The one way in which the state changes, with a real database below it.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { outboxRows } from '@/lib/db/batch';
import { KithDatabase } from '@/lib/db/database';
import { OwnWork } from '@/lib/db/own';
import { addHistory } from '@/lib/state/apply/tab';
import type { Op } from '@/lib/state/ops';
import type { PendingChange } from '@/lib/state/pending/message-changes';
import { written } from '@/lib/state/pending/outbox';
import { timelineOf } from '@/lib/state/tab';
import { FakeBrowser } from '@/testing/browser';
import { CHAT, chat, me, message, stateWith } from '@/testing/builders';
import { Model, type ModelEvents } from './model';

let db: KithDatabase;
let owner: string;
let model: Model;
let happened: Op['type'][];

const nothing = () => {};

/** Resolves when the model has begun to lead. */
function lead(events: Partial<ModelEvents> = {}): Promise<Model> {
  return new Promise((resolve) => {
    const opened = open({ onLead: () => resolve(opened), ...events });
  });
}

function open(events: Partial<ModelEvents>): Model {
  const opened = new Model(
    { db, owner },
    { state: stateWith([chat({ head: 1 })]), written: null },
    {
      onLead: nothing,
      onLost: nothing,
      onOp: nothing,
      connection: () => ({ status: 'online' }),
      onView: nothing,
      onEmit: nothing,
      onLooking: nothing,
      onRetry: nothing,
      ...events,
    },
  );
  opened.start();
  return opened;
}

beforeEach(async () => {
  // One tab, which leads itself.
  vi.stubGlobal('BroadcastChannel', undefined);
  db = new KithDatabase();
  await db.delete();
  await db.open();
  owner = await db.begin(me());
  happened = [];
  model = await lead({ onOp: (op) => happened.push(op.type) });
});

afterEach(() => {
  model.stop();
  db.close();
  vi.unstubAllGlobals();
});

const pending = (id: string) => written([], { id, chatId: CHAT, kind: 'text', text: id }, 1);
const sent = (id: string): Op => ({ type: 'acknowledged', message: message(1, { id, senderId: me().id }) });

test('a message that is sent while the database is looked through does not go out again', async () => {
  model.commit({ type: 'written', pending: pending('a') });
  await model.settled();
  const looked = model.rescan();
  model.commit(sent('a'));
  await looked;
  expect(happened).toEqual(['written', 'acknowledged']);
  expect(model.store.get().outbox).toEqual([]);
});

test('a message that another tab wrote and could not hand in is found when the database is looked through', async () => {
  const [row] = outboxRows({ ...model.store.get(), outbox: [pending('b')] });
  if (row === undefined) throw new Error('no row');
  await new OwnWork(db, owner).writeMessage(row);
  await model.rescan();
  expect(model.store.get().outbox.map((found) => found.message.id)).toEqual(['b']);
});

test('so is a change of a message, also in place of an earlier one that waits here', async () => {
  const edit = (text: string, at: number): PendingChange => ({
    type: 'edit',
    text,
    mentions: [],
    chatId: CHAT,
    id: 'm1',
    at,
  });
  model.commit({ type: 'message changed', change: edit('one', 1) });
  await model.settled();
  await new OwnWork(db, owner).writeMessageChange(me().id, edit('two', 2));
  await model.rescan();
  expect(model.store.get().messageChanges).toEqual([edit('two', 2)]);
});

test('nobody but the model can write what it hands out', () => {
  expect(Object.keys(model.store)).toEqual(['get', 'subscribe']);
  // @ts-expect-error: what all tabs share changes by operations alone
  () => model.changeTab((state) => state);
});

test('what one tab shows of a history is its own, and what it does is done in all of them', async () => {
  new FakeBrowser({ locks: true });
  const first = await lead();
  let done = nothing;
  const second = await new Promise<Model>((resolve) => {
    const opened = open({ onView: () => resolve(opened), onOp: () => done() });
  });
  const heard = new Promise<void>((resolve) => {
    done = resolve;
  });
  first.changeTab((state) => addHistory(state, CHAT, { messages: [message(1)], more: false }));
  first.commit({ type: 'changed', chatId: CHAT, patch: { pinned: true } });
  await heard;
  expect(second.store.get().chats[CHAT]?.state.pinned).toBe(true);
  expect(timelineOf(second.store.get(), CHAT).opened).toBe(false);
  expect(timelineOf(first.store.get(), CHAT).opened).toBe(true);
  first.stop();
  second.stop();
});
