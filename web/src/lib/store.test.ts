// Comparing what components select.
import { expect, test } from 'vitest';
import { shallowEqual } from './store';

test('what has the same fields is the same', () => {
  expect(shallowEqual({ a: 1 }, { a: 1 })).toBe(true);
  expect(shallowEqual([1, 2], [1, 2])).toBe(true);
  expect(shallowEqual({ a: undefined }, { b: undefined })).toBe(false);
  expect(shallowEqual([], {})).toBe(false);
});

test('maps and sets are the same only when they are one', () => {
  const map = new Map([['a', 1]]);
  expect(shallowEqual(map, map)).toBe(true);
  expect(shallowEqual(new Map(), map)).toBe(false);
  expect(shallowEqual(new Set(), new Set(['a']))).toBe(false);
});
