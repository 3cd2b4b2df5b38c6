// What can be taken back, for how long, and what becomes of it.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyOp, type Op } from '@/lib/state/ops';
import { madeNow } from '@/lib/state/pending/message-changes';
import { written } from '@/lib/state/pending/outbox';
import { shownMessages } from '@/lib/state/pending/overlay';
import { timelineOf } from '@/lib/state/tab';
import { Store } from '@/lib/store';
import { clearToasts, currentToasts } from '@/lib/toasts';
import { CHAT, chat, ME, message, stateWith, withHistory } from '@/testing/builders';
import { lastSent, offerUndo, takeBack } from './undo';

const UNDO_MS = 5_000;
const mine = message(2, { id: 'mine', senderId: ME });
const which = { chatId: CHAT, id: 'mine' };
const deleted = (trace?: false): Op => ({
  type: 'event',
  event: {
    type: 'message:updated',
    message: { ...mine, version: 3, deleted: { at: 9, by: ME, ...(trace === false ? { trace } : {}) } },
  },
  now: 9,
});

/** A messenger whose chat shows one message of somebody else, after these operations. */
function messengerWith(...ops: Op[]) {
  const begun = withHistory(stateWith([chat({ head: 1 })]), CHAT, { messages: [message(1)], more: false });
  const store = new Store(ops.reduce(applyOp, begun));
  const commit = (op: Op) => store.update((state) => applyOp(state, op));
  return {
    store,
    commit,
    discard: (id: string) => commit({ type: 'discarded', id }),
    changeMessage: (...[one, change]: Parameters<Parameters<typeof takeBack>[0]['changeMessage']>) =>
      commit({ type: 'message changed', change: madeNow(store.get().messageChanges, one, change, 5) }),
    shown: () => {
      const state = store.get();
      const all = shownMessages(timelineOf(state, CHAT).messages, state.messageChanges, ME);
      return [...all.map(({ id }) => id), ...state.outbox.map((one) => one.message.id)];
    },
  };
}

const queued: Op = { type: 'written', pending: written([], { ...which, kind: 'text', text: 'Oh' }, 4) };

beforeEach(() => {
  vi.useFakeTimers();
  clearToasts();
});

afterEach(() => {
  vi.useRealTimers();
});

test('the last message is offered first, and each only for its time', () => {
  offerUndo({ chatId: CHAT, id: 'a' }, UNDO_MS);
  vi.advanceTimersByTime(1_000);
  offerUndo({ chatId: CHAT, id: 'b' }, UNDO_MS);
  offerUndo({ chatId: CHAT, id: 'never' }, 0);
  expect(lastSent(CHAT)?.id).toBe('b');
  takeBack(messengerWith(), { chatId: CHAT, id: 'b' });
  expect(lastSent(CHAT)?.id).toBe('a');
  expect(lastSent('c2')).toBeUndefined();
  vi.advanceTimersByTime(4_000);
  expect(lastSent(CHAT)).toBeUndefined();
});

test('what has arrived is gone at once, and stays gone when the server takes it back', () => {
  const messenger = messengerWith({ type: 'acknowledged', message: mine });
  takeBack(messenger, which);
  expect(messenger.shown()).toEqual(['m1']);
  expect(messenger.store.get().messageChanges).toMatchObject([{ type: 'delete', undo: true, id: 'mine' }]);
  messenger.commit(deleted(false));
  expect(messenger.shown()).toEqual(['m1']);
  expect(currentToasts()).toEqual([]);
});

test('what somebody has read leaves a trace, and the app says so', () => {
  const messenger = messengerWith({ type: 'acknowledged', message: mine });
  takeBack(messenger, which);
  messenger.commit({ type: 'change taken', answers: [{ key: `${CHAT} mine delete `, at: 5 }], version: 3 });
  messenger.commit(deleted());
  expect(messenger.shown()).toEqual(['m1', 'mine']);
  expect(currentToasts()).toHaveLength(1);
});

test('what waits to be sent is withdrawn, and deleted if it has got out all the same', () => {
  const messenger = messengerWith(queued);
  takeBack(messenger, which);
  expect(messenger.shown()).toEqual(['m1']);
  expect(messenger.store.get().messageChanges).toEqual([]);
  messenger.commit({ type: 'acknowledged', message: mine });
  expect(messenger.shown()).toEqual(['m1']);
  expect(messenger.store.get().messageChanges).toMatchObject([{ type: 'delete', undo: true, id: 'mine' }]);
});
