// A place that is being chosen.
import { expect, test } from 'vitest';
import { locationOf, NO_PLACE } from './place-draft';

const NOW = 5_000;
const made = (change: object) =>
  locationOf({ ...NO_PLACE, label: '', latitude: '59.9', longitude: '-10,7', ...change }, NOW);

test('coordinates are typed with a point or a comma', () => {
  expect(made({ label: ' The old bridge ' })).toEqual({
    latitude: 59.9,
    longitude: -10.7,
    label: 'The old bridge',
  });
});

test('what is no place on Earth cannot be sent', () => {
  for (const change of [{ latitude: '91' }, { longitude: '-181' }, { latitude: '' }, { latitude: 'north' }])
    expect(made(change)).toBeNull();
  expect(made({ label: 'x'.repeat(101) })).toBeNull();
});

test('only what the device found is live', () => {
  expect(made({ live: 'hour' })).not.toHaveProperty('live');
  expect(made({ live: 'hour', accuracy: 12 })).toMatchObject({
    accuracy: 12,
    live: { until: NOW + 3_600_000 },
  });
});
