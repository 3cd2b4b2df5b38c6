// A place that is being chosen: found by the device, or typed. Pure.
import { charactersLeft } from '@/lib/text/length';
import type { Location } from '@/protocol/types';

export const MOST_LABEL = 100;

const MINUTE_MS = 60_000;
const LENGTHS = { quarter: 15 * MINUTE_MS, hour: 60 * MINUTE_MS, hours: 8 * 60 * MINUTE_MS };

export type Liveness = 'off' | keyof typeof LENGTHS;

export type PlaceDraft = {
  latitude: string;
  longitude: string;
  /** Metres, while the coordinates are those that the device found. */
  accuracy: number | null;
  label: string;
  live: Liveness;
};

export const NO_PLACE: Omit<PlaceDraft, 'label'> = {
  latitude: '',
  longitude: '',
  accuracy: null,
  live: 'off',
};

/** Null while it is no place on Earth. Only what the device found can be live. */
export function locationOf(draft: PlaceDraft, now: number): Location | null {
  const latitude = degrees(draft.latitude, 90);
  const longitude = degrees(draft.longitude, 180);
  const label = draft.label.trim();
  if (latitude === null || longitude === null || charactersLeft(label, MOST_LABEL) < 0) return null;
  const { accuracy, live } = draft;
  return {
    latitude,
    longitude,
    ...(accuracy === null ? {} : { accuracy }),
    ...(label === '' ? {} : { label }),
    ...(live === 'off' || accuracy === null ? {} : { live: { until: now + LENGTHS[live], updatedAt: now } }),
  };
}

function degrees(text: string, most: number): number | null {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Math.abs(value) <= most ? value : null;
}
