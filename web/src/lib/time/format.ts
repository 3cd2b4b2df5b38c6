// Times in the person's own language and zone, as messengers show them.
import { locale, number } from '@/lib/i18n/locale';
import { m } from '@/lib/i18n/messages';

const DAY_MS = 86_400_000;

const SHAPES = {
  clock: { hour: '2-digit', minute: '2-digit' },
  weekday: { weekday: 'long' },
  dayMonth: { day: 'numeric', month: 'long' },
  shortDate: { day: '2-digit', month: '2-digit', year: '2-digit' },
  fullDate: { day: 'numeric', month: 'long', year: 'numeric' },
  shortDateTime: { dateStyle: 'short', timeStyle: 'short' },
  fullDateTime: { dateStyle: 'full', timeStyle: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Formatters are slow to make and quick to use. */
const made = new Map<string, Intl.DateTimeFormat>();

function say(shape: keyof typeof SHAPES, ms: number): string {
  const key = `${locale} ${shape}`;
  let format = made.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, SHAPES[shape]);
    made.set(key, format);
  }
  return format.format(ms);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "7 days", in the largest unit that has no rest. */
export function duration(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds % length === 0) ?? ['second', 1];
  return number(seconds / length, { style: 'unit', unit, unitDisplay: 'long' });
}

/** 14:05 */
export function clockTime(ms: number): string {
  return say('clock', ms);
}

/** 26/11/2026, 14:05 */
export function shortTime(ms: number): string {
  return say('shortDateTime', ms);
}

/** For the title of a time that is shown short. */
export function exactTime(ms: number): string {
  return say('fullDateTime', ms);
}

/** In the chat list: the time today, then "Yesterday", the day of the week, the date. */
export function listTime(ms: number, now: number): string {
  const days = daysAgo(ms, now);
  if (days <= 0) return clockTime(ms);
  if (days === 1) return m.common.time.yesterday;
  return say(days < 7 ? 'weekday' : 'shortDate', ms);
}

/** On the divider between two days. */
export function dayName(ms: number, now: number): string {
  const days = daysAgo(ms, now);
  if (days <= 0) return m.common.time.today;
  if (days === 1) return m.common.time.yesterday;
  if (days < 7) return say('weekday', ms);
  return dateName(ms, now);
}

/** With the year when it is another one. */
function dateName(ms: number, now: number): string {
  return say(new Date(ms).getFullYear() === new Date(now).getFullYear() ? 'dayMonth' : 'fullDate', ms);
}

/** "today at 14:05", to stand inside a sentence. */
export function whenInSentence(ms: number, now: number): string {
  const days = daysAgo(ms, now);
  if (days <= 0) return m.common.time.todayAt(clockTime(ms));
  if (days === 1) return m.common.time.yesterdayAt(clockTime(ms));
  return m.common.time.dayAt(days < 7 ? say('weekday', ms) : dayName(ms, now), clockTime(ms));
}

/** "tomorrow at 08:00", for future times; a day beyond a week has no hours. */
export function whenToCome(ms: number, now: number): string {
  const days = -daysAgo(ms, now);
  if (days <= 0) return m.common.time.todayAt(clockTime(ms));
  if (days === 1) return m.common.time.tomorrowAt(clockTime(ms));
  if (days < 7) return m.common.time.dayAt(say('weekday', ms), clockTime(ms));
  return dateName(ms, now);
}

/** The same with the hours on every day, also for a time that has passed. */
export function whenExactly(ms: number, now: number): string {
  if (ms <= now) return whenInSentence(ms, now);
  const days = -daysAgo(ms, now);
  return days < 7 ? whenToCome(ms, now) : m.common.time.dayAt(dateName(ms, now), clockTime(ms));
}

/** "last seen ..." in steps that grow with the distance. */
export function lastSeen(ms: number, now: number): string {
  const minutes = Math.floor((now - ms) / 60_000);
  if (minutes < 1) return m.presence.justNow;
  if (minutes < 60) return m.presence.minutesAgo(minutes);
  return m.presence.lastSeen(whenInSentence(ms, now));
}

/** When the day of a moment begins, in the person's time zone. */
export function dayOf(ms: number): number {
  const date = new Date(ms);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function daysAgo(ms: number, now: number): number {
  // Rounded, for days of 23 and 25 hours.
  return Math.round((dayOf(now) - dayOf(ms)) / DAY_MS);
}
