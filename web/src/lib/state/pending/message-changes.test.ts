// What a pending change does to a message, and when it is sent.
import { expect, test } from 'vitest';
import { CHAT, chat, ME, message, stateWith } from '@/testing/builders';
import { applyOp, type Op } from '../ops';
import {
  addChanges,
  changedBy,
  dueChanges,
  keyOf,
  type MessageChange,
  type PendingChange,
} from './message-changes';
import { shownMessages, shownPins } from './overlay';

const pending = (change: MessageChange, at: number, id = 'm1', chatId = CHAT): PendingChange => ({
  ...change,
  chatId,
  id,
  at,
});
const thumb = (on: boolean, at: number, id?: string) => pending({ type: 'react', emoji: '👍', on }, at, id);
const words = (text: string, at: number, id?: string) =>
  pending({ type: 'edit', text, mentions: [] }, at, id);
const answerTo = (change: PendingChange) => [{ key: keyOf(change), at: change.at }];

test('a reaction is counted once, however often the server has told of it', () => {
  const once = changedBy(message(1), thumb(true, 5), ME);
  expect(once.reactions).toEqual([{ emoji: '👍', count: 1, userIds: [ME] }]);
  expect(changedBy(once, thumb(true, 5), ME).reactions).toEqual(once.reactions);
  expect(changedBy(once, thumb(false, 6), ME).reactions).toEqual([]);
});

test('of several changes of the same thing only the last is left', () => {
  const changes = addChanges([], thumb(true, 1), words('one', 2), thumb(false, 3), words('two', 4));
  expect(changes).toEqual([thumb(false, 3), words('two', 4)]);
  expect(addChanges(changes, thumb(true, 1))).toEqual(changes);
});

test('a deletion makes the other changes of its message needless', () => {
  const gone = pending({ type: 'delete' }, 3);
  expect(addChanges([], thumb(true, 1), words('two', 2, 'm2'), gone)).toEqual([words('two', 2, 'm2'), gone]);
});

test('the changes of a chat go out in order, and deletions together', () => {
  const gone = (at: number, id: string) => pending({ type: 'delete' }, at, id);
  const elsewhere = pending({ type: 'delete' }, 9, 'm9', 'c2');
  const changes = [gone(1, 'm1'), gone(2, 'm2'), thumb(true, 3, 'm3'), gone(4, 'm4'), elsewhere];
  expect(dueChanges(changes)).toEqual([[gone(1, 'm1'), gone(2, 'm2')], [elsewhere]]);
  expect(dueChanges(changes.slice(2, 4))).toEqual([[thumb(true, 3, 'm3')]]);
});

test('a deleted message has no content, and answers show that', () => {
  const quote = { id: 'm1', seq: 1, senderId: 'ann', kind: 'text' as const, text: 'text 1' };
  const messages = [message(1), message(2, { replyTo: quote })];
  const [first, second] = shownMessages(messages, [pending({ type: 'delete' }, 5)], ME);
  expect(first).toMatchObject({ deleted: { at: 5, by: ME }, reactions: [] });
  expect(first).not.toHaveProperty('text');
  expect(second?.replyTo).toMatchObject({ deleted: true });
  expect(shownMessages(messages, [thumb(true, 5, 'm9')], ME)).toBe(messages);
});

test('a pin is shown first, and taken off', () => {
  const known = chat({ pins: [{ id: 'm1', seq: 1, by: 'ann', at: 1 }] });
  const on = pending({ type: 'pin', on: true, seq: 2, until: 90 }, 5, 'm2');
  expect(shownPins(known, [on], ME).map(({ id }) => id)).toEqual(['m2', 'm1']);
  expect(shownPins(known, [pending({ type: 'pin', on: false, seq: 1 }, 5)], ME)).toEqual([]);
});

test('a poll is closed, and a live location ends, at once', () => {
  const poll = { question: 'Where to?', options: [], multiple: false, anonymous: false };
  const asked = { ...message(1), kind: 'poll' as const, poll };
  expect(changedBy(asked, pending({ type: 'close' }, 5), ME)).toMatchObject({ poll: { closedAt: 5 } });
  const location = { latitude: 1, longitude: 2, live: { until: 90, updatedAt: 1 } };
  const shared = { ...message(1), kind: 'location' as const, location };
  const stopped = changedBy(shared, pending({ type: 'stop' }, 5), ME);
  expect(stopped).toMatchObject({ location: { live: { until: 5 } } });
});

test('a change stays on screen until the chat is known up to the version that has it', () => {
  const change = thumb(true, 5);
  const ops: Op[] = [
    { type: 'message changed', change },
    { type: 'change taken', answers: answerTo(change), version: 2 },
  ];
  const state = ops.reduce(applyOp, stateWith([chat({ head: 1 })]));
  expect(dueChanges(state.messageChanges)).toEqual([]);
  expect(state.messageChanges).toHaveLength(1);
  const told = { ...message(1), version: 2, reactions: [{ emoji: '👍', count: 1, userIds: [ME] }] };
  const after = applyOp(state, { type: 'event', event: { type: 'message:updated', message: told }, now: 0 });
  expect(after.messageChanges).toEqual([]);
});

test('a refusal takes back what was refused, and not what was done since', () => {
  const [before, since] = [words('one', 1), words('two', 2)];
  const state = [before, since].reduce(
    (now, change) => applyOp(now, { type: 'message changed', change }),
    stateWith([chat()]),
  );
  const refuse = (change: PendingChange): Op => ({
    type: 'change refused',
    answers: answerTo(change),
    code: 'edit_window_over',
  });
  expect(applyOp(state, refuse(before)).messageChanges).toEqual([since]);
  expect(applyOp(state, refuse(since)).messageChanges).toEqual([]);
});
