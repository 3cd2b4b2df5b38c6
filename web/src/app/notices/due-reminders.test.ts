// Of what one is reminded, and that it is told once.
import { expect, test } from 'vitest';
import { applyOp, type Op } from '@/lib/state/ops';
import { CHAT, chat, stateWith } from '@/testing/builders';
import { dueSince } from './due-reminders';

const told = (userVersion: number, id: string, due: boolean): Op => ({
  type: 'event',
  event: {
    type: 'me:updated',
    update: { reminder: { id, reminder: { chatId: CHAT, id, at: 5, ...(due ? { due } : {}) } }, userVersion },
  },
  now: 9,
});
const ids = (...args: Parameters<typeof dueSince>) => dueSince(...args).map(({ id }) => id);

test('a reminder is told when it becomes due, and not again', () => {
  const set = applyOp(stateWith([chat()]), told(1, 'm1', false));
  const due = applyOp(set, told(2, 'm1', true));
  expect(ids(stateWith([chat()]), set)).toEqual([]);
  expect(ids(set, due)).toEqual(['m1']);
  expect(ids(due, applyOp(due, told(2, 'm1', true)))).toEqual([]);
  expect(ids(due, applyOp(due, told(3, 'm2', true)))).toEqual(['m2']);
});

test('one that was set anew waits for its new time', () => {
  const due = applyOp(stateWith([chat()]), told(1, 'm1', true));
  const anew = applyOp(due, told(2, 'm1', false));
  expect(ids(due, anew)).toEqual([]);
  expect(ids(anew, applyOp(anew, told(3, 'm1', true)))).toEqual(['m1']);
});
