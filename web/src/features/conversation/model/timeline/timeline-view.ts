// The contents of a view of the timeline, and the height of the ground that stands for missing history. Pure
// arithmetic.
import type { Timeline } from '@/lib/state/tab';
import type { Range, RowHeights } from './row-heights';
import { seqOf, type TimelineItem } from './timeline-items';

export type Content = {
  items: TimelineItem[];
  /** The keys of the items, in their order. */
  keys: string[];
  timeline: Timeline;
  /** No message has a higher seq. */
  head: number;
};

/** The contents of the view. */
export type Look = {
  atEnd: boolean;
  /** How many screens of rows lie before the view, and after it; negative where there is only ground. */
  before: number;
  after: number;
  /** The message at the top. */
  topSeq: number | null;
  /** The last message that a reader has seen. */
  seenSeq: number | null;
  /** The day at the top, when its name is not in its own place. */
  stuckDay: string | null;
};

/** Below the last row. */
export const FOOT_PX = 12;
/** In screens: when the view is farther from the rows, history is fetched for its place, and not page after page. */
export const FAR = 8;
/** A view that is nearer to the end than this counts as being there. */
const END_PX = 90;
/** Browsers lose precision in higher elements. */
const MOST_GROUND_PX = 2_000_000;
/** In screens, while there is history to fetch. */
const LEAST_GROUND = 4;

/** The height that the ground above the first row should have. */
export function groundAbove({ timeline, head }: Content, rows: RowHeights, height: number): number {
  const { more, moreAfter, messages } = timeline;
  if (more) return ground((messages[0]?.seq ?? head) - 1, rows, height);
  // A chat that does not fill the screen stands at its foot.
  return moreAfter ? 0 : Math.max(0, height - rows.total - FOOT_PX);
}

export function groundBelow({ timeline, head }: Content, rows: RowHeights, height: number): number {
  const { moreAfter, messages } = timeline;
  return moreAfter ? ground(head - (messages.at(-1)?.seq ?? 0), rows, height) : 0;
}

/** The message that must be about where the view is, when it shows only ground; null when rows are near. */
export function farSeq(
  content: Content,
  rows: RowHeights,
  top: number,
  origin: number,
  height: number,
): number | null {
  const { messages, more, moreAfter } = content.timeline;
  const [first, last] = [messages[0]?.seq, messages.at(-1)?.seq];
  if (first === undefined || last === undefined) return null;
  const middle = top + height / 2;
  // Near either end of the ground, the reader means the very beginning or end of the chat.
  const near = (FAR / 2) * height;
  if (more && top + height < -FAR * height)
    return top + origin < near ? 1 : Math.max(1, Math.round((1 + middle / origin) * first));
  if (!moreAfter || top < rows.total + FAR * height) return null;
  const most = rows.total + groundBelow(content, rows, height) + FOOT_PX;
  if (top + height > most - near) return content.head;
  const share = (middle - rows.total) / groundBelow(content, rows, height);
  return Math.min(content.head, last + Math.round(share * (content.head - last)));
}

/** `view.top` counts from the beginning of the first row. */
export function lookAt(
  { items, timeline }: Content,
  rows: RowHeights,
  there: Range,
  view: { top: number; height: number },
): Look {
  const bottom = view.top + view.height;
  const first = rows.rowAt(view.top);
  let last = Math.min(rows.rowAt(bottom + 8), there.end - 1);
  // A message taller than the screen counts as seen when its beginning is in view.
  while (last >= first && Math.min(rows.top(last + 1), rows.top(last) + view.height / 2) > bottom + 8) last--;
  let seenSeq: number | null = null;
  // Only ground below the rows is in view. Messages passed on the way were not seen.
  const oldest = rows.total > view.top ? Math.max(first, there.start) : items.length;
  for (let row = last; row >= oldest && seenSeq === null; row--) seenSeq = seqOf(items[row]);
  let topSeq: number | null = null;
  for (let row = first; row < items.length && topSeq === null; row++) topSeq = seqOf(items[row]);
  const top = items[first];
  const day = top === undefined || top.type === 'beginning' || view.top < 0 ? null : top.day.key;
  const ownPlace = day === null ? undefined : rows.indexOf(`day ${day}`);
  return {
    atEnd: !timeline.moreAfter && rows.total + FOOT_PX - bottom < END_PX,
    before: view.top / view.height,
    after: (rows.total - bottom) / view.height,
    topSeq,
    seenSeq,
    stuckDay: ownPlace !== undefined && rows.top(ownPlace) >= view.top ? null : day,
  };
}

function ground(messages: number, rows: RowHeights, height: number): number {
  return Math.min(MOST_GROUND_PX, Math.max(LEAST_GROUND * height, messages * rows.guess));
}
