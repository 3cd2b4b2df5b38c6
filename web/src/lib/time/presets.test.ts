// The times that are offered, by a clock that stands still.
import { expect, test } from 'vitest';
import { fieldOf, type Preset, remindPresets, sendPresets, timeIn } from './presets';

/** A Wednesday. */
const NOON = new Date(2026, 2, 11, 12, 30, 20).getTime();
const shown = (presets: Preset[]) => presets.map(({ name, at }) => `${name} ${fieldOf(at)}`);

test('a message can be sent in an hour, in the evening, tomorrow and on Monday', () => {
  expect(shown(sendPresets(NOON))).toEqual([
    'hour 2026-03-11T13:30',
    'evening 2026-03-11T20:00',
    'tomorrow 2026-03-12T09:00',
    'monday 2026-03-16T09:00',
  ]);
});

test('an evening that has begun is not offered, nor Monday twice', () => {
  const late = new Date(2026, 2, 11, 19, 50).getTime();
  expect(shown(sendPresets(late)).map((one) => one.split(' ')[0])).toEqual(['hour', 'tomorrow', 'monday']);
  const sunday = new Date(2026, 2, 15, 12).getTime();
  expect(shown(sendPresets(sunday)).at(-1)).toBe('tomorrow 2026-03-16T09:00');
  const monday = new Date(2026, 2, 16, 12).getTime();
  expect(shown(sendPresets(monday)).at(-1)).toBe('monday 2026-03-23T09:00');
});

test('the end of a month and of a year is no border', () => {
  const last = new Date(2026, 11, 31, 12).getTime();
  expect(shown(sendPresets(last))).toContain('tomorrow 2027-01-01T09:00');
  expect(shown(remindPresets(last))).toContain('week 2027-01-07T09:00');
});

test('one is reminded in twenty minutes, an hour, tomorrow and next week', () => {
  expect(shown(remindPresets(NOON))).toEqual([
    'soon 2026-03-11T12:50',
    'hour 2026-03-11T13:30',
    'tomorrow 2026-03-12T09:00',
    'week 2026-03-18T09:00',
  ]);
});

test('a time in a field is to come, within a year', () => {
  expect(timeIn('2026-03-11T12:31', NOON)).toBe(new Date(2026, 2, 11, 12, 31).getTime());
  for (const field of ['2026-03-11T12:30', '2027-03-12T12:30', '', 'soon'])
    expect(timeIn(field, NOON)).toBeNull();
});
