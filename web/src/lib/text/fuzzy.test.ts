// A few letters find what one means.
import { expect, test } from 'vitest';
import { folded, fuzzyScore } from './fuzzy';

const names = [
  'Sunday hike',
  'Sam Whitaker',
  'Mark everything as read',
  'Inês Carvalho',
  'Hikers of the south',
];

function best(wanted: string): string[] {
  return names
    .map((name) => ({ name, score: fuzzyScore(folded(name), folded(wanted)) }))
    .filter((entry): entry is { name: string; score: number } => entry.score !== null)
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name);
}

test('a name that begins so comes before one with a word that begins so', () => {
  expect(best('hike')).toEqual(['Hikers of the south', 'Sunday hike']);
});

test('the first letters of words are enough', () => {
  expect(best('sw')[0]).toBe('Sam Whitaker');
  expect(best('mer')[0]).toBe('Mark everything as read');
});

test('accents need not be typed', () => {
  expect(best('ines')).toEqual(['Inês Carvalho']);
});

test('what is not in it does not fit', () => {
  expect(best('zq')).toEqual([]);
});

test('nothing typed fits everything', () => {
  expect(best('')).toHaveLength(names.length);
});

test('a name made of beginnings of words answers at once', () => {
  expect(fuzzyScore('a '.repeat(60), `${'a'.repeat(30)}b`)).toBeNull();
});
