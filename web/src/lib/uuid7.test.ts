// Message ids.
import { expect, test } from 'vitest';
import { uuid7 } from './uuid7';

test('an id has the version, the variant and the time of RFC 9562', () => {
  const now = Date.UTC(2040, 0, 1);
  const id = uuid7(now);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now);
});

test('ids made one after the other sort in that order, within a millisecond too', () => {
  const now = Date.UTC(2041, 0, 1);
  const ids = Array.from({ length: 10_000 }, () => uuid7(now));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('ids go on rising when the clock steps back', () => {
  const later = uuid7(Date.UTC(2042, 0, 1));
  const earlier = uuid7(Date.UTC(2042, 0, 1) - 60_000);
  expect(earlier > later).toBe(true);
});
