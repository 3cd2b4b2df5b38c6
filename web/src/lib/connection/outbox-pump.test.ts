// When a written message is sent, and by which way.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError, type FailureCode } from '@/lib/http/api-error';
import type { SessionKeeper } from '@/lib/http/session';
import { applyOp } from '@/lib/state/ops';
import { written } from '@/lib/state/pending/outbox';
import { shownScheduled } from '@/lib/state/plans';
import { initialState, type MessengerState } from '@/lib/state/state';
import { Store } from '@/lib/store';
import { CHAT, chat, me, message } from '@/testing/builders';
import type { Connection } from './connection';
import { OutboxPump } from './outbox-pump';

/** The result of each attempt (`never`: no answer comes); later attempts are answered. */
type Answers = ({ code: FailureCode; retryAfter?: number } | 'never')[];

const OFFLINE = { code: 'offline' } as const;

type Circumstances = { socket?: Answers; rest?: Answers; probe: boolean; sendAt?: number };

/** Sends a message in the outbox, and checks the ways that it went. */
function pumpWith({ socket = [], rest = [], probe, sendAt }: Circumstances) {
  const sent = { id: 'mine', chatId: CHAT, kind: 'text', text: 'hi', ...(sendAt && { sendAt }) };
  const scheduled = { scheduled: true, sendAt, userVersion: 3 };
  const state: MessengerState = {
    ...initialState(me()),
    chats: { [CHAT]: chat() },
    outbox: [written([], sent, 5)],
  };
  const store = new Store(state);
  const ways: string[] = [];
  const go = async (way: string, answers: Answers) => {
    ways.push(way);
    const failure = answers.shift();
    if (failure === 'never') return new Promise<never>(() => {});
    if (failure !== undefined) throw new ApiError(failure.code, '', failure.retryAfter);
    return sendAt ? scheduled : message(1, { id: 'mine', senderId: me().id });
  };
  const connection = {
    online: true,
    call: async () => {
      const answer = await go('socket', socket);
      return sendAt ? answer : { message: answer };
    },
    probe: async () => probe,
  };
  const keeper = { request: () => go('rest', rest) };
  const pump = new OutboxPump(
    store,
    connection as unknown as Connection,
    keeper as unknown as SessionKeeper,
    (op) => store.update((now) => applyOp(now, op)),
  );
  pump.pump();
  return { pump, ways, outbox: () => store.get().outbox, planned: () => shownScheduled(store.get(), CHAT) };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('what the network loses on both ways goes by both again, for as long as it takes', async () => {
  const losses = 20;
  const { ways, outbox } = pumpWith({
    socket: Array(losses).fill(OFFLINE),
    rest: Array(losses).fill(OFFLINE),
    probe: false,
  });
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(outbox()).toEqual([]);
  expect(ways).toEqual([...Array(losses).fill(['socket', 'rest']).flat(), 'socket']);
});

test('what gets no answer by itself while the server answers fails', async () => {
  const { ways, outbox } = pumpWith({ socket: [OFFLINE], rest: [OFFLINE, OFFLINE], probe: true });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(outbox()).toMatchObject([{ status: 'failed' }]);
  expect(ways).toEqual(['socket', 'rest', 'rest']);
});

test('a refusal for the moment waits for as long as the server said, however the clock of the device is set', async () => {
  const { pump, ways, outbox } = pumpWith({
    socket: [{ code: 'rate_limited', retryAfter: 1_500 }],
    probe: true,
  });
  await vi.advanceTimersByTimeAsync(1_000);
  vi.setSystemTime(Date.now() + 86_400_000);
  pump.pump();
  expect(ways).toEqual(['socket']);
  await vi.advanceTimersByTimeAsync(500);
  expect(ways).toEqual(['socket', 'socket']);
  expect(outbox()).toEqual([]);
});

test('what another tab took over goes out once more when this one sends again, and until then only once', async () => {
  const { pump, ways, outbox } = pumpWith({ socket: ['never'], probe: true });
  pump.pump();
  expect(ways).toEqual(['socket']);
  pump.stop();
  pump.pump();
  await vi.advanceTimersByTimeAsync(0);
  expect(ways).toEqual(['socket', 'socket']);
  expect(outbox()).toEqual([]);
});

test('what is to be sent later is kept by the server, whichever way it went', async () => {
  for (const losses of [0, 1]) {
    const socket = Array(losses).fill(OFFLINE);
    const { ways, outbox, planned } = pumpWith({ socket, probe: true, sendAt: 99 });
    await vi.advanceTimersByTimeAsync(0);
    expect(ways).toEqual(['socket', 'rest'].slice(0, losses + 1));
    expect(outbox()).toEqual([]);
    expect(planned()).toMatchObject([{ message: { id: 'mine', sendAt: 99 }, pending: null }]);
  }
});
