// The days of a month as a calendar shows them, and the steps that keys take from one day to another. Pure.

/** Months count from 0, as in Date. */
export type Month = { year: number; month: number };

/** The moment when a day begins in the person's time zone; days and months beyond the edges roll over. */
export function dayAt({ year, month }: Month, day: number): number {
  return new Date(year, month, day).getTime();
}

export function monthOf(ms: number): Month {
  const date = new Date(ms);
  return { year: date.getFullYear(), month: date.getMonth() };
}

export function monthAfter({ year, month }: Month, by: number): Month {
  return monthOf(dayAt({ year, month: month + by }, 1));
}

/** Weeks from their first day on; null where a week reaches into another month. `firstDay`: 0 is Sunday. */
export function weeksOf(month: Month, firstDay: number): (number | null)[][] {
  const lead = (new Date(dayAt(month, 1)).getDay() - firstDay + 7) % 7;
  const days = new Date(month.year, month.month + 1, 0).getDate();
  const cells = Array.from({ length: Math.ceil((lead + days) / 7) * 7 }, (_, cell) => {
    const day = cell - lead + 1;
    return day >= 1 && day <= days ? dayAt(month, day) : null;
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** The day that a key leads to; null when the key leads nowhere. */
export function dayByKey(day: number, key: string, isRightToLeft: boolean): number | null {
  const date = new Date(day);
  const forward = isRightToLeft ? -1 : 1;
  const byDays = { ArrowLeft: -forward, ArrowRight: forward, ArrowUp: -7, ArrowDown: 7 }[key];
  if (byDays !== undefined) return dayAt(monthOf(day), date.getDate() + byDays);
  const byMonths = { PageUp: -1, PageDown: 1 }[key];
  if (byMonths === undefined) return null;
  const month = monthAfter(monthOf(day), byMonths);
  // June has no 31st: the last day of the month then.
  return Math.min(dayAt(month, date.getDate()), dayAt({ ...month, month: month.month + 1 }, 0));
}

/** The day with which weeks begin where `locale` is spoken: 0 is Sunday. */
export function firstDayOfWeek(locale: string): number {
  const { getWeekInfo, weekInfo } = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  // Some browsers have neither.
  return ((getWeekInfo?.call(new Intl.Locale(locale)) ?? weekInfo)?.firstDay ?? 1) % 7;
}
