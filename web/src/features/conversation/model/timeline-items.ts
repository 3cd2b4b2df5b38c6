// From messages to what the timeline shows: days, groups of bubbles, the line above what is unread. Pure.
import type { Pending } from '@/lib/realtime/outbox';
import { sameDay } from '@/lib/time/format';
import type { Message, UserId } from '@/protocol/types';

/** Where a bubble stands among those of the same person: decides its corners, its name and its picture. */
export type Place = { first: boolean; last: boolean };

export type TimelineItem =
  | { type: 'unread'; key: string; count: number }
  | { type: 'system'; key: string; message: Message }
  | { type: 'message'; key: string; message: Message; own: boolean; place: Place }
  | { type: 'pending'; key: string; pending: Pending; place: Place };

/** What was written on one day. */
export type TimelineDay = { key: string; at: number; items: TimelineItem[] };

/** Bubbles of one person belong together while no more than this lies between them. */
const TOGETHER_MS = 5 * 60_000;

type Input = {
  messages: Message[];
  pending: Pending[];
  meId: UserId;
  /** The line is drawn above the first message from others after `after`; null for no line. */
  unread: { after: number; count: number } | null;
};

type Entry = { at: number; who: UserId | null; message: Message | null; pending: Pending | null };

export function timelineDays({ messages, pending, meId, unread }: Input): TimelineDay[] {
  const entries: Entry[] = [
    ...messages.map((message) => ({
      at: message.sentAt,
      who: message.kind === 'system' ? null : message.senderId,
      message,
      pending: null,
    })),
    ...pending.map((p) => ({ at: p.createdAt, who: meId, message: null, pending: p })),
  ];
  const isUnread = (message: Message) =>
    unread !== null && message.seq > unread.after && message.kind !== 'system' && message.senderId !== meId;
  const firstUnread = messages.find(isUnread);

  const days: TimelineDay[] = [];
  let items: TimelineItem[] = [];
  for (const [i, entry] of entries.entries()) {
    const before = entries[i - 1];
    const after = entries[i + 1];
    const { message, pending: waiting } = entry;
    if (before === undefined || !sameDay(before.at, entry.at)) {
      items = [];
      days.push({ key: dayKey(days, entry.at), at: entry.at, items });
    }
    if (message !== null && message === firstUnread) {
      items.push({ type: 'unread', key: 'unread', count: unread?.count ?? 0 });
    }
    const place: Place = {
      first: !together(before, entry) || message === firstUnread,
      last:
        !together(entry, after) ||
        (after !== undefined && after.message !== null && after.message === firstUnread),
    };
    if (waiting !== null) items.push({ type: 'pending', key: waiting.message.id, pending: waiting, place });
    else if (message?.kind === 'system') items.push({ type: 'system', key: message.id, message });
    else if (message !== null) {
      items.push({ type: 'message', key: message.id, message, own: message.senderId === meId, place });
    }
  }
  return days;
}

/** The same whatever history comes in before; a clock that was off may bring a day back. */
function dayKey(days: TimelineDay[], at: number): string {
  const key = new Date(at).toDateString();
  const again = days.filter((day) => day.key.startsWith(key)).length;
  return again === 0 ? key : `${key} ${again}`;
}

function together(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === undefined || b === undefined || a.who === null || a.who !== b.who) return false;
  return b.at - a.at < TOGETHER_MS && sameDay(a.at, b.at);
}
