// What events do to the state.
import { describe, expect, test } from 'vitest';
import type { ChatState } from '@/protocol/types';
import { CHAT, chat, ME, me, member, message, stateWith, withHistory } from '@/testing/builders';
import { enqueue } from '../pending/outbox';
import { tickOf } from '../selectors';
import type { MessengerState } from '../state';
import { applyEvent, hasGaps, type ServerEvent } from './event';
import { acknowledged, expireTyping, readUpTo } from './local';

const NOW = 50_000;

function apply(state: MessengerState, ...events: ServerEvent[]): MessengerState {
  return events.reduce((next, event) => applyEvent(next, event, NOW), state);
}

function arrived(seq: number, change = {}): ServerEvent {
  return { type: 'message:new', message: message(seq, change) };
}

function receipt(userId: string, change = {}): ServerEvent {
  return {
    type: 'receipt',
    receipt: { chatId: CHAT, userId, delivered: 0, read: 0, userVersion: 1, ...change },
  };
}

const seqs = (state: MessengerState) => state.tab.timelines[CHAT]?.messages.map((one) => one.seq);

describe('messages', () => {
  test('a new message is shown, becomes the last one, and is counted', () => {
    const state = apply(stateWith([chat({ head: 4, read: 4 })]), arrived(5));
    expect(state.chats[CHAT]).toMatchObject({ head: 5, unread: 1, lastMessage: { seq: 5 } });
    expect(seqs(state)).toEqual([5]);
    expect(hasGaps(state)).toBe(false);
  });

  test('a repeat changes nothing', () => {
    const once = apply(stateWith([chat()]), arrived(1));
    expect(apply(once, arrived(1))).toEqual(once);
  });

  test('one beyond a gap is shown at once and the gap is known', () => {
    const state = apply(stateWith([chat({ head: 4 })]), arrived(6));
    expect(seqs(state)).toEqual([6]);
    expect(hasGaps(state)).toBe(true);
  });

  test('a late one fills the gap, in its place', () => {
    const opened = withHistory(stateWith([chat({ head: 4 })]), CHAT, { messages: [message(4)], more: true });
    const state = apply(opened, arrived(6), arrived(5));
    expect(seqs(state)).toEqual([4, 5, 6]);
    expect(hasGaps(state)).toBe(false);
  });

  test('counting stops at a thousand, and two thousand places beyond what was read', () => {
    const many = stateWith([chat({ head: 1_500, unread: 1_000, mentions: 1_000 })]);
    const state = apply(many, arrived(1_501, { mentions: ['all'] }));
    expect(state.chats[CHAT]).toMatchObject({ head: 1_501, unread: 1_000, mentions: 1_000 });
    const far = stateWith([chat({ head: 2_001, read: 2, unread: 7 })]);
    expect(apply(far, arrived(2_002)).chats[CHAT]?.unread).toBe(8);
    expect(apply(far, arrived(2_003)).chats[CHAT]?.unread).toBe(7);
  });

  test('own messages and system messages are not counted', () => {
    const state = apply(
      stateWith([chat()]),
      arrived(1, { senderId: ME }),
      arrived(2, { kind: 'system', system: { type: 'member_left' } }),
    );
    expect(state.chats[CHAT]?.unread).toBe(0);
  });

  test('what was read elsewhere before it arrived is not counted', () => {
    expect(apply(stateWith([chat({ read: 1 })]), arrived(1)).chats[CHAT]?.unread).toBe(0);
  });

  test('mentions of oneself and of all are counted, of others not', () => {
    const state = apply(
      stateWith([chat({ kind: 'group' })]),
      arrived(1, { mentions: [ME] }),
      arrived(2, { mentions: ['all'] }),
      arrived(3, { mentions: ['ann'] }),
    );
    expect(state.chats[CHAT]).toMatchObject({ unread: 3, mentions: 2 });
  });

  test('a change replaces the message and is not counted', () => {
    const before = apply(stateWith([chat()]), arrived(1));
    const edited = message(1, { version: 2, text: 'edited' });
    const state = apply(before, { type: 'message:updated', message: edited });
    expect(state.tab.timelines[CHAT]?.messages).toEqual([edited]);
    expect(state.chats[CHAT]).toMatchObject({ unread: 1, head: 2, lastMessage: { text: 'edited' } });
  });

  test('an older version of a message does not replace a newer one', () => {
    const edited = message(1, { version: 3, text: 'edited' });
    const state = apply(stateWith([chat()]), { type: 'message:updated', message: edited }, arrived(1));
    expect(state.tab.timelines[CHAT]?.messages).toEqual([edited]);
  });

  test('a change of a message older than the history at hand leaves no hole', () => {
    const state = apply(stateWith([chat({ head: 9 })]), {
      type: 'message:updated',
      message: message(2, { version: 10 }),
    });
    expect(seqs(state)).toEqual([]);
    expect(hasGaps(state)).toBe(false);
  });

  test('a message of a chat that is not known is left to the chat:new that comes', () => {
    const state = stateWith([]);
    expect(apply(state, arrived(1))).toBe(state);
  });
});

describe('own messages', () => {
  const sent = { id: 'mine', chatId: CHAT, kind: 'text', text: 'hello' };

  test('an acknowledgement turns a pending message into one like any other, under the same id', () => {
    const before = { ...stateWith([chat()]), outbox: enqueue([], sent, NOW) };
    const state = acknowledged(before, message(1, { id: 'mine', senderId: ME, text: 'hello' }));
    expect(state.outbox).toEqual([]);
    expect(state.tab.timelines[CHAT]?.messages).toMatchObject([
      { id: 'mine', seq: 1, senderId: ME, text: 'hello' },
    ]);
    expect(hasGaps(state)).toBe(false);
  });

  test('an echo before the acknowledgement shows the message once', () => {
    const before = { ...stateWith([chat()]), outbox: enqueue([], sent, NOW) };
    const stored = { id: 'mine', senderId: ME, text: 'hello', sentAt: NOW };
    const echoed = apply(before, arrived(1, stored));
    expect(echoed.outbox).toEqual([]);
    expect(acknowledged(echoed, message(1, stored))).toEqual(echoed);
  });

  test('ticks follow the member to whom the message has come least far', () => {
    const mine = message(3, { senderId: ME });
    const tick = (...others: { delivered: number; read: number }[]) =>
      tickOf(chat({ members: [member(ME), ...others.map((o, i) => member(`u${i}`, o))] }), mine, ME);
    expect(tick({ delivered: 2, read: 2 }, { delivered: 3, read: 3 })).toBe('sent');
    expect(tick({ delivered: 3, read: 0 }, { delivered: 3, read: 3 })).toBe('delivered');
    expect(tick({ delivered: 3, read: 3 }, { delivered: 4, read: 4 })).toBe('read');
  });
});

describe('receipts', () => {
  test("another's watermarks only rise", () => {
    const state = apply(
      stateWith([chat()]),
      receipt('ann', { delivered: 5, read: 4 }),
      receipt('ann', { delivered: 3, read: 2, userVersion: 2 }),
    );
    expect(state.chats[CHAT]?.members?.[1]).toMatchObject({ delivered: 5, read: 4 });
  });

  test('reading on another device sets what is left unread', () => {
    const before = apply(stateWith([chat()]), arrived(1), arrived(2), arrived(3));
    const state = apply(before, receipt(ME, { delivered: 3, read: 2, unread: 1, mentions: 0 }));
    expect(state.chats[CHAT]).toMatchObject({ unread: 1, read: 2 });
  });

  test('an older receipt does not make unread again what was read here', () => {
    const before = readUpTo(apply(stateWith([chat()]), arrived(1), arrived(2)), CHAT, 2);
    const state = apply(before, receipt(ME, { read: 1, unread: 1 }));
    expect(state.chats[CHAT]).toMatchObject({ unread: 0, read: 2 });
  });

  test('reading a part leaves the rest unread', () => {
    const before = apply(stateWith([chat()]), arrived(1), arrived(2, { mentions: [ME] }), arrived(3));
    expect(readUpTo(before, CHAT, 1).chats[CHAT]).toMatchObject({ unread: 2, mentions: 1, read: 1 });
  });
});

describe('chats', () => {
  test('a new chat is known up to its head', () => {
    const state = apply(stateWith([]), { type: 'chat:new', chat: chat({ head: 7, userVersion: 1 }) });
    expect(state.cursors[CHAT]).toEqual({ at: 7, ahead: [] });
    expect(hasGaps(state)).toBe(false);
  });

  test('a changed chat replaces the old one, counts included, and does not claim its messages', () => {
    const state = apply(stateWith([chat({ head: 3, unread: 3 })]), {
      type: 'chat:updated',
      chat: chat({ head: 4, unread: 1, title: 'New', userVersion: 1 }),
    });
    expect(state.chats[CHAT]).toMatchObject({ unread: 1, title: 'New', head: 4 });
    expect(hasGaps(state)).toBe(true);
  });

  test('a chat as it was before messages that are here already still counts them', () => {
    const before = apply(stateWith([chat({ head: 1 })]), arrived(2), arrived(3));
    const state = apply(before, { type: 'chat:updated', chat: chat({ head: 2, unread: 1, userVersion: 1 }) });
    expect(state.chats[CHAT]).toMatchObject({ head: 3, unread: 2, lastMessage: { seq: 3 } });
  });

  test('a removed chat takes everything of it along', () => {
    const before = apply(stateWith([chat()]), arrived(1));
    const pending = { ...before, outbox: enqueue([], { id: 'x', chatId: CHAT, kind: 'text' }, NOW) };
    const state = apply(pending, { type: 'chat:removed', removed: { chatId: CHAT, userVersion: 1 } });
    expect([state.chats, state.cursors, state.tab.timelines, state.outbox]).toEqual([{}, {}, {}, []]);
  });
});

describe('what one has set for a chat', () => {
  const set = (userVersion: number, change: Partial<ChatState>): ServerEvent => ({
    type: 'me:updated',
    update: {
      chat: { id: CHAT, state: { pinned: false, archived: false, markedUnread: false, ...change } },
      userVersion,
    },
  });

  test('it replaces what was, advances the user cursor, and leaves the account alone', () => {
    const before = stateWith([chat({ unread: 2 })], 4);
    const state = apply(before, set(5, { archived: true, draft: 'so' }));
    expect(state.chats[CHAT]?.state).toEqual({
      pinned: false,
      archived: true,
      markedUnread: false,
      draft: 'so',
    });
    expect([state.user.at, state.chats[CHAT]?.unread, state.me]).toEqual([5, 2, before.me]);
  });

  test('the newer of two stays, whichever comes first, and whatever brings it', () => {
    const state = apply(stateWith([chat()], 4), set(6, { pinned: true }), set(5, {}));
    expect(state.chats[CHAT]?.state.pinned).toBe(true);
    const overtaken = apply(state, { type: 'chat:updated', chat: chat({ title: 'New', userVersion: 5 }) });
    expect(overtaken.chats[CHAT]).toMatchObject({ title: 'New', state: { pinned: true } });
    expect(hasGaps(overtaken)).toBe(false);
  });

  test('a receipt of before does not take back what was set since', () => {
    const late = receipt(ME, { userVersion: 4, markedUnread: false });
    const state = apply(stateWith([chat()]), set(5, { markedUnread: true }), late);
    expect(state.chats[CHAT]?.state.markedUnread).toBe(true);
  });

  test('an archived and muted chat stays so when messages come', () => {
    const state = apply(stateWith([chat()]), set(1, { archived: true, mutedUntil: 9 }), arrived(1));
    expect(state.chats[CHAT]).toMatchObject({ unread: 1, state: { archived: true, mutedUntil: 9 } });
  });

  test('the mark of unread goes when the chat is read, here or elsewhere, and stays when messages only arrive', () => {
    const marked = apply(stateWith([chat()]), set(1, { markedUnread: true }), arrived(1));
    const isMarked = (state: MessengerState) => state.chats[CHAT]?.state.markedUnread;
    expect(isMarked(readUpTo(marked, CHAT, 1))).toBe(false);
    const delivered = receipt(ME, { delivered: 1, userVersion: 2, markedUnread: true });
    const read = receipt(ME, { delivered: 1, read: 1, userVersion: 3, unread: 0, markedUnread: false });
    expect(isMarked(apply(marked, delivered))).toBe(true);
    expect(isMarked(apply(marked, delivered, read))).toBe(false);
    // Read here, but the server does not know it yet.
    expect(isMarked(apply(readUpTo(marked, CHAT, 1), delivered))).toBe(false);
  });
});

describe('the user counter', () => {
  test('events in order leave no gap; a repeat is harmless', () => {
    const updated = (userVersion: number): ServerEvent => ({
      type: 'me:updated',
      update: { me: me({ name: `Name ${userVersion}` }), userVersion },
    });
    const state = apply(stateWith([], 4), updated(5), updated(6), updated(6));
    expect(state.user).toEqual({ at: 6, ahead: [] });
    expect(state.people[ME]?.name).toBe('Name 6');
    expect(hasGaps(apply(state, updated(9)))).toBe(true);
  });

  test('the newer of two changes of oneself stays, whichever comes first', () => {
    const updated = (userVersion: number): ServerEvent => ({
      type: 'me:updated',
      update: { me: me({ name: `Name ${userVersion}` }), userVersion },
    });
    const state = apply(stateWith([], 4), updated(6), updated(5));
    expect(state.me.name).toBe('Name 6');
    expect(state.user).toEqual({ at: 6, ahead: [] });
  });
});

describe('typing', () => {
  const typing = (activity: 'text' | null, userId = 'ann'): ServerEvent => ({
    type: 'typing',
    typing: { chatId: CHAT, userId, activity },
  });

  test('it ends when they stop, when their message comes, and by itself', () => {
    const state = apply(stateWith([chat()]), typing('text'));
    expect(Object.keys(state.typing[CHAT] ?? {})).toEqual(['ann']);
    expect(apply(state, typing(null)).typing).toEqual({});
    expect(apply(state, arrived(1)).typing).toEqual({});
    expect(expireTyping(state, NOW + 7_999).typing).toEqual(state.typing);
    expect(expireTyping(state, NOW + 8_000).typing).toEqual({});
  });

  test("one's own typing on another device is not shown", () => {
    expect(apply(stateWith([chat()]), typing('text', ME)).typing).toEqual({});
  });
});
