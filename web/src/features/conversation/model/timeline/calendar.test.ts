// Months as a calendar shows them, and the days that its keys lead to.
import { expect, test } from 'vitest';
import { dayByKey, firstDayOfWeek, monthAfter, monthOf, weeksOf } from './calendar';

const day = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();
const dates = (weeks: (number | null)[][]) =>
  weeks.map((week) => week.map((one) => (one === null ? 0 : new Date(one).getDate())));

test('a month begins and ends with the days that it has', () => {
  // May 2026 begins on a Friday.
  const may = { year: 2026, month: 4 };
  expect(dates(weeksOf(may, 1))[0]).toEqual([0, 0, 0, 0, 1, 2, 3]);
  expect(dates(weeksOf(may, 1)).at(-1)).toEqual([25, 26, 27, 28, 29, 30, 31]);
  expect(dates(weeksOf(may, 0))[0]).toEqual([0, 0, 0, 0, 0, 1, 2]);
  expect(weeksOf({ year: 2026, month: 1 }, 0)).toHaveLength(4);
});

test('months go on over the end of a year', () => {
  expect(monthAfter({ year: 2026, month: 11 }, 1)).toEqual({ year: 2027, month: 0 });
  expect(monthAfter({ year: 2026, month: 0 }, -1)).toEqual({ year: 2025, month: 11 });
  expect(monthOf(day(2026, 5, 31))).toEqual({ year: 2026, month: 4 });
});

test('arrows go by days and weeks, as one reads; Page Up and Page Down by months', () => {
  const from = day(2026, 5, 31);
  expect(dayByKey(from, 'ArrowRight', false)).toBe(day(2026, 6, 1));
  expect(dayByKey(from, 'ArrowRight', true)).toBe(day(2026, 5, 30));
  expect(dayByKey(from, 'ArrowUp', false)).toBe(day(2026, 5, 24));
  expect(dayByKey(from, 'PageDown', false)).toBe(day(2026, 6, 30));
  expect(dayByKey(from, 'PageUp', false)).toBe(day(2026, 4, 30));
  expect(dayByKey(from, 'a', false)).toBeNull();
});

test('weeks begin where the language has them begin', () => {
  expect([0, 1, 6]).toContain(firstDayOfWeek('en-GB'));
  expect(firstDayOfWeek('de-DE')).toBe(1);
});
