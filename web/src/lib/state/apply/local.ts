// Changes of the state that do not come from the server's events: acknowledgements, reading, answers to requests.

import type { Chat, ChatId, ChatStatePatch, Me, Message, Presence, Settings } from '@/protocol/types';
import { addChange, patched } from '../pending/chat-changes';
import { remove } from '../pending/outbox';
import { type TypingMark, userOf } from '../shared';
import type { MessengerState } from '../state';
import { timelineOf } from '../tab';
import { countFromOthers, mentionsMe } from '../timeline';
import { adoptChats, applyMessage, without } from './event';
import { dropUnseen } from './marks';
import { addPeople } from './people';

/** An own message was stored: from now on it is a message like any other, under the same id. */
export function acknowledged(state: MessengerState, message: Message): MessengerState {
  const known = applyMessage(state, message, true);
  // The chat may be gone by now.
  return { ...known, outbox: remove(known.outbox, message.id) };
}

/** Shows the change at once, and notes it for the server. */
export function changeChat(state: MessengerState, chatId: ChatId, patch: ChatStatePatch): MessengerState {
  const chat = state.chats[chatId];
  if (chat === undefined) return state;
  const next = {
    ...state,
    changes: addChange(state.changes, chatId, patch),
    chats: { ...state.chats, [chatId]: { ...chat, state: patched(chat.state, patch) } },
  };
  return dropUnseen(next, chatId);
}

/** How many unread messages and mentions lie up to `seq`. Only a tab that shows the chat has the messages to count. */
export type Passed = { unread: number; mentions: number };

export function passedBy(state: MessengerState, chatId: ChatId, seq: number): Passed {
  const chat = state.chats[chatId];
  if (chat === undefined) return { unread: 0, mentions: 0 };
  const { messages, moreAfter } = timelineOf(state, chatId);
  const isMention = (message: Message) => mentionsMe(message, state.me.id);
  const passed = messages.filter((message) => message.seq > chat.read && message.seq <= seq);
  // Beyond the window only the number of messages is known.
  const left = moreAfter
    ? chat.unread - countFromOthers(passed, 0, state.me.id)
    : countFromOthers(messages, seq, state.me.id);
  const mentioned = moreAfter
    ? chat.mentions - passed.filter(isMention).length
    : messages.filter((message) => message.seq > seq && isMention(message)).length;
  return {
    unread: Math.max(0, chat.unread - Math.max(0, left)),
    mentions: Math.max(0, chat.mentions - Math.max(0, mentioned)),
  };
}

/** The person has seen everything up to `seq`. The change is noted for the server. */
export function readUpTo(
  state: MessengerState,
  chatId: ChatId,
  seq: number,
  passed = passedBy(state, chatId, seq),
): MessengerState {
  const chat = state.chats[chatId];
  if (chat === undefined || seq <= chat.read) return state;
  const { delivered: _, ...change } = state.changes[chatId] ?? {};
  // Read means delivered. Reading also takes the unread mark back, even when the server does not have that mark yet.
  const next = { ...change, read: seq, ...(change.markedUnread ? { markedUnread: false } : {}) };
  return putChat(
    { ...state, changes: { ...state.changes, [chatId]: next } },
    {
      ...chat,
      delivered: Math.max(chat.delivered, seq),
      read: seq,
      unread: Math.max(0, chat.unread - passed.unread),
      mentions: Math.max(0, chat.mentions - passed.mentions),
      state: patched(chat.state, { markedUnread: false }),
    },
  );
}

/** Everything up to `seq` has arrived on this device. The change is noted for the server. */
export function deliveredUpTo(state: MessengerState, chatId: ChatId, seq: number): MessengerState {
  const chat = state.chats[chatId];
  if (chat === undefined || seq <= chat.delivered) return state;
  const changes = addChange(state.changes, chatId, { delivered: seq });
  return putChat({ ...state, changes }, { ...chat, delivered: seq });
}

export function addChats(state: MessengerState, chats: Chat[]): MessengerState {
  return adoptChats(state, chats);
}

export function addPresence(state: MessengerState, states: Presence[]): MessengerState {
  return {
    ...state,
    presence: { ...state.presence, ...Object.fromEntries(states.map((p) => [p.userId, p])) },
  };
}

/** Takes the account from an answer of the server, unless a newer version of it is known by now. */
export function setMe(state: MessengerState, me: Me): MessengerState {
  if (me.version < state.me.version) return state;
  // The version is the profile's alone.
  const { settings } = state.me;
  return addPeople({ ...state, me: { ...me, settings } }, [userOf(me)]);
}

/**
 * Takes the settings from an answer of the server. `asOf` is `meVersion` when they were asked for: an account that has come
 * since then has the settings, or newer ones of another device.
 */
export function setSettings(state: MessengerState, settings: Settings, asOf: number): MessengerState {
  return state.meVersion === asOf ? { ...state, me: { ...state.me, settings } } : state;
}

/** Ends the typing marks whose time is over. */
export function expireTyping(state: MessengerState, now: number): MessengerState {
  let typing = state.typing;
  for (const [chatId, marks] of Object.entries(typing)) {
    const live: [string, TypingMark][] = Object.entries(marks).filter(([, mark]) => mark.until > now);
    if (live.length === Object.keys(marks).length) continue;
    typing = live.length === 0 ? without(typing, chatId) : { ...typing, [chatId]: Object.fromEntries(live) };
  }
  return typing === state.typing ? state : { ...state, typing };
}

function putChat(state: MessengerState, chat: Chat): MessengerState {
  return { ...state, chats: { ...state.chats, [chat.id]: chat } };
}
