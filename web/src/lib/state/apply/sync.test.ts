// What the pages of a sync do to the state.

import { expect, test } from 'vitest';
import type { SyncPage } from '@/protocol/types';
import { CHAT, chat, me, message, page, stateWith, withHistory } from '@/testing/builders';
import { runPages } from '@/testing/sync';
import { textOf } from '../content';
import { initialState, type MessengerState } from '../state';
import { syncRequest } from '../sync-run';
import { applyEvent, hasGaps } from './event';

/** Each page that says `more` is followed by the next one of its run. */
function sync(state: MessengerState, ...pages: SyncPage[]): MessengerState {
  return runPages(state, pages);
}

test('the first sync brings every chat, known up to its head', () => {
  const state = sync(initialState(me()), page({ userVersion: 9, chats: [chat({ head: 40, unread: 3 })] }));
  expect(state).toMatchObject({ ready: true, user: { at: 9 }, chats: { [CHAT]: { unread: 3 } } });
  expect(syncRequest(state)).toEqual({ userVersion: 9, heads: { [CHAT]: 40 }, people: 0 });
});

test('messages of a sync never change counts: the chat of the page has counted them', () => {
  const before = stateWith([chat({ head: 1 })]);
  const after = sync(
    before,
    page({ chats: [chat({ head: 3, unread: 2 })], messages: [message(2), message(3)] }),
  );
  expect(after.chats[CHAT]?.unread).toBe(2);
  expect(after.cursors[CHAT]).toEqual({ at: 3, ahead: [] });
});

test('a page applied twice is the same as once', () => {
  const before = stateWith([chat({ head: 1 })]);
  const one = page({
    userVersion: 2,
    chats: [chat({ head: 3, unread: 2 })],
    messages: [message(2), message(3)],
  });
  expect(sync(before, one, one)).toEqual(sync(before, one));
});

test('while there is more, the next question starts where the page ended', () => {
  const state = sync(
    stateWith([chat({ head: 1 })]),
    page({ chats: [chat({ head: 5, unread: 4 })], messages: [message(2), message(3)], more: true }),
  );
  expect(syncRequest(state).heads).toEqual({ [CHAT]: 3 });
});

test('the last page brings the cursor to the head, also over changes that show in no message', () => {
  const state = sync(
    stateWith([chat({ head: 1 })]),
    page({ chats: [chat({ head: 5 })], messages: [message(2)], more: true }),
    page({ messages: [message(3)] }),
  );
  expect(state.cursors[CHAT]).toEqual({ at: 5, ahead: [] });
  expect(hasGaps(state)).toBe(false);
});

test('a sync closes the gap that live events left', () => {
  const opened = withHistory(stateWith([chat({ head: 1 })]), CHAT, { messages: [message(1)], more: false });
  const gap = applyEvent(opened, { type: 'message:new', message: message(4) }, 0);
  const state = sync(
    gap,
    page({ chats: [chat({ head: 4, unread: 3 })], messages: [message(2), message(3), message(4)] }),
  );
  expect(state.tab.timelines[CHAT]?.messages.map((one) => one.seq)).toEqual([1, 2, 3, 4]);
  expect(state.chats[CHAT]?.unread).toBe(3);
  expect(hasGaps(state)).toBe(false);
});

test('a message that arrived while the page was on its way stays counted', () => {
  const before = stateWith([chat({ head: 1 })]);
  const live = applyEvent(before, { type: 'message:new', message: message(3) }, 0);
  const state = sync(live, page({ chats: [chat({ head: 2, unread: 1 })], messages: [message(2)] }));
  expect(state.chats[CHAT]).toMatchObject({ head: 3, unread: 2 });
  expect(hasGaps(state)).toBe(false);
});

test('changed old messages come in their present state, without a hole before the history at hand', () => {
  const opened = withHistory(stateWith([chat({ head: 9 })]), CHAT, {
    messages: [message(8), message(9)],
    more: true,
  });
  const state = sync(
    opened,
    page({
      chats: [chat({ head: 11 })],
      messages: [message(2, { version: 10, text: 'old' }), message(8, { version: 11, text: 'edited' })],
    }),
  );
  expect(state.tab.timelines[CHAT]?.messages.map((one) => [one.seq, textOf(one)])).toEqual([
    [8, 'edited'],
    [9, 'text 9'],
  ]);
});

test('chats to forget are forgotten', () => {
  expect(sync(stateWith([chat()]), page({ removed: [CHAT] })).chats).toEqual({});
});

test('a chat left and joined again is a new one', () => {
  const before = withHistory(stateWith([chat({ head: 2 })]), CHAT, {
    messages: [message(1), message(2)],
    more: false,
  });
  const state = sync(before, page({ removed: [CHAT], chats: [chat({ head: 7 })] }));
  expect(state.cursors[CHAT]).toEqual({ at: 7, ahead: [] });
  expect(state.tab.timelines[CHAT]).toBeUndefined();
});

test('who was away ends in the same state as who was not', () => {
  const start = withHistory(stateWith([chat({ head: 1 })]), CHAT, { messages: [message(1)], more: false });
  const live = [message(2), message(3, { mentions: ['me'] }), message(4)].reduce(
    (state, one) => applyEvent(state, { type: 'message:new', message: one }, 0),
    start,
  );
  const away = sync(
    start,
    page({
      chats: [chat({ head: 4, unread: 3, mentions: 1, lastMessage: message(4) })],
      messages: [message(2), message(3, { mentions: ['me'] }), message(4)],
    }),
  );
  expect(away).toEqual({ ...live, peopleVersion: 0 });
});
