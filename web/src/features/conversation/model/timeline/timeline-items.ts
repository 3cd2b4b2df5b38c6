// Turns messages into the rows of the timeline: days, groups of bubbles, the line above the unread
// messages. Pure.
import type { Pending } from '@/lib/state/pending/outbox';
import { quoteOf } from '@/lib/state/quotes';
import { dayOf } from '@/lib/time/format';
import type { Message, MessageId, Quote, UserId } from '@/protocol/types';

/** The place of a bubble among those of the same person: decides its corners, its name and its picture. */
export type GroupPosition = { first: boolean; last: boolean };

/** A row. Its `key` and `day` do not change when history comes in around it. */
export type TimelineItem = { key: string } & (
  | { type: 'beginning'; first: Message | undefined }
  | { type: 'day'; day: Day }
  | { type: 'unread'; day: Day; count: number }
  | { type: 'system'; day: Day; message: Message }
  | { type: 'message'; day: Day; message: PersonalMessage; own: boolean; position: GroupPosition }
  | { type: 'pending'; day: Day; pending: Pending; quote: Quote | null; position: GroupPosition }
);

/** A message of a person, not of the system. */
export type PersonalMessage = Exclude<Message, { kind: 'system' }>;

/** The name of a day with messages; `at` is a moment of it. */
export type Day = { key: string; at: number };

/** Bubbles of one person form a group while no more time than this lies between them. */
const TOGETHER_MS = 5 * 60_000;

type Input = {
  messages: Message[];
  /** Whether there is history older than `messages`, and newer. */
  more: boolean;
  moreAfter: boolean;
  pending: Pending[];
  meId: UserId;
  /** The line is drawn above the first message from others after `after`; null for no line. */
  unread: { after: number; count: number } | null;
};

type Entry = { at: number; date: number; who: UserId | null } & (
  | { message: Message; pending: null }
  | { message: null; pending: Pending }
);

export function timelineItems({ messages, more, moreAfter, pending, meId, unread }: Input): TimelineItem[] {
  const entries: Entry[] = messages.map((message) => ({
    at: message.sentAt,
    date: dayOf(message.sentAt),
    who: message.kind === 'system' ? null : message.senderId,
    message,
    pending: null,
  }));
  // Unsent messages stand behind the newest message.
  for (const one of moreAfter ? [] : pending)
    entries.push({ at: one.createdAt, date: dayOf(one.createdAt), who: meId, message: null, pending: one });
  const line = unread === null ? undefined : firstUnread(messages, more, unread.after, meId);

  const items: TimelineItem[] = more ? [] : [{ type: 'beginning', key: 'beginning', first: messages[0] }];
  const seen = new Map<number, number>();
  let day: Day = { key: '', at: 0 };
  for (const [i, entry] of entries.entries()) {
    const before = entries[i - 1];
    const after = entries[i + 1];
    const { message, date } = entry;
    if (before?.date !== date) {
      // A clock that was off may bring a day back.
      const times = seen.get(date) ?? 0;
      seen.set(date, times + 1);
      day = { key: `${date}.${times}`, at: entry.at };
      // Without the messages before it, the window does not show whether a day begins there.
      if (before !== undefined || !more) items.push({ type: 'day', key: `day ${day.key}`, day });
    }
    if (message !== null && message === line)
      items.push({ type: 'unread', key: 'unread', day, count: unread?.count ?? 0 });
    const position: GroupPosition = {
      first: !together(before, entry) || message === line,
      last: !together(entry, after) || (line !== undefined && after?.message === line),
    };
    if (message === null)
      items.push({
        type: 'pending',
        key: entry.pending.message.id,
        day,
        pending: entry.pending,
        quote: quoteIn(messages, entry.pending.message.replyTo),
        position,
      });
    else if (message.kind === 'system') items.push({ type: 'system', key: message.id, day, message });
    else {
      const own = message.senderId === meId;
      items.push({ type: 'message', key: message.id, day, message, own, position });
    }
  }
  return items;
}

/** The message that an unsent message answers, if the window has it. */
function quoteIn(messages: Message[], id: MessageId | undefined): Quote | null {
  const quoted = id === undefined ? undefined : messages.find((message) => message.id === id);
  return quoted === undefined ? null : quoteOf(quoted);
}

/** The seq of a row; null for a row without a message of the server. */
export function seqOf(item: TimelineItem | undefined): number | null {
  return item?.type === 'message' || item?.type === 'system' ? item.message.seq : null;
}

/** Undefined, too, when it is older than the window. */
function firstUnread(messages: Message[], more: boolean, after: number, meId: UserId): Message | undefined {
  if (more && (messages[0]?.seq ?? 0) > after) return undefined;
  return messages.find((one) => one.seq > after && one.kind !== 'system' && one.senderId !== meId);
}

function together(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === undefined || b === undefined || a.who === null || a.who !== b.who) return false;
  return b.at - a.at < TOGETHER_MS && a.date === b.date;
}
