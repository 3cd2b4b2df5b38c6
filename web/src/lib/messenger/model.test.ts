// The one way in which the state changes, with a real database below it.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { outboxRows } from '@/lib/db/batch';
import { KithDatabase } from '@/lib/db/database';
import { OwnWork } from '@/lib/db/own';
import type { Op } from '@/lib/state/ops';
import { written } from '@/lib/state/outbox';
import { initialState } from '@/lib/state/state';
import { CHAT, me, message } from '@/testing/builders';
import { Model, type ModelEvents } from './model';

let db: KithDatabase;
let owner: string;
let model: Model;
let happened: Op['type'][];

beforeEach(async () => {
  // One tab, which leads itself.
  vi.stubGlobal('BroadcastChannel', undefined);
  db = new KithDatabase();
  await db.delete();
  await db.open();
  owner = await db.begin(me());
  happened = [];
  await new Promise<void>((onLead) => {
    const nothing = () => {};
    const events: ModelEvents = {
      onLead,
      onLost: nothing,
      onOp: (op) => happened.push(op.type),
      view: () => ({ connection: { status: 'online' }, presence: {}, typing: {} }),
      onView: nothing,
      onTell: nothing,
      onLooking: nothing,
      onRetry: nothing,
    };
    model = new Model({ db, owner }, { state: initialState(me()), written: null }, events);
    model.start();
  });
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
  await new OwnWork(db, owner).keepMessage(row);
  await model.rescan();
  expect(model.store.get().outbox.map((found) => found.message.id)).toEqual(['b']);
});
