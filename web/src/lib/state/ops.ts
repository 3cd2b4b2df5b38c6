// Everything that can happen to the state, as data: what the server tells and what this person does. One tab does it to
// its own state and tells the others, so that all of them are in step; the leading one writes it to the database.
// Pure, and harmless when done twice.

import type {
  Chat,
  ChatId,
  ChatStatePatch,
  ErrorInfo,
  Me,
  Message,
  MessageId,
  Presence,
  SyncPage,
  User,
  UserId,
} from '@/protocol/types';
import { adoptChat, applyEvent, type ServerEvent } from './apply/event';
import {
  acknowledged,
  addChats,
  addPresence,
  changeChat,
  deliveredUpTo,
  type Passed,
  readUpTo,
  setMe,
} from './apply/local';
import { addPeople } from './apply/people';
import { applySyncPage } from './apply/sync';
import { type ChatChange, settleChange } from './chat-changes';
import { systemOf } from './content';
import { add, type Blame, lose, type Pending, refuse, remove, retry } from './outbox';
import type { MessengerState } from './state';
import type { SyncStep } from './sync-run';

export type Op =
  | { type: 'event'; event: ServerEvent; now: number }
  | { type: 'synced'; page: SyncPage; step: SyncStep }
  // Own messages
  | { type: 'written'; pending: Pending }
  | { type: 'acknowledged'; message: Message }
  | { type: 'refused'; id: MessageId; error: ErrorInfo }
  /** It went out and no answer came. */
  | { type: 'lost'; id: MessageId; blame: Blame }
  | { type: 'retried'; id: MessageId }
  /** Withdrawn, or given up. One that the server has stored after all is a message like any other when it tells of it. */
  | { type: 'discarded'; id: MessageId }
  // What one does with chats
  | { type: 'changed'; chatId: ChatId; patch: ChatStatePatch }
  | { type: 'read'; chatId: ChatId; seq: number; passed: Passed }
  | { type: 'delivered'; chatId: ChatId; seq: number }
  /** The server has taken it, or refused it for good: then `chat` is how it has the chat. */
  | { type: 'settled'; chatId: ChatId; sent: ChatChange; chat: Chat | null }
  // What requests brought
  | { type: 'chats'; chats: Chat[] }
  | { type: 'me'; me: Me }
  | { type: 'people'; users: User[] }
  | { type: 'presence'; states: Presence[] };

export function applyOp(state: MessengerState, op: Op): MessengerState {
  switch (op.type) {
    case 'event':
      return applyEvent(state, op.event, op.now);
    case 'synced':
      return applySyncPage(state, op.page, op.step);
    case 'written':
      return { ...state, outbox: add(state.outbox, op.pending) };
    case 'acknowledged':
      return acknowledged(state, op.message);
    case 'refused':
      return { ...state, outbox: refuse(state.outbox, op.id, op.error) };
    case 'lost':
      return { ...state, outbox: lose(state.outbox, op.id, op.blame) };
    case 'retried':
      return { ...state, outbox: retry(state.outbox, op.id) };
    case 'discarded':
      return { ...state, outbox: remove(state.outbox, op.id) };
    case 'changed':
      return changeChat(state, op.chatId, op.patch);
    case 'read':
      return readUpTo(state, op.chatId, op.seq, op.passed);
    case 'delivered':
      return deliveredUpTo(state, op.chatId, op.seq);
    case 'settled':
      return settle(state, op.chatId, op.sent, op.chat);
    case 'chats':
      return addChats(state, op.chats);
    case 'me':
      return setMe(state, op.me);
    case 'people':
      return addPeople(state, op.users);
    case 'presence':
      return addPresence(state, op.states);
  }
}

/** The messages it brings in, in their present state. */
export function messagesOf(op: Op): Message[] {
  if (op.type === 'synced') return op.page.messages;
  if (op.type === 'acknowledged') return [op.message];
  if (op.type !== 'event') return [];
  const { event } = op;
  return event.type === 'message:new' || event.type === 'message:updated' ? [event.message] : [];
}

/** Whom one has come to share a chat with, and knew before: what changed of them meanwhile was told to others only. */
export function metIn(op: Op, before: MessengerState): UserId[] {
  const chats = chatsOf(op).filter(
    ({ id }) => before.chats[id] === undefined || forgottenIn(op).includes(id),
  );
  const added = messagesOf(op).flatMap((message) => {
    const system = systemOf(message);
    return system?.type === 'members_added' ? system.userIds : [];
  });
  const ids = [...chats.flatMap(({ members = [] }) => members.map(({ userId }) => userId)), ...added];
  return ids.filter((id) => before.people[id] !== undefined && id !== before.me.id);
}

function chatsOf(op: Op): Chat[] {
  if (op.type === 'synced') return op.page.chats;
  return op.type === 'event' && op.event.type === 'chat:new' ? [op.event.chat] : [];
}

/** The chats of which everything is to be forgotten, before what the same operation brings. */
export function forgottenIn(op: Op): ChatId[] {
  if (op.type === 'synced') return op.page.removed;
  return op.type === 'event' && op.event.type === 'chat:removed' ? [op.event.removed.chatId] : [];
}

function settle(state: MessengerState, chatId: ChatId, sent: ChatChange, chat: Chat | null): MessengerState {
  const settled = { ...state, changes: settleChange(state.changes, chatId, sent) };
  return chat === null || settled.chats[chatId] === undefined ? settled : adoptChat(settled, chat);
}
