// When pending changes of messages are sent, and what becomes of them.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError, type FailureCode } from '@/lib/http/api-error';
import { applyOp, type Op } from '@/lib/state/ops';
import { NEVER_LOST } from '@/lib/state/pending/outbox';
import { shownReminders } from '@/lib/state/plans';
import type { MessengerState } from '@/lib/state/state';
import { Store } from '@/lib/store';
import { CHAT, chat, ME, message, stateWith } from '@/testing/builders';
import { MessageChangePump } from './message-change-pump';

const react = (emoji: string, at: number): Op => ({
  type: 'message changed',
  change: { type: 'react', emoji, on: true, chatId: CHAT, id: 'm1', at },
});
const erase = (id: string, at: number): Op => ({
  type: 'message changed',
  change: { type: 'delete', chatId: CHAT, id, at },
});

/** Sends what these operations leave; the attempts fail with these codes, and the others are answered. */
async function pumped(ops: Op[], ...failures: FailureCode[]) {
  const store = new Store<MessengerState>(
    ops.reduce(applyOp, stateWith([chat({ head: 9 }), chat({ id: 'c2', head: 9 })])),
  );
  const sent: unknown[] = [];
  const answer = async (what: unknown) => {
    sent.push(what);
    const failure = failures.shift();
    if (failure !== undefined) throw new ApiError(failure, '');
    return { version: 9, userVersion: 4 } as never;
  };
  const pump = new MessageChangePump(
    store,
    { online: true, call: (_, payload) => answer(payload) },
    {
      request: (method, path) =>
        answer(
          `${method} ${path
            .replace(/^chats\/[^/]+\/messages\//, '')
            .split('/')
            .map(decodeURIComponent)
            .join('/')}`,
        ),
    },
    (op) => store.update((state) => applyOp(state, op)),
  );
  pump.pump();
  await vi.advanceTimersByTimeAsync(0);
  return {
    sent,
    pump,
    left: () => store.get().messageChanges.length,
    reminders: () => shownReminders(store.get()),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('changes go out in the order in which they were made', async () => {
  const { sent, left } = await pumped([react('👍', 1), react('🐌', 2)]);
  expect(sent).toEqual(['PUT m1/reactions/👍', 'PUT m1/reactions/🐌']);
  expect(left()).toBe(0);
});

test('a vote goes out before the poll is closed, and a live location is stopped', async () => {
  const { sent, left } = await pumped([
    {
      type: 'message changed',
      change: { type: 'vote', options: ['1'], counted: [], chatId: CHAT, id: 'm1', at: 1 },
    },
    { type: 'message changed', change: { type: 'close', chatId: CHAT, id: 'm1', at: 2 } },
    { type: 'message changed', change: { type: 'stop', chatId: CHAT, id: 'm2', at: 3 } },
  ]);
  expect(sent).toEqual(['PUT m1/vote', 'POST m1/close', 'DELETE m2/location']);
  expect(left()).toBe(0);
});

test('a message arrives before it is changed', async () => {
  const written: Op = {
    type: 'written',
    pending: {
      message: { id: 'm1', chatId: CHAT, kind: 'location' },
      createdAt: 1,
      status: 'queued',
      attempts: 0,
      lost: NEVER_LOST,
    },
  };
  const stop: Op = { type: 'message changed', change: { type: 'stop', chatId: CHAT, id: 'm1', at: 2 } };
  expect((await pumped([written, stop])).sent).toEqual([]);
  expect((await pumped([written, stop, { type: 'discarded', id: 'm1' }])).sent).toEqual([]);
  const arrived: Op = { type: 'acknowledged', message: { ...message(1), senderId: ME } };
  expect((await pumped([written, stop, arrived])).sent).toEqual(['DELETE m1/location']);
});

test('several messages are deleted at once', async () => {
  const { sent } = await pumped([erase('m1', 1), erase('m2', 2)]);
  expect(sent).toEqual([{ chatId: CHAT, ids: ['m1', 'm2'], for: 'everyone' }]);
});

test('what the network loses goes again, and nothing overtakes it', async () => {
  const { sent, pump, left } = await pumped([react('👍', 1), react('🐌', 2)], 'offline');
  expect([sent.length, left()]).toEqual([1, 2]);
  pump.pump();
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual(['PUT m1/reactions/👍', 'PUT m1/reactions/👍', 'PUT m1/reactions/🐌']);
  expect(left()).toBe(0);
});

test('what the server refuses is taken back, and the next goes on', async () => {
  const { sent, left } = await pumped([react('👍', 1), react('🐌', 2)], 'too_many_reactions');
  expect(sent).toHaveLength(2);
  expect(left()).toBe(0);
});

test('a refused deletion takes back no other that went with it', async () => {
  const { sent, left } = await pumped(
    [erase('m1', 1), erase('m2', 2)],
    'not_your_message',
    'not_your_message',
  );
  const of = (...ids: string[]) => ({ chatId: CHAT, ids, for: 'everyone' });
  expect(sent).toEqual([of('m1', 'm2'), of('m1'), of('m2')]);
  expect(left()).toBe(0);
});

test('a chat that has to wait holds up no other', async () => {
  const elsewhere: Op = {
    type: 'message changed',
    change: { type: 'react', emoji: '🎉', on: true, chatId: 'c2', id: 'm9', at: 2 },
  };
  const { sent, pump } = await pumped([react('👍', 1), elsewhere], 'rate_limited');
  pump.pump();
  expect(sent).toEqual(['PUT m1/reactions/👍', 'PUT m9/reactions/🎉']);
});

test('a reminder is settled by its answer, which is none of the chat', async () => {
  const remind = (remindAt: number | null, at: number): Op => ({
    type: 'message changed',
    change: { type: 'remind', remindAt, chatId: CHAT, id: 'm1', at },
  });
  const { sent, left, reminders } = await pumped([remind(50, 1)]);
  expect(sent).toEqual(['POST me/reminders']);
  expect([left(), reminders()]).toEqual([0, [{ chatId: CHAT, id: 'm1', at: 50 }]]);
  const gone = await pumped([remind(null, 1)]);
  expect(gone.sent).toEqual(['DELETE me/reminders/m1']);
  expect([gone.left(), gone.reminders()]).toEqual([0, []]);
});
