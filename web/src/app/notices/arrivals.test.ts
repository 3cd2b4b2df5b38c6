// The messages that a person is told of when they arrive.
import { expect, test } from 'vitest';
import { changeChat } from '@/lib/state/apply/local';
import { CHAT, chat, ME, message, stateWith } from '@/testing/builders';
import { arrivals } from './arrivals';

const NOW = 5_000;
const before = stateWith([chat({ lastMessage: message(1) })]);
const heard = (change: Parameters<typeof chat>[0], now = NOW) =>
  arrivals(before.chats, stateWith([chat(change)]), now).map((one) => one.message.seq);

test('a new message from somebody else is heard of', () => {
  expect(heard({ lastMessage: message(2) })).toEqual([2]);
});

test('the same message again, an own one, and one that was read elsewhere are not', () => {
  expect(heard({ lastMessage: message(1) })).toEqual([]);
  expect(heard({ lastMessage: message(2, { senderId: ME }) })).toEqual([]);
  expect(heard({ lastMessage: message(2), read: 2 })).toEqual([]);
  expect(heard({ lastMessage: message(2, { kind: 'system' }) })).toEqual([]);
});

test('a message that is to disturb nobody is not heard of', () => {
  expect(heard({ lastMessage: message(2, { silent: true }) })).toEqual([]);
});

test('what was said while one was away is not announced afterwards', () => {
  expect(heard({ lastMessage: message(2) }, NOW + 10 * 60_000)).toEqual([]);
});

test('a muted or archived chat keeps quiet', () => {
  const next = stateWith([chat({ lastMessage: message(2) })]);
  for (const patch of [{ mutedUntil: NOW + 1 }, { archived: true }]) {
    expect(arrivals(before.chats, changeChat(next, CHAT, patch), NOW)).toEqual([]);
  }
  expect(arrivals(before.chats, changeChat(next, CHAT, { mutedUntil: NOW - 1 }), NOW)).toHaveLength(1);
});

test('the first message of a new chat is heard of', () => {
  expect(arrivals({}, stateWith([chat({ lastMessage: message(1) })]), NOW)).toHaveLength(1);
});
