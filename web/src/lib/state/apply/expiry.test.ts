// What a device forgets when messages disappear.
import { expect, test } from 'vitest';
import { CHAT, chat, message, stateWith, withHistory } from '@/testing/builders';
import { expire, nextExpiry } from './expiry';

const quote = (seq: number, expiresAt: number) => ({
  id: `m${seq}`,
  seq,
  senderId: 'ann',
  kind: 'text' as const,
  expiresAt,
});

/** A chat with these messages, the last of them its newest, of which one has read the first. */
function holding(...messages: ReturnType<typeof message>[]) {
  const last = messages.at(-1);
  const head = last?.seq ?? 0;
  const unread = messages.length - 1;
  const pins = messages.map(({ id, seq }) => ({ id, seq, by: 'ann', at: seq }));
  const known = chat({ head, read: 1, unread, mentions: 1, pins, ...(last && { lastMessage: last }) });
  return withHistory(stateWith([known]), CHAT, { messages, more: false });
}

test('a message is there until its time, and then nowhere', () => {
  const state = holding(message(1), message(2), message(3, { expiresAt: 100, mentions: ['me'] }));
  expect(nextExpiry(state)).toBe(100);
  expect(expire(state, 99)).toBe(state);
  const after = expire(state, 100);
  expect(after.tab.timelines[CHAT]?.messages.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(after.chats[CHAT]).toMatchObject({ unread: 1, mentions: 0, lastMessage: { seq: 2 } });
  expect(after.chats[CHAT]?.pins.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(nextExpiry(after)).toBe(Number.POSITIVE_INFINITY);
});

test('a message that was read leaves the unread as they are', () => {
  const state = holding(message(1, { expiresAt: 100 }), message(2), message(3));
  expect(expire(state, 100).chats[CHAT]).toMatchObject({ unread: 2, mentions: 1, lastMessage: { seq: 3 } });
});

test('a chat whose messages have all disappeared has no last one', () => {
  const last = message(2, { expiresAt: 100 });
  const state = stateWith([chat({ head: 2, read: 2, lastMessage: last })]);
  expect(expire(state, 100).chats[CHAT]?.lastMessage).toBeUndefined();
});

test('an answer stays when what it quotes disappears', () => {
  const state = holding(message(1), message(2, { replyTo: quote(1, 50) }));
  expect(nextExpiry(state)).toBe(50);
  const after = expire(state, 50);
  expect(after.tab.timelines[CHAT]?.messages[1]?.replyTo).toBeUndefined();
  expect(after.chats[CHAT]?.lastMessage?.replyTo).toBeUndefined();
  expect(after.chats[CHAT]?.unread).toBe(1);
});
