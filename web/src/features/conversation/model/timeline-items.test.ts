// Days, groups of bubbles and the unread line.
import { expect, test } from 'vitest';
import { enqueue, type Pending } from '@/lib/realtime/outbox';
import type { Message } from '@/protocol/types';
import { CHAT, ME, message } from '@/testing/builders';
import { type TimelineDay, timelineDays } from './timeline-items';

const NOON = new Date(2026, 4, 10, 12).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function at(seq: number, ms: number, senderId = 'ann'): Message {
  return message(seq, { sentAt: NOON + ms, senderId });
}

/** Each day as its items: a message as its seq with `(` where a group begins and `)` where it ends. */
function show(days: TimelineDay[]): string[] {
  return days.map(({ items }) =>
    items
      .map((item) => {
        if (item.type === 'unread') return `unread:${item.count}`;
        if (item.type === 'system') return 'system';
        const name = item.type === 'message' ? item.message.seq : item.pending.message.id;
        return `${item.place.first ? '(' : ''}${name}${item.place.last ? ')' : ''}`;
      })
      .join(' '),
  );
}

function days(messages: Message[], unreadAfter: number | null = null, pending: Pending[] = []) {
  const unread = unreadAfter === null ? null : { after: unreadAfter, count: 2 };
  return show(timelineDays({ messages, pending, meId: ME, unread }));
}

test('each day has its own part', () => {
  expect(days([at(1, 0), at(2, DAY), at(3, DAY)])).toEqual(['(1)', '(2 3)']);
});

test('bubbles of one person within five minutes belong together', () => {
  expect(days([at(1, 0), at(2, MINUTE), at(3, 2 * MINUTE), at(4, 8 * MINUTE)])).toEqual(['(1 2 3) (4)']);
});

test('another person, or a system message, begins a new group', () => {
  const left = message(2, { kind: 'system', system: { type: 'member_left' }, sentAt: NOON });
  expect(days([at(1, 0), left, at(3, 0), at(4, 0, 'bob')])).toEqual(['(1) system (3) (4)']);
});

test('the unread line stands above the first unread message from somebody else', () => {
  expect(days([at(1, 0), at(2, 0, ME), at(3, 0), at(4, 0)], 1)).toEqual(['(1) (2) unread:2 (3 4)']);
});

test('the unread line parts a group', () => {
  expect(days([at(1, 0), at(2, 0)], 1)).toEqual(['(1) unread:2 (2)']);
});

test('what is pending stands at the end, among one’s own', () => {
  const pending = enqueue([], { id: 'p', chatId: CHAT, kind: 'text' }, NOON + MINUTE);
  expect(days([at(1, 0), at(2, 0, ME)], null, pending)).toEqual(['(1) (2 p)']);
});

test('a day keeps its key when older history of it comes in', () => {
  const keys = (...messages: Message[]) =>
    timelineDays({ messages, pending: [], meId: ME, unread: null }).map((day) => day.key);
  expect(keys(at(1, -MINUTE), at(2, 0))).toEqual(keys(at(2, 0)));
  expect(new Set(keys(at(1, 0), at(2, DAY), at(3, 0))).size).toBe(3);
});
