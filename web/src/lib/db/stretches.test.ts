// Ranges of history that are known without holes.
import { expect, test } from 'vitest';
import { addStretch, cutStretches, extendStretches, type Stretch, stretchAt } from './stretches';

/** `1-5 8-9` */
const parse = (text: string): Stretch[] =>
  text
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => part.split('-').map(Number))
    .map(([from = 0, to = 0]) => ({ from, to }));
const format = (known: Stretch[]) => known.map(({ from, to }) => `${from}-${to}`).join(' ');
const add = (known: string, from: number, to: number) => format(addStretch(parse(known), { from, to }));

test('stretches that overlap or touch become one', () => {
  expect(add('1-5', 4, 8)).toBe('1-8');
  expect(add('1-5', 6, 8)).toBe('1-8');
  expect(add('6-9', 2, 5)).toBe('2-9');
  expect(add('1-3 7-9', 4, 6)).toBe('1-9');
  expect(add('1-9', 3, 4)).toBe('1-9');
});

test('stretches apart stay apart, in order', () => {
  expect(add('10-12', 1, 3)).toBe('1-3 10-12');
  expect(add('1-3 10-12', 6, 6)).toBe('1-3 6-6 10-12');
});

test('an empty range adds nothing', () => {
  expect(add('1-3', 9, 8)).toBe('1-3');
});

test('what comes without a gap makes the newest stretch grow, and no other', () => {
  expect(format(extendStretches(parse('1-3 8-9'), 9, 12))).toBe('1-3 8-12');
  expect(format(extendStretches(parse('1-3'), 9, 12))).toBe('1-3 10-12');
});

test('cutting forgets what is older', () => {
  expect(format(cutStretches(parse('0-3 5-9'), 7))).toBe('7-9');
  expect(format(cutStretches(parse('0-3 5-9'), 4))).toBe('5-9');
});

test('any seq between the ends is in the stretch', () => {
  expect(stretchAt(parse('1-3 7-9'), 8)).toEqual({ from: 7, to: 9 });
  expect(stretchAt(parse('1-3 7-9'), 5)).toBeUndefined();
});

test('adding in any order gives the same', () => {
  const parts = [1, 2, 3, 5, 6, 8, 9, 10, 14].map((seq) => ({ from: seq, to: seq }));
  const orders = [parts, parts.toReversed(), parts.toSorted((a, b) => (a.from % 4) - (b.from % 4))];
  for (const order of orders) expect(format(order.reduce(addStretch, []))).toBe('1-3 5-6 8-10 14-14');
});
