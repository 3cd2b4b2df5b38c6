// How a poll stands while one's own vote is on its way.
import { expect, test } from 'vitest';
import { type Casting, pollView, toggled } from './poll-view';

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

function stands(asked: ReturnType<typeof poll>, version = 5, casting?: Casting, told?: string[]) {
  const votes = told === undefined ? {} : { p: { chatId: 'c', id: 'p', options: told } };
  const view = pollView(asked, { id: 'p', version }, { meId: 'me', votes, casting, now: 1_000 });
  return [view.options.map(({ count }) => count), view.chosen];
}

const sea = ['sea'];
const casting: Casting = { wanted: sea, sent: sea, counted: ['hills'], since: 5, takenAt: null };

test('one sees what one chose, as the server told it or as the poll names it', () => {
  expect(stands(poll(['me'], []))).toEqual([[1, 0], ['hills']]);
  expect(stands(poll([], []), 5, undefined, ['sea'])).toEqual([[0, 0], ['sea']]);
});

test('a vote counts at once, in place of the one before, and once only', () => {
  const sentAway = [[1, 1], ['sea']];
  expect(stands(poll(['ann', 'me'], []), 5, casting)).toEqual(sentAway);
  expect(stands(poll(['ann'], ['me']), 6, casting)).toEqual(sentAway);
  expect(stands(poll(['ann'], ['me']), 6, { ...casting, takenAt: 6 }, ['sea'])).toEqual(sentAway);
});

test('a vote that was answered before the poll shows it goes on counting', () => {
  expect(stands(poll(['me'], []), 6, { ...casting, takenAt: 7 }, ['sea'])).toEqual([[0, 1], ['sea']]);
});

test('what one chooses later on another device holds', () => {
  const settled = { ...casting, takenAt: 6 };
  expect(stands(poll(['me'], []), 8, settled, ['hills'])).toEqual([[1, 0], ['hills']]);
});

test('a second press takes a vote back, and another answer takes its place unless several may be chosen', () => {
  expect(toggled(poll([], []), ['sea'], 'sea')).toEqual([]);
  expect(toggled(poll([], []), ['sea'], 'hills')).toEqual(['hills']);
  expect(toggled(poll([], [], { multiple: true }), ['sea'], 'hills')).toEqual(['sea', 'hills']);
});

test('a poll closes by itself, or by hand', () => {
  const closed = (change: object) =>
    pollView(
      poll([], [], change),
      { id: 'p', version: 1 },
      { meId: 'me', votes: {}, casting: undefined, now: 9 },
    ).closed;
  expect([closed({}), closed({ closesAt: 10 }), closed({ closesAt: 9 }), closed({ closedAt: 3 })]).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
