// Which words stand for which distance in time.
import { expect, test } from 'vitest';
import { dayName, dayOf, lastSeen, listTime, whenToCome } from './format';

const NOW = new Date(2026, 5, 10, 12, 0).getTime();
const MINUTE = 60_000;
const local = (day: number, hour: number, month = 5, year = 2026) =>
  new Date(year, month, day, hour).getTime();

test('a time of today is a time; of yesterday, the word; of this week, the day; before, the date', () => {
  expect(listTime(local(10, 9), NOW)).toMatch(/\d:00/);
  expect(listTime(local(9, 23), NOW)).toBe('Yesterday');
  expect(listTime(local(5, 9), NOW)).toMatch(/^\p{L}+$/u);
  expect(listTime(local(1, 9), NOW)).toMatch(/\d+.\d+/);
});

test('a day of another year is said with it', () => {
  expect(dayName(local(10, 9), NOW)).toBe('Today');
  expect(dayName(local(1, 9, 2), NOW)).not.toContain('2026');
  expect(dayName(local(1, 9, 2, 2025), NOW)).toContain('2025');
});

test('last seen counts minutes for an hour', () => {
  expect(lastSeen(NOW - 20_000, NOW)).toBe('last seen just now');
  expect(lastSeen(NOW - MINUTE, NOW)).toBe('last seen 1 minute ago');
  expect(lastSeen(NOW - 59 * MINUTE, NOW)).toBe('last seen 59 minutes ago');
  expect(lastSeen(NOW - 60 * MINUTE, NOW)).toMatch(/^last seen today at /);
});

test('what is to come is named by the hour today and tomorrow, by the day within a week, then by its date', () => {
  expect(whenToCome(local(10, 20), NOW)).toMatch(/^today at /);
  expect(whenToCome(local(11, 8), NOW)).toMatch(/^tomorrow at 0?8:00/);
  expect(whenToCome(local(16, 8), NOW)).toMatch(/^Tuesday at /);
  expect(whenToCome(local(17, 12), NOW)).toMatch(/^(17 June|June 17)$/);
  expect(whenToCome(local(3, 12, 0, 2027), NOW)).toContain('2027');
});

test('midnight parts two days', () => {
  expect(dayOf(local(9, 0))).toBe(dayOf(local(9, 23)));
  expect(dayOf(local(9, 23))).not.toBe(dayOf(local(10, 0)));
});
