// Sizes are shown in the unit that fits.
import { expect, test } from 'vitest';
import { sayBytes } from './storage';

test('a size has the unit that leaves few digits', () => {
  expect(sayBytes(0)).toBe('0 KB');
  expect(sayBytes(12_345)).toBe('12 KB');
  expect(sayBytes(3_440_000)).toBe('3.4 MB');
  expect(sayBytes(64_000_000_000)).toBe('64 GB');
});
