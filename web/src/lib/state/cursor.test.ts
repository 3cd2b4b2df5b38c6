// Cursors over counters.
import { expect, test } from 'vitest';
import { advance, advanceTo, cursorAt, hasGap } from './cursor';

function after(start: number, versions: number[]) {
  return versions.reduce(advance, cursorAt(start));
}

test('the next version advances the cursor', () => {
  expect(after(4, [5, 6])).toEqual({ at: 6, ahead: [] });
});

test('a version beyond the next leaves a gap, and is remembered', () => {
  const cursor = after(4, [7]);
  expect(cursor).toEqual({ at: 4, ahead: [7] });
  expect(hasGap(cursor)).toBe(true);
});

test('a late version fills its gap and takes up what was beyond', () => {
  expect(after(4, [7, 6, 9, 5])).toEqual({ at: 7, ahead: [9] });
});

test('repeats change nothing', () => {
  const cursor = after(4, [5, 7]);
  expect(advance(cursor, 5)).toBe(cursor);
  expect(advance(cursor, 7)).toBe(cursor);
});

test('a sync closes every gap up to where it came', () => {
  expect(advanceTo(after(4, [6, 8, 11]), 9)).toEqual({ at: 9, ahead: [11] });
  expect(advanceTo(after(4, [6, 7]), 5)).toEqual({ at: 7, ahead: [] });
});

test('a sync never goes back', () => {
  const cursor = cursorAt(9);
  expect(advanceTo(cursor, 3)).toBe(cursor);
});
