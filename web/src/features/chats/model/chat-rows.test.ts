// The rows of the chat list.
import { describe, expect, test } from 'vitest';
import type { ChatFilter } from '@/lib/navigation/chat-filter';
import { changeChat } from '@/lib/state/apply/local';
import { enqueue } from '@/lib/state/pending/outbox';
import type { MessengerState } from '@/lib/state/state';
import type { Chat } from '@/protocol/types';
import { CHAT, chat, ME, member, message, stateWith } from '@/testing/builders';
import { archiveCounts, chatRows, findChats, rowSource } from './chat-rows';

const people = {
  [ME]: { id: ME, username: 'me', name: 'Me Myself', version: 0 },
  ann: { id: 'ann', username: 'ann', name: 'Ann Smith', version: 0 },
};

function withPeople(...chats: Chat[]): MessengerState {
  return { ...stateWith(chats), people };
}

function rows(state: MessengerState, filter: ChatFilter = 'all', open: string | null = null) {
  return chatRows(rowSource(state), { filter, open });
}

const group = chat({ id: 'g', kind: 'group', title: 'Trip', lastMessage: message(3), createdAt: 1 });
const direct = chat({ lastMessage: message(9) });

test('the newest is first', () => {
  expect(rows(withPeople(group, direct)).map((row) => row.face.name)).toEqual(['Ann Smith', 'Trip']);
});

test('an empty direct chat is not listed, unless it is open, has a draft, or something to send', () => {
  const empty = withPeople(chat());
  expect(rows(empty)).toEqual([]);
  expect(rows(empty, 'all', CHAT)).toHaveLength(1);
  expect(rows(changeChat(empty, CHAT, { draft: 'hi' }))).toHaveLength(1);
  const sending = { ...empty, outbox: enqueue([], { id: 'p', chatId: CHAT, kind: 'text' }, 1) };
  expect(rows(sending)).toHaveLength(1);
});

test('a message on its way shows what it says, whatever kind it is', () => {
  const contact = { name: 'Bob' };
  const outbox = enqueue([], { id: 'p', chatId: CHAT, kind: 'contact', contact }, 1);
  expect(rows({ ...withPeople(direct), outbox })[0]?.preview).toBe('Contact: Bob');
});

test('what is pinned is on top, however old', () => {
  const state = changeChat(withPeople(group, direct), 'g', { pinned: true });
  expect(rows(state).map((row) => row.chat.id)).toEqual(['g', CHAT]);
});

test('an empty group is listed', () => {
  expect(rows(withPeople(chat({ kind: 'group', title: 'New' })))).toHaveLength(1);
});

describe('filters', () => {
  test('unread keeps the chat that is open', () => {
    const state = withPeople({ ...group, unread: 2 }, direct);
    expect(rows(state, 'unread').map((row) => row.chat.id)).toEqual(['g']);
    expect(rows(state, 'unread', CHAT).map((row) => row.chat.id)).toEqual([CHAT, 'g']);
  });

  test('marked as unread is unread', () => {
    const state = changeChat(withPeople(group, direct), CHAT, { markedUnread: true });
    expect(rows(state, 'unread').map((row) => row.chat.id)).toEqual([CHAT]);
  });

  test('what is archived shows only there, and is found all the same', () => {
    const state = changeChat(withPeople({ ...group, unread: 1 }, direct), 'g', { archived: true });
    for (const filter of ['all', 'unread', 'groups'] as const) {
      expect(rows(state, filter).map((row) => row.chat.id)).not.toContain('g');
    }
    expect(rows(state, 'archived').map((row) => row.chat.id)).toEqual(['g']);
    expect(findChats(rowSource(state), 'trip').map((row) => row.chat.id)).toEqual(['g']);
    expect(archiveCounts(state.chats)).toEqual({ all: 1, unread: 1 });
  });

  test('groups shows only groups', () => {
    expect(rows(withPeople(group, direct), 'groups').map((row) => row.chat.id)).toEqual(['g']);
  });
});

describe('previews', () => {
  const preview = (...args: Parameters<typeof rows>) => rows(...args)[0];

  test('in a group others are named by their first name', () => {
    expect(preview(withPeople(group))).toMatchObject({ by: 'Ann', preview: 'text 3', tick: null });
  });

  test('an own message has its ticks', () => {
    const mine = chat({
      lastMessage: message(3, { senderId: ME }),
      members: [member(ME), member('ann', { delivered: 3 })],
    });
    expect(preview(withPeople(mine))).toMatchObject({ preview: 'text 3', tick: 'delivered' });
  });

  test('a note to self has none', () => {
    const notes = chat({ members: [member(ME)], memberCount: 1, lastMessage: message(1, { senderId: ME }) });
    expect(preview(withPeople(notes))).toMatchObject({ face: { kind: 'self' }, tick: null });
  });

  test('what waits or failed is shown before what was sent', () => {
    const sending = {
      ...withPeople(direct),
      outbox: enqueue([], { id: 'p', chatId: CHAT, kind: 'text', text: 'soon' }, 1),
    };
    expect(preview(sending)).toMatchObject({ preview: 'soon', tick: 'sending' });
  });

  test('a draft shows only where one is not writing', () => {
    const state = changeChat(withPeople(direct), CHAT, { draft: ' a draft ' });
    expect(preview(state)?.draft).toBe('a draft');
    expect(preview(state, 'all', CHAT)?.draft).toBeNull();
  });

  test('a system message reads as a sentence', () => {
    const renamed = message(4, { kind: 'system', system: { type: 'title_changed', title: 'Trip' } });
    expect(preview(withPeople({ ...group, lastMessage: renamed }))?.preview).toBe(
      'Ann Smith renamed the group to “Trip”',
    );
  });
});

test('chats are found by a part of their name', () => {
  const found = (words: string) =>
    findChats(rowSource(withPeople(group, direct)), words).map((row) => row.chat.id);
  expect(found('SMI')).toEqual([CHAT]);
  expect(found('tri')).toEqual(['g']);
  expect(found('x')).toEqual([]);
});

test('a reaction to an own message is the last line until the next message', () => {
  const mine = message(1, { senderId: ME, text: 'Shall we?' });
  const rowWith = (last: ReturnType<typeof message>) => {
    const state = rowSource(stateWith([chat({ head: last.seq, lastMessage: last })]));
    const news = { message: mine, emoji: '👍', userId: 'ann', lastSeq: 1 };
    return chatRows({ ...state, reacted: { [CHAT]: news } }, { filter: 'all', open: null })[0];
  };
  expect(rowWith(mine)?.preview).toContain('👍');
  expect(rowWith(message(2, { text: 'Yes' }))?.preview).toBe('Yes');
});
