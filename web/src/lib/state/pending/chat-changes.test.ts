// A person's changes of a chat: shown at once, stored until the server has them.
import { expect, test } from 'vitest';
import { CHAT, chat, stateWith } from '@/testing/builders';
import { applyEvent, type ServerEvent } from '../apply/event';
import { changeChat, readUpTo } from '../apply/local';
import { settleChange } from './chat-changes';

const plain = { pinned: false, archived: false, markedUnread: false };

function updated(userVersion: number, change = {}): ServerEvent {
  return {
    type: 'me:updated',
    update: { userVersion, chat: { id: CHAT, state: { ...plain, ...change } } },
  };
}

test('a change shows at once, and an empty draft or null clears', () => {
  const state = changeChat(stateWith([chat()]), CHAT, { pinned: true, draft: 'hi', mutedUntil: 5 });
  expect(state.chats[CHAT]?.state).toEqual({ ...plain, pinned: true, draft: 'hi', mutedUntil: 5 });
  const cleared = changeChat(state, CHAT, { draft: '', mutedUntil: null });
  expect(cleared.chats[CHAT]?.state).toEqual({ ...plain, pinned: true });
});

test('later changes of one chat merge into one', () => {
  const first = changeChat(stateWith([chat()]), CHAT, { pinned: true, draft: 'a' });
  expect(changeChat(first, CHAT, { draft: 'ab' }).changes).toEqual({ [CHAT]: { pinned: true, draft: 'ab' } });
});

test('what was changed again while the request was under way stays to be sent', () => {
  const changes = { [CHAT]: { pinned: true, draft: 'ab' } };
  expect(settleChange(changes, CHAT, { pinned: true, draft: 'a' })).toEqual({ [CHAT]: { draft: 'ab' } });
  expect(settleChange(changes, CHAT, { pinned: true, draft: 'ab' })).toEqual({});
});

test('what the server does not know yet survives what it says meanwhile', () => {
  const state = changeChat(stateWith([chat()]), CHAT, { pinned: true });
  const after = applyEvent(state, { type: 'chat:updated', chat: chat({ head: 1, userVersion: 1 }) }, 0);
  expect(after.chats[CHAT]?.state.pinned).toBe(true);
  expect(applyEvent(after, updated(2, { archived: true }), 0).chats[CHAT]?.state).toMatchObject({
    pinned: true,
    archived: true,
  });
});

test('of two changes made elsewhere the newer stays, whichever comes first', () => {
  const state = stateWith([chat()]);
  const after = [updated(2, { draft: 'new' }), updated(1, { draft: 'old' })].reduce(
    (next, event) => applyEvent(next, event, 0),
    state,
  );
  expect(after.chats[CHAT]?.state.draft).toBe('new');
  expect(after.user).toEqual({ at: 2, ahead: [] });
});

test('reading takes the mark back, also one that the server has not got yet', () => {
  const marked = changeChat(stateWith([chat({ head: 3 })]), CHAT, { markedUnread: true });
  const read = readUpTo(marked, CHAT, 3);
  expect(read.chats[CHAT]?.state).toMatchObject({ markedUnread: false });
  expect(read.changes).toEqual({ [CHAT]: { markedUnread: false, read: 3 } });
});

test('a chat that is gone takes its changes along', () => {
  const state = changeChat(stateWith([chat()]), CHAT, { pinned: true });
  const removed: ServerEvent = { type: 'chat:removed', removed: { chatId: CHAT, userVersion: 1 } };
  expect(applyEvent(state, removed, 0).changes).toEqual({});
});
