// Days, groups of bubbles and the unread line.
import { expect, test } from 'vitest';
import { enqueue, type Pending } from '@/lib/state/pending/outbox';
import type { Message } from '@/protocol/types';
import { CHAT, ME, message } from '@/testing/builders';
import { type TimelineItem, timelineItems } from './timeline-items';

const NOON = new Date(2026, 4, 10, 12).getTime();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function at(seq: number, ms: number, senderId = 'ann'): Message {
  return message(seq, { sentAt: NOON + ms, senderId });
}

/** The rows: a message as its seq with `(` where a group begins and `)` where it ends, a day as `|`. */
function show(items: TimelineItem[]): string {
  return items
    .map((item) => {
      if (item.type === 'day') return '|';
      if (item.type === 'unread') return `unread:${item.count}`;
      if (item.type === 'system' || item.type === 'beginning') return item.type;
      const name = item.type === 'message' ? item.message.seq : item.pending.message.id;
      return `${item.position.first ? '(' : ''}${name}${item.position.last ? ')' : ''}`;
    })
    .join(' ');
}

const whole = { more: false, moreAfter: false, pending: [], meId: ME, unread: null };

function rows(messages: Message[], unreadAfter: number | null = null, pending: Pending[] = []) {
  const unread = unreadAfter === null ? null : { after: unreadAfter, count: 2 };
  return show(timelineItems({ ...whole, messages, pending, unread }));
}

test('each day has its own part', () => {
  expect(rows([at(1, 0), at(2, DAY), at(3, DAY)])).toBe('beginning | (1) | (2 3)');
});

test('bubbles of one person within five minutes belong together', () => {
  const messages = [at(1, 0), at(2, MINUTE), at(3, 2 * MINUTE), at(4, 8 * MINUTE)];
  expect(rows(messages)).toBe('beginning | (1 2 3) (4)');
});

test('another person, or a system message, begins a new group', () => {
  const left = message(2, { kind: 'system', system: { type: 'member_left' }, sentAt: NOON });
  expect(rows([at(1, 0), left, at(3, 0), at(4, 0, 'bob')])).toBe('beginning | (1) system (3) (4)');
});

test('the unread line stands above the first unread message from somebody else', () => {
  const messages = [at(1, 0), at(2, 0, ME), at(3, 0), at(4, 0)];
  expect(rows(messages, 1)).toBe('beginning | (1) (2) unread:2 (3 4)');
});

test('the unread line parts a group', () => {
  expect(rows([at(1, 0), at(2, 0)], 1)).toBe('beginning | (1) unread:2 (2)');
});

test('what is pending stands behind the newest, among one’s own', () => {
  const pending = enqueue([], { id: 'p', chatId: CHAT, kind: 'text' }, NOON + MINUTE);
  const messages = [at(1, 0), at(2, 0, ME)];
  expect(rows(messages, null, pending)).toBe('beginning | (1) (2 p)');
  expect(show(timelineItems({ ...whole, messages, pending, moreAfter: true }))).toBe('beginning | (1) (2)');
});

test('where a window begins in the middle of the history, neither a day nor the unread is said to begin', () => {
  const unread = { after: 1, count: 9 };
  expect(show(timelineItems({ ...whole, messages: [at(5, 0), at(6, DAY)], more: true, unread }))).toBe(
    '(5) | (6)',
  );
});

test('rows keep their keys and days when older history comes in', () => {
  const keys = (...messages: Message[]) =>
    timelineItems({ ...whole, messages, more: true }).map((item) => [
      item.key,
      item.type === 'beginning' ? '' : item.day.key,
    ]);
  expect(keys(at(1, -MINUTE), at(2, 0), at(3, DAY)).slice(-3)).toEqual(keys(at(2, 0), at(3, DAY)));
  // A clock that was off brings a day back.
  expect(new Set(keys(at(1, 0), at(2, DAY), at(3, 0)).map(([, day]) => day)).size).toBe(3);
});
