// Which words an operation takes away.
import { expect, test } from 'vitest';
import { CHAT, chat, stateWith } from '@/testing/builders';
import { applyOp, type Op } from '../ops';
import { lostWords } from './lost-words';
import { keyOf, type PendingChange } from './message-changes';
import { NEVER_LOST } from './outbox';

const edit = (text: string, at: number, chatId = CHAT): PendingChange => ({
  type: 'edit',
  text,
  mentions: [],
  chatId,
  id: 'm1',
  at,
});
const changed = (change: PendingChange): Op => ({ type: 'message changed', change });
const refused = (change: PendingChange): Op => ({
  type: 'change refused',
  answers: [{ key: keyOf(change), at: change.at }],
  code: 'edit_window_over',
});
const removed: Op = {
  type: 'event',
  event: { type: 'chat:removed', removed: { chatId: CHAT, userVersion: 1 } },
  now: 0,
};
const written: Op = {
  type: 'written',
  pending: {
    message: { id: 'm9', chatId: CHAT, kind: 'text', text: 'hello' },
    createdAt: 1,
    status: 'queued',
    attempts: 0,
    lost: NEVER_LOST,
  },
};

function lost(op: Op, ...before: Op[]): string[] {
  const state = before.reduce(applyOp, stateWith([chat(), chat({ id: 'c2' })]));
  return lostWords(op, state).map(({ text, code }) => `${text}: ${code}`);
}

test('a refused edit takes its words away, and one that was written anew since does not', () => {
  expect(lost(refused(edit('one', 1)), changed(edit('one', 1)))).toEqual(['one: edit_window_over']);
  expect(lost(refused(edit('one', 1)), changed(edit('one', 1)), changed(edit('two', 2)))).toEqual([]);
});

test('a chat that is gone takes away what waited for it, and nothing else', () => {
  const ops = [changed(edit('one', 1)), changed(edit('two', 2, 'c2')), written];
  expect(lost(removed, ...ops)).toEqual(['one: not_a_member', 'hello: not_a_member']);
});

test('what the server has is not lost', () => {
  const taken: Op = { type: 'change taken', answers: [{ key: keyOf(edit('one', 1)), at: 1 }], version: 9 };
  expect(lost(removed, changed(edit('one', 1)), taken)).toEqual([]);
  expect(lost(taken, changed(edit('one', 1)))).toEqual([]);
});
