// What the chat list tells of reactions to one's own messages.
import { expect, test } from 'vitest';
import { CHAT, chat, ME, message, stateWith, withHistory } from '@/testing/builders';
import { applyEvent } from './apply/event';

const mine = message(1, { senderId: ME });
const reactedBy = (version: number, ...userIds: string[]) => ({
  ...mine,
  version,
  reactions: userIds.length === 0 ? [] : [{ emoji: '👍', count: userIds.length, userIds }],
});
const known = withHistory(stateWith([chat({ head: 1, lastMessage: mine, read: 1 })]), CHAT, {
  messages: [mine],
  more: false,
});
const after = (...versions: ReturnType<typeof reactedBy>[]) =>
  versions.reduce((state, one) => applyEvent(state, { type: 'message:updated', message: one }, 0), known);

test('a reaction to an own message is news that counts as nothing unread', () => {
  const state = after(reactedBy(2, 'ann'));
  expect(state.tab.reacted[CHAT]).toMatchObject({ emoji: '👍', userId: 'ann', lastSeq: 1 });
  expect(state.chats[CHAT]?.unread).toBe(0);
});

test('a reaction that is taken back is no news any more, and one’s own never is', () => {
  expect(after(reactedBy(2, 'ann'), reactedBy(3)).tab.reacted).toEqual({});
  expect(after(reactedBy(2, ME)).tab.reacted).toEqual({});
});
