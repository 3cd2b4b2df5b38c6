// Every change of the state that tabs share, as data: events of the server, and actions of this person. A tab applies
// an operation to its own state and passes it on to the other tabs; the leading one writes it to the database. Pure;
// applying an operation twice does no harm.

import type { FailureCode } from '@/lib/http/api-error';
import type {
  Chat,
  ChatId,
  ChatStatePatch,
  ErrorInfo,
  Me,
  Message,
  MessageId,
  MeUpdated,
  Presence,
  SendMessage,
  Settings,
  SyncPage,
  User,
  UserId,
} from '@/protocol/types';
import { addScheduled, addVote, adoptChat, applyEvent, applyMessage, type ServerEvent } from './apply/event';
import {
  acknowledged,
  addChats,
  addPresence,
  changeChat,
  deliveredUpTo,
  type Passed,
  readUpTo,
  setMe,
  setSettings,
} from './apply/local';
import { hide } from './apply/marks';
import { addPeople } from './apply/people';
import { applySyncPage } from './apply/sync';
import { systemOf } from './content';
import { type ChatChange, settleChange } from './pending/chat-changes';
import {
  addChanges,
  type ChangeAnswer,
  isAnswered,
  type PendingChange,
  sent,
  taken,
  takenBack,
  unseen,
} from './pending/message-changes';
import { add, type Blame, lose, type Pending, refuse, remove, retry } from './pending/outbox';
import type { MessengerState } from './state';
import type { SyncStep } from './sync-run';

export type Op =
  | { type: 'event'; event: ServerEvent; now: number }
  | { type: 'synced'; page: SyncPage; step: SyncStep }
  // Own messages
  | { type: 'written'; pending: Pending }
  | { type: 'acknowledged'; message: Message }
  /** The server keeps it, to send it later. */
  | { type: 'scheduled'; message: SendMessage; userVersion: number }
  | { type: 'refused'; id: MessageId; error: ErrorInfo }
  /** It went out and no answer came. */
  | { type: 'lost'; id: MessageId; blame: Blame }
  | { type: 'retried'; id: MessageId }
  /** The person cancelled or deleted it. If the server has stored it after all, its event brings it back as a message. */
  | { type: 'discarded'; id: MessageId }
  // What one does with chats
  | { type: 'changed'; chatId: ChatId; patch: ChatStatePatch }
  | { type: 'read'; chatId: ChatId; seq: number; passed: Passed }
  | { type: 'delivered'; chatId: ChatId; seq: number }
  // What one does with messages
  | { type: 'message changed'; change: PendingChange }
  /** Votes go out: from here on the polls may have them. */
  | { type: 'change sent'; answers: ChangeAnswer[] }
  | { type: 'change taken'; answers: ChangeAnswer[]; version: number }
  /** The server has taken marks for this person alone. */
  | { type: 'marked'; answers: ChangeAnswer[]; marks: Omit<MeUpdated, 'userVersion'>[]; userVersion: number }
  | { type: 'change refused'; answers: ChangeAnswer[]; code: FailureCode }
  /** The server has taken the change; or it refused it for good, and `chat` is the chat as the server has it. */
  | { type: 'settled'; chatId: ChatId; sent: ChatChange; chat: Chat | null }
  // What requests brought
  | { type: 'chats'; chats: Chat[] }
  /** The newest message that is left in a chat whose last one has disappeared. */
  | { type: 'last'; message: Message }
  | { type: 'me'; me: Me }
  | { type: 'settings'; settings: Settings; asOf: number }
  | { type: 'people'; users: User[] }
  | { type: 'presence'; states: Presence[] };

export function applyOp(state: MessengerState, op: Op): MessengerState {
  const next = applied(state, op);
  const left = unseen(next.messageChanges, (chatId) => next.cursors[chatId]?.at, next.ready);
  return left === next.messageChanges ? next : { ...next, messageChanges: left };
}

function applied(state: MessengerState, op: Op): MessengerState {
  switch (op.type) {
    case 'event':
      return applyEvent(state, op.event, op.now);
    case 'synced':
      return applySyncPage(state, op.page, op.step);
    case 'written':
      return { ...state, outbox: add(state.outbox, op.pending) };
    case 'acknowledged':
      return acknowledged(state, op.message);
    case 'scheduled':
      return addScheduled(state, { id: op.message.id, message: op.message }, op.userVersion);
    case 'refused':
      return { ...state, outbox: refuse(state.outbox, op.id, op.error) };
    case 'lost':
      return { ...state, outbox: lose(state.outbox, op.id, op.blame) };
    case 'retried':
      return { ...state, outbox: retry(state.outbox, op.id) };
    case 'discarded':
      return {
        ...state,
        outbox: remove(state.outbox, op.id),
        messageChanges: state.messageChanges.filter(({ id }) => id !== op.id),
      };
    case 'changed':
      return changeChat(state, op.chatId, op.patch);
    case 'read':
      return readUpTo(state, op.chatId, op.seq, op.passed);
    case 'delivered':
      return deliveredUpTo(state, op.chatId, op.seq);
    case 'message changed': {
      const { chatId, id, type } = op.change;
      const changed = { ...state, messageChanges: addChanges(state.messageChanges, op.change) };
      // Nobody refuses it: the message is gone at once.
      return type === 'hide' ? hide(changed, { chatId, ids: [id] }, true) : changed;
    }
    case 'change sent':
      return noteSent(state, op.answers);
    case 'change taken': {
      const next = takeVotes(state, op.answers);
      return { ...next, messageChanges: taken(next.messageChanges, op.answers, op.version) };
    }
    case 'marked': {
      const { answers, marks, userVersion } = op;
      const messageChanges = takenBack(state.messageChanges, answers);
      const update = (next: MessengerState, mark: (typeof marks)[number]) =>
        applyEvent(next, { type: 'me:updated', update: { ...mark, userVersion } }, 0);
      return marks.reduce(update, { ...state, messageChanges });
    }
    case 'change refused':
      return { ...state, messageChanges: takenBack(state.messageChanges, op.answers) };
    case 'settled':
      return settle(state, op.chatId, op.sent, op.chat);
    case 'chats':
      return addChats(state, op.chats);
    case 'last':
      return applyMessage(state, op.message, false);
    case 'me':
      return setMe(state, op.me);
    case 'settings':
      return setSettings(state, op.settings, op.asOf);
    case 'people':
      return addPeople(state, op.users);
    case 'presence':
      return addPresence(state, op.states);
  }
}

/** The messages that the operation brings, in their present state. */
export function messagesOf(op: Op): Message[] {
  if (op.type === 'synced') return op.page.messages;
  if (op.type === 'acknowledged') return [op.message];
  if (op.type !== 'event') return [];
  const { event } = op;
  return event.type === 'message:new' || event.type === 'message:updated' ? [event.message] : [];
}

/** People known before with whom this person now shares a chat. The server did not report what they changed meanwhile. */
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

/** The chats that the operation removes, before it adds what it brings. */
export function forgottenIn(op: Op): ChatId[] {
  if (op.type === 'synced') return op.page.removed;
  return op.type === 'event' && op.event.type === 'chat:removed' ? [op.event.removed.chatId] : [];
}

function noteSent(state: MessengerState, answers: ChangeAnswer[]): MessengerState {
  const chatId = state.messageChanges.find((one) => isAnswered(one, answers))?.chatId;
  if (chatId === undefined) return state;
  const since = state.cursors[chatId]?.at ?? 0;
  const asOf = (id: MessageId) => state.votes[id]?.asOf ?? 0;
  return { ...state, messageChanges: sent(state.messageChanges, answers, since, asOf) };
}

/** Votes that the server has taken. When it has told of another vote since then, that one is as new, or newer. */
function takeVotes(state: MessengerState, answers: ChangeAnswer[]): MessengerState {
  return state.messageChanges.reduce((next, one) => {
    if (one.type !== 'vote' || !isAnswered(one, answers)) return next;
    const asOf = next.votes[one.id]?.asOf ?? 0;
    if (asOf !== (one.asOf ?? 0)) return next;
    return addVote(next, { chatId: one.chatId, id: one.id, options: one.options }, asOf);
  }, state);
}

function settle(state: MessengerState, chatId: ChatId, sent: ChatChange, chat: Chat | null): MessengerState {
  const settled = { ...state, changes: settleChange(state.changes, chatId, sent) };
  return chat === null || settled.chats[chatId] === undefined ? settled : adoptChat(settled, chat);
}
