// What this device itself does to the state before, or without, the server telling: acknowledgements, reading, pages fetched.
import type {
  Chat,
  ChatId,
  Me,
  Message,
  MessagePage,
  MessageSent,
  Presence,
  SendMessage,
  User,
} from '@/protocol/types';
import { adoptChat, applyMessage, without } from './apply-event';
import { patched } from './chat-changes';
import { EMPTY_TIMELINE, type MessengerState, type TypingMark, userOf } from './state';
import { countFromOthers, mentionsMe, prepend } from './timeline';

/** An own message was stored: from now on it is a message like any other, under the same id. */
export function acknowledged(state: MessengerState, sent: SendMessage, ack: MessageSent): MessengerState {
  const message: Message = {
    id: sent.id,
    chatId: sent.chatId,
    seq: ack.seq,
    version: ack.version,
    senderId: state.me.id,
    kind: 'text',
    reactions: [],
    sentAt: ack.sentAt,
    ...(sent.text === undefined ? {} : { text: sent.text }),
    ...(sent.mentions === undefined ? {} : { mentions: sent.mentions }),
  };
  return applyMessage(state, message, true);
}

/** The person has seen everything up to `seq`. */
export function readUpTo(state: MessengerState, chatId: ChatId, seq: number): MessengerState {
  const chat = state.chats[chatId];
  if (chat === undefined || seq <= chat.read) return state;
  const messages = state.timelines[chatId]?.messages ?? [];
  const left = Math.min(chat.unread, countFromOthers(messages, seq, state.me.id));
  const mentions = Math.min(
    chat.mentions,
    messages.filter((m) => m.seq > seq && mentionsMe(m, state.me.id)).length,
  );
  const delivered = Math.max(chat.delivered, seq);
  const { [chatId]: change, ...others } = state.changes;
  // Reading takes the mark back, here and on the server, also one that is still on its way there.
  const changes =
    change?.markedUnread === true
      ? { ...others, [chatId]: { ...change, markedUnread: false } }
      : state.changes;
  const chatState = patched(chat.state, { markedUnread: false });
  return putChat(
    { ...state, changes },
    { ...chat, delivered, read: seq, unread: left, mentions, state: chatState },
  );
}

export function deliveredUpTo(state: MessengerState, chatId: ChatId, seq: number): MessengerState {
  const chat = state.chats[chatId];
  if (chat === undefined || seq <= chat.delivered) return state;
  return putChat(state, { ...chat, delivered: seq });
}

export function addHistory(state: MessengerState, chatId: ChatId, page: MessagePage): MessengerState {
  if (state.chats[chatId] === undefined) return state;
  const timeline = prepend(state.timelines[chatId] ?? EMPTY_TIMELINE, page.messages, page.more);
  return { ...state, timelines: { ...state.timelines, [chatId]: timeline } };
}

export function addChats(state: MessengerState, chats: Chat[]): MessengerState {
  return chats.reduce(adoptChat, state);
}

export function addPeople(state: MessengerState, users: User[]): MessengerState {
  if (users.length === 0) return state;
  return { ...state, people: { ...state.people, ...Object.fromEntries(users.map((u) => [u.id, u])) } };
}

export function addPresence(state: MessengerState, states: Presence[]): MessengerState {
  return {
    ...state,
    presence: { ...state.presence, ...Object.fromEntries(states.map((p) => [p.userId, p])) },
  };
}

export function setMe(state: MessengerState, me: Me): MessengerState {
  return { ...state, me, people: { ...state.people, [me.id]: userOf(me) } };
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
