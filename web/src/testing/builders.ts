// Small builders of protocol values for tests: the test sets what matters, the rest is plausible.

import { addHistory, type HistoryPage, type HistoryQuery } from '@/lib/state/apply/tab';
import { cursorAt } from '@/lib/state/cursor';
import { initialState, type MessengerState } from '@/lib/state/state';
import type { Chat, Me, Member, Message, SyncPage, SystemEvent } from '@/protocol/types';

export const ME = 'me';
export const CHAT = 'c1';

export function me(change: Partial<Me> = {}): Me {
  return {
    id: ME,
    username: 'me',
    name: 'Me',
    version: 0,
    admin: false,
    settings: { readReceipts: true },
    ...change,
  };
}

export function member(userId: string, change: Partial<Member> = {}): Member {
  return { userId, role: 'member', joinedAt: 0, delivered: 0, read: 0, ...change };
}

export function chat(change: Partial<Chat> = {}): Chat {
  return {
    id: CHAT,
    kind: 'direct',
    head: 0,
    pins: [],
    createdAt: 0,
    role: 'member',
    memberCount: 2,
    members: [member(ME), member('ann')],
    unread: 0,
    mentions: 0,
    delivered: 0,
    read: 0,
    state: { pinned: false, archived: false, markedUnread: false },
    userVersion: 0,
    ...change,
  };
}

/** A message that was just written: its version is its seq. */
export function message(
  seq: number,
  change: Partial<Message> & { text?: string; system?: SystemEvent } = {},
): Message {
  return {
    id: `m${seq}`,
    chatId: CHAT,
    seq,
    version: seq,
    senderId: 'ann',
    kind: 'text',
    text: `text ${seq}`,
    reactions: [],
    sentAt: seq * 1_000,
    ...change,
  } as Message;
}

export function page(change: Partial<SyncPage> = {}): SyncPage {
  return {
    userVersion: 0,
    chats: [],
    removed: [],
    messages: [],
    more: false,
    serverTime: 0,
    people: 0,
    users: [],
    ...change,
  };
}

/** A state with these chats up to their heads, and the user counter up to `userVersion`. */
export function stateWith(chats: Chat[], userVersion = 0): MessengerState {
  return {
    ...initialState(me()),
    user: cursorAt(userVersion),
    chats: Object.fromEntries(chats.map((one) => [one.id, one])),
    cursors: Object.fromEntries(chats.map((one) => [one.id, cursorAt(one.head)])),
    ready: true,
  };
}

export function withHistory(
  state: MessengerState,
  chatId: string,
  page: HistoryPage,
  asked: HistoryQuery = {},
): MessengerState {
  return { ...state, tab: addHistory(state, chatId, page, asked) };
}
