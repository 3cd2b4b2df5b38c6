// A poll that is being made.
import { expect, test } from 'vitest';
import { moved, newDraft, pollOf, withAnswer, withoutAnswer } from './poll-draft';

const NOW = 1_800_000_000_000;
const answers = (...texts: string[]) => texts.map((text, key) => ({ key, text }));
const made = (change: object) =>
  pollOf({ ...newDraft('Where to?'), answers: answers('Hills', 'Sea', ' '), ...change }, NOW);

test('answers that are empty are left out', () => {
  const poll = { question: 'Where to?', options: ['Hills', 'Sea'], multiple: false, anonymous: false };
  expect(made({})).toEqual(poll);
  expect(made({ closing: 'hour' })).toEqual({ ...poll, closesAt: NOW + 3_600_000 });
});

test('what the server would refuse cannot be sent', () => {
  for (const change of [
    { question: ' ' },
    { question: 'x'.repeat(301) },
    { answers: answers('Hills', '') },
    { answers: answers('Hills', 'hills ') },
    { answers: answers('Hills', 'x'.repeat(101)) },
    { closing: 'at', at: '' },
    { closing: 'at', at: '2001-01-01T10:00' },
    { closing: 'at', at: '2999-01-01T10:00' },
  ])
    expect(made(change)).toBeNull();
});

test('an answer is moved, added and removed, within the limits', () => {
  const three = answers('a', 'b', 'c');
  const texts = (all: typeof three) => all.map(({ text }) => text).join('');
  expect([texts(moved(three, 2, -1)), texts(moved(three, 0, -1)), texts(moved(three, 0, 1))]).toEqual([
    'acb',
    'abc',
    'bac',
  ]);
  expect(withAnswer(three).at(-1)).toEqual({ key: 3, text: '' });
  expect(withAnswer(answers(...'abcdefghijkl'))).toHaveLength(12);
  expect(texts(withoutAnswer(three, 1))).toBe('ac');
  expect(withoutAnswer(answers('a', 'b'), 1)).toHaveLength(2);
});
