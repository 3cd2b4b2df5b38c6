// The goals of the timeline, and the row that belongs to each once it has been fetched. Pure.
import type { Timeline } from '@/lib/state/tab';
import { seqOf, type TimelineItem } from './timeline-items';

export type Goal =
  /** The newest message, at the end. */
  | { to: 'end' }
  /** The line above the unread messages; the newest message if there is none. */
  | { to: 'unread' }
  /** A message, in the middle. */
  | { to: 'message'; seq: number }
  /** The first message written at this time or later, at the top. */
  | { to: 'time'; ms: number }
  /** The message that must be about there, in the coordinates of the scrolling box. */
  | { to: 'about'; seq: number; y: number };

/** Whether the window onto the history contains the goal; if not, it has to be fetched. */
export function holds({ messages, more, moreAfter, opened }: Timeline, goal: Goal): boolean {
  const [first, last] = [messages[0], messages.at(-1)];
  if (!opened) return false;
  switch (goal.to) {
    case 'end':
      return !moreAfter;
    case 'unread':
      return true;
    case 'message':
    case 'about':
      return (!more || (first?.seq ?? 0) <= goal.seq) && (!moreAfter || (last?.seq ?? 0) >= goal.seq);
    case 'time':
      return (!more || (first?.sentAt ?? 0) < goal.ms) && (!moreAfter || (last?.sentAt ?? 0) >= goal.ms);
  }
}

/** The goal's row; null while it is not there. */
export function rowOfGoal(goal: Goal, items: TimelineItem[], timeline: Timeline): number | null {
  if (!holds(timeline, goal) || items.length === 0) return null;
  let row = items.findIndex((item) => isGoal(item, goal));
  // Perhaps no message was written from then on.
  if (row < 0) return items.length - 1;
  // With the name of the day, and any other row above its first message.
  if (goal.to === 'time')
    while (row > 0 && items[row - 1] !== undefined && seqOf(items[row - 1]) === null) row--;
  return row;
}

function isGoal(item: TimelineItem, goal: Goal): boolean {
  switch (goal.to) {
    case 'end':
      return false;
    case 'unread':
      return item.type === 'unread';
    case 'message':
    case 'about':
      return (seqOf(item) ?? -1) >= goal.seq;
    case 'time':
      return 'message' in item && item.message.sentAt >= goal.ms;
  }
}
