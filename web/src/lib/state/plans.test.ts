// What is planned, in whatever order its changes come.
import { expect, test } from 'vitest';
import { CHAT, chat, page, stateWith } from '@/testing/builders';
import { applyOp, type Op } from './ops';
import { written } from './pending/outbox';
import { caughtUp, shownReminders, shownScheduled } from './plans';
import type { MessengerState } from './state';

const later = (sendAt: number, id = 'a') => ({ id, chatId: CHAT, kind: 'text', text: 'Hi', sendAt });
const told = (userVersion: number, sendAt?: number, id = 'a'): Op => ({
  type: 'event',
  event: {
    type: 'me:updated',
    update: {
      scheduled: sendAt === undefined ? { id } : { id, message: later(sendAt, id) },
      userVersion,
    },
  },
  now: 0,
});
const begun = () => stateWith([chat()]);
const after = (...ops: Op[]) => ops.reduce(applyOp, begun());
const times = (state: MessengerState) => shownScheduled(state, null).map(({ message }) => message.sendAt);
const reminders = (state: MessengerState) => shownReminders(state).map(({ id, at }) => [id, at]);

test('of several changes of a plan the last holds, in whatever order they come', () => {
  expect(times(after(told(1, 50), told(2, 70)))).toEqual([70]);
  expect(times(after(told(2, 70), told(1, 50)))).toEqual([70]);
  expect(times(after(told(1, 50), told(2)))).toEqual([]);
  expect(times(after(told(2), told(1, 50)))).toEqual([]);
});

test('a page of a sync that is older than an event changes nothing', () => {
  const step = { targets: {}, userVersion: 1, isLast: true };
  const old = page({ userVersion: 1, scheduled: [{ id: 'a', message: later(50) }] });
  expect(times(after(told(2), { type: 'synced', page: old, step }))).toEqual([]);
  expect(times(after({ type: 'synced', page: old, step }))).toEqual([50]);
});

test('a message that was written to be sent later waits in the list, not in its chat, until the server has it', () => {
  const pending = written([], later(50), 1);
  const waiting = after({ type: 'written', pending });
  expect(shownScheduled(waiting, CHAT)).toMatchObject([
    { message: { sendAt: 50 }, pending: { createdAt: 1 } },
  ]);
  expect(shownScheduled(waiting, 'c2')).toEqual([]);
  const kept = applyOp(waiting, { type: 'scheduled', message: later(50), userVersion: 3 });
  expect(kept.outbox).toEqual([]);
  expect(shownScheduled(kept, CHAT)).toEqual([{ message: later(50), pending: null }]);
  // The event came first, and the message has been sent since.
  expect(applyOp(waiting, told(4)).outbox).toEqual([]);
  expect(
    times(applyOp(applyOp(waiting, told(4)), { type: 'scheduled', message: later(50), userVersion: 3 })),
  ).toEqual([]);
});

test('what could not be sent stands before what is to come, and says why', () => {
  const refused = after(
    told(1, 90, 'b'),
    told(2, 80, 'c'),
    { type: 'written', pending: written([], later(99), 1) },
    {
      type: 'refused',
      id: 'a',
      error: { code: 'send_at_out_of_range', message: '', retryAfter: null, details: {} },
    },
  );
  expect(shownScheduled(refused, null).map(({ message }) => [message.id, message.error])).toEqual([
    ['a', 'send_at_out_of_range'],
    ['c', undefined],
    ['b', undefined],
  ]);
});

test('a reminder is as one last set it, and what is due stands first', () => {
  const due = (id: string, at: number): Op => ({
    type: 'event',
    event: {
      type: 'me:updated',
      update: { reminder: { id, reminder: { chatId: CHAT, id, at, due: true } }, userVersion: 1 },
    },
    now: 0,
  });
  const set = (id: string, remindAt: number | null, at: number): Op => ({
    type: 'message changed',
    change: { type: 'remind', remindAt, chatId: CHAT, id, at },
  });
  const state = after(set('m1', 20, 1), set('m2', 10, 2), due('m3', 30));
  expect(reminders(state)).toEqual([
    ['m3', 30],
    ['m2', 10],
    ['m1', 20],
  ]);
  expect(reminders(applyOp(state, set('m3', null, 3)))).toEqual([
    ['m2', 10],
    ['m1', 20],
  ]);
  const answered: Op = {
    type: 'marked',
    marks: [{ reminder: { id: 'm1', reminder: { chatId: CHAT, id: 'm1', at: 20 } } }],
    answers: [{ key: `${CHAT} m1 remind `, at: 1 }],
    userVersion: 2,
  };
  const known = applyOp(state, answered);
  expect(known.messageChanges.map(({ id }) => id)).toEqual(['m2']);
  expect(reminders(known)).toEqual(reminders(state));
});

test('what another tab has written no more is gone, unless this one knows better', () => {
  const mine = { a: { id: 'a', asOf: 1, now: 1 }, b: { id: 'b', asOf: 5, now: 2 }, c: { id: 'c', asOf: 6 } };
  const theirs = { c: { id: 'c', asOf: 2, now: 3 }, d: { id: 'd', asOf: 4, now: 4 } };
  expect(caughtUp(mine, theirs, 4)).toEqual({ b: mine.b, c: mine.c, d: theirs.d });
});
