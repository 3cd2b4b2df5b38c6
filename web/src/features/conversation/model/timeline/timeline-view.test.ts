// The contents of a view, the places of goals, and the message to fetch for a view of mere ground.
import { expect, test } from 'vitest';
import { EMPTY_TIMELINE, type Timeline } from '@/lib/state/tab';
import { ME, message } from '@/testing/builders';
import { type Goal, holds, rowOfGoal } from './goal';
import { RowHeights } from './row-heights';
import { timelineItems } from './timeline-items';
import { type Content, FAR, farSeq, groundAbove, groundBelow, lookAt } from './timeline-view';

const HEIGHT = 500;
const SECOND = 1_000;

/** Messages from one seq to another, each 50 high, a second apart. */
function content(from: number, to: number, change: Partial<Timeline> = {}, head = to) {
  const messages = Array.from({ length: to - from + 1 }, (_, i) =>
    message(from + i, { sentAt: (from + i) * SECOND }),
  );
  const timeline = { ...EMPTY_TIMELINE, messages, opened: true, more: false, ...change };
  const items = timelineItems({ ...timeline, pending: [], meId: ME, unread: null });
  const keys = items.map((item) => item.key);
  const rows = new RowHeights();
  rows.use(keys);
  for (const key of keys) rows.measured(key, 50);
  const whole: Content = { items, keys, timeline, head };
  return { whole, rows, items, timeline };
}

test('a chat that does not fill the screen stands at its foot; a longer one has no ground', () => {
  const short = content(1, 3);
  expect(groundAbove(short.whole, short.rows, HEIGHT) + short.rows.total).toBe(HEIGHT - 12);
  const long = content(1, 50);
  expect(groundAbove(long.whole, long.rows, HEIGHT)).toBe(0);
  expect(groundBelow(long.whole, long.rows, HEIGHT)).toBe(0);
});

test('ground is as high as what is missing is likely to be, within what browsers can scroll', () => {
  const middle = content(1_001, 1_100, { more: true, moreAfter: true }, 3_100);
  expect(groundAbove(middle.whole, middle.rows, HEIGHT)).toBe(1_000 * 50);
  expect(groundBelow(middle.whole, middle.rows, HEIGHT)).toBe(2_000 * 50);
  const far = content(1_000_001, 1_000_100, { more: true });
  expect(groundAbove(far.whole, far.rows, HEIGHT)).toBe(2_000_000);
});

test('where there is nothing but ground, the message that belongs there is known', () => {
  const { whole, rows } = content(1_001, 1_100, { more: true, moreAfter: true }, 3_100);
  const origin = 50_000;
  const at = (top: number) => farSeq(whole, rows, top, origin, HEIGHT);
  expect(at(-HEIGHT / 2 - origin / 2)).toBe(501);
  expect(at(-origin)).toBe(1);
  expect(at(rows.total - HEIGHT / 2 + 50_000)).toBe(2_100);
  expect(at(rows.total + 100_000 - HEIGHT)).toBe(3_100);
  // Near the rows, history comes page by page.
  expect(at(-HEIGHT * FAR)).toBeNull();
  expect(at(1_000)).toBeNull();
});

test('a message is seen when it is whole, or when the half of a screen of it is', () => {
  const { whole, rows, items } = content(1, 40);
  const all = { start: 0, end: items.length };
  const look = (top: number) => lookAt(whole, rows, all, { top, height: HEIGHT });
  // The beginning and the day stand above the first.
  expect(look(0)).toMatchObject({ topSeq: 1, seenSeq: 8, atEnd: false, stuckDay: null });
  expect(look(20).seenSeq).toBe(8);
  expect(look(50).seenSeq).toBe(9);
  rows.measured('m9', 2_000);
  expect(look(0).seenSeq).toBe(8);
  expect(look(250)).toMatchObject({ seenSeq: 9, topSeq: 4 });
  expect(look(rows.total - HEIGHT)).toMatchObject({ seenSeq: 40, atEnd: true });
});

test('what was never on screen is not seen, and an end that is not the newest is no end', () => {
  const { whole, rows, items } = content(1, 40, { moreAfter: true }, 90);
  const all = { start: 0, end: items.length };
  const end = rows.total - HEIGHT;
  expect(lookAt(whole, rows, all, { top: end, height: HEIGHT })).toMatchObject({ seenSeq: 40, atEnd: false });
  const gone = lookAt(whole, rows, all, { top: rows.total + 5_000, height: HEIGHT });
  expect(gone.seenSeq).toBeNull();
  expect(gone.after).toBeLessThan(-10);
});

test('the name of a day floats once its own place is out of view', () => {
  const { whole, rows, items } = content(1, 40);
  const look = (top: number) => lookAt(whole, rows, { start: 0, end: items.length }, { top, height: HEIGHT });
  expect(look(40).stuckDay).toBeNull();
  expect(look(120).stuckDay).not.toBeNull();
});

test('a goal has a row when the window holds it, and has to be fetched when it does not', () => {
  const { items, timeline } = content(11, 20, { more: true, moreAfter: true }, 50);
  const row = (goal: Goal) => rowOfGoal(goal, items, timeline);
  expect(row({ to: 'end' })).toBeNull();
  expect(row({ to: 'message', seq: 14 })).toBe(3);
  expect(row({ to: 'message', seq: 10 })).toBeNull();
  expect(row({ to: 'message', seq: 21 })).toBeNull();
  expect(row({ to: 'time', ms: 12 * SECOND - 1 })).toBe(1);
  // Earlier ones of that time may be missing.
  expect(row({ to: 'time', ms: 11 * SECOND })).toBeNull();
  expect(holds({ ...timeline, opened: false }, { to: 'message', seq: 14 })).toBe(false);
});

test('the first moment of a chat leads to what stands above its first message', () => {
  const { items, timeline } = content(1, 20);
  expect(rowOfGoal({ to: 'time', ms: 0 }, items, timeline)).toBe(0);
  expect(rowOfGoal({ to: 'end' }, items, timeline)).toBe(items.length - 1);
  // Nothing was written after that: the newest.
  expect(rowOfGoal({ to: 'time', ms: 99 * SECOND }, items, timeline)).toBe(items.length - 1);
});
