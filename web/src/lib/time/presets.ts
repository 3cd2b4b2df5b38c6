// Times that people choose for what is to happen later, in their own zone. Pure.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const YEAR_MS = 365 * 24 * HOUR_MS;
/** An evening that begins within this time is no choice any more. */
const SOON_MS = 15 * MINUTE_MS;

const MORNING = 9;
const EVENING = 20;
const MONDAY = 1;

export type PresetName = 'soon' | 'hour' | 'evening' | 'tomorrow' | 'monday' | 'week';
export type Preset = { name: PresetName; at: number };

/** When to send a message. */
export function sendPresets(now: number): Preset[] {
  const evening = onDay(now, 0, EVENING);
  const tomorrow = onDay(now, 1, MORNING);
  const monday = onDay(now, (MONDAY - new Date(now).getDay() + 7) % 7 || 7, MORNING);
  const all: Preset[] = [
    { name: 'hour', at: now + HOUR_MS },
    { name: 'evening', at: evening },
    { name: 'tomorrow', at: tomorrow },
    { name: 'monday', at: monday },
  ];
  return all.filter(
    ({ name, at }) => (name !== 'evening' || at > now + SOON_MS) && (name !== 'monday' || at !== tomorrow),
  );
}

/** When to be reminded of a message. */
export function remindPresets(now: number): Preset[] {
  return [
    { name: 'soon', at: now + 20 * MINUTE_MS },
    { name: 'hour', at: now + HOUR_MS },
    { name: 'tomorrow', at: onDay(now, 1, MORNING) },
    { name: 'week', at: onDay(now, 7, MORNING) },
  ];
}

/** As a field of the browser for date and time has it, to the minute. */
export function fieldOf(ms: number): string {
  const date = new Date(ms);
  const two = (n: number) => String(n).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time in such a field; null for one that is past, beyond a year, or none. */
export function timeIn(field: string, now: number): number | null {
  const time = new Date(field).getTime();
  return time > now && time <= now + YEAR_MS ? time : null;
}

/** So many days later, at a full hour of the person's clock. */
function onDay(now: number, days: number, hour: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime();
}
