// How a poll stands for a person.
import { expect, test } from 'vitest';
import { isClosed, ownVote, toggled } from './poll-view';

const poll = (hills: string[], sea: string[], change = {}) => ({
  question: 'Where to?',
  multiple: false,
  anonymous: false,
  options: [
    { id: 'hills', text: 'Hills', count: hills.length, userIds: hills },
    { id: 'sea', text: 'Sea', count: sea.length, userIds: sea },
  ],
  ...change,
});

test('one has chosen what the server told last, or what the poll names', () => {
  expect(ownVote(poll(['me'], []), undefined, 'me')).toEqual(['hills']);
  expect(ownVote(poll(['me'], []), { chatId: 'c', id: 'p', options: ['sea'] }, 'me')).toEqual(['sea']);
});

test('a second press takes a vote back, and another answer takes its place unless several may be chosen', () => {
  expect(toggled(poll([], []), ['sea'], 'sea')).toEqual([]);
  expect(toggled(poll([], []), ['sea'], 'hills')).toEqual(['hills']);
  expect(toggled(poll([], [], { multiple: true }), ['sea'], 'hills')).toEqual(['sea', 'hills']);
});

test('a poll closes by itself, or by hand', () => {
  const closed = (change: object) => isClosed(poll([], [], change), 9);
  const found = [closed({}), closed({ closesAt: 10 }), closed({ closesAt: 9 }), closed({ closedAt: 3 })];
  expect(found).toEqual([false, false, true, true]);
});
