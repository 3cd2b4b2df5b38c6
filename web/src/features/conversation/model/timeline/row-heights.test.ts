// The assumed heights of rows, and the rows that a view needs.
import { expect, test } from 'vitest';
import { RowHeights, rangeAround } from './row-heights';

function rows(heights: Record<string, number>, keys: string[]): RowHeights {
  const all = new RowHeights();
  all.use(keys);
  for (const [key, height] of Object.entries(heights)) all.measured(key, height);
  return all;
}

test('rows that were never there count as high as the others were on average', () => {
  const some = rows({ a: 30, c: 50 }, ['a', 'b', 'c', 'd']);
  expect([0, 1, 2, 3, 4].map((row) => some.top(row))).toEqual([0, 30, 70, 120, 160]);
  expect(some.total).toBe(160);
});

test('what was measured is remembered by key, whatever rows come in before it', () => {
  const some = rows({ a: 30, b: 50 }, ['a', 'b']);
  some.use(['x', 'a', 'b']);
  expect([1, 2, 3].map((row) => some.top(row))).toEqual([40, 70, 120]);
  expect(some.indexOf('b')).toBe(2);
});

test('a row measured again has its new height, and no other is taken for higher because of the old one', () => {
  const some = rows({ a: 30 }, ['a', 'b']);
  some.measured('a', 50);
  expect(some.total).toBe(100);
});

test('the row at a height is the last that begins there or before', () => {
  const some = rows({ a: 10, b: 20, c: 30 }, ['a', 'b', 'c']);
  expect([-5, 0, 9, 10, 29, 30, 1_000].map((y) => some.rowAt(y))).toEqual([0, 0, 0, 1, 1, 2, 2]);
});

test('memory does not grow with every row that was ever there', () => {
  const many = Array.from({ length: 5_000 }, (_, i) => `row ${i}`);
  const some = rows(Object.fromEntries(many.map((key) => [key, 10])), many);
  some.use(['row 1', 'new']);
  some.measured('new', 90);
  expect(some.guess).toBe(50);
});

test('rows stay as they are while they reach beyond the view, and are chosen anew when they do not', () => {
  const keys = Array.from({ length: 100 }, (_, i) => `${i}`);
  const all = rows(Object.fromEntries(keys.map((key) => [key, 10])), keys);
  const around = (top: number, there = { start: 30, end: 70 }) =>
    rangeAround(all, there, { top, height: 100 }, { least: 50, ample: 100 });
  expect(around(400)).toEqual({ start: 30, end: 70 });
  expect(around(350)).toEqual({ start: 30, end: 70 });
  expect(around(340)).toEqual({ start: 24, end: 55 });
  expect(around(0)).toEqual({ start: 0, end: 21 });
  expect(around(-5_000)).toEqual({ start: 0, end: 1 });
  expect(around(9_000)).toEqual({ start: 99, end: 100 });
});
