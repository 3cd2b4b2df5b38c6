// Applies the server's events to the state: pure, idempotent, in any order.
// Law: old state + the events == state fetched afresh.

import type {
  Chat,
  ChatHead,
  ChatId,
  ChatPin,
  ChatRemoved,
  ChatStateNow,
  LocationMoved,
  Message,
  MeUpdated,
  Presence,
  Receipt,
  ReminderChange,
  ScheduledChange,
  TypingEvent,
  User,
  UserId,
  Vote,
} from '@/protocol/types';
import { isTakenBack } from '../content';
import { advance, cursorAt, hasGap } from '../cursor';
import { withChanges } from '../pending/chat-changes';
import { remove } from '../pending/outbox';
import { addPlan, reminderAsOf, scheduledAsOf } from '../plans';
import { following } from '../quotes';
import { newsAfter } from '../reaction-news';
import { TYPING_TTL_MS, userOf } from '../shared';
import type { MessengerState } from '../state';
import { timelineOf } from '../tab';
import { insert, mentionsMe, newestOf, requote } from '../timeline';
import { addStar, dropUnseen, hide, isUnseen } from './marks';
import { addPeople } from './people';
import { withTimeline } from './tab';
import { countsAsUnread, upToMost } from './unread';

export type ServerEvent =
  | { type: 'message:new'; message: Message }
  | { type: 'message:updated'; message: Message }
  | { type: 'chat:head'; now: ChatHead }
  | { type: 'location'; moved: LocationMoved }
  | { type: 'receipt'; receipt: Receipt }
  | { type: 'typing'; typing: TypingEvent }
  | { type: 'presence'; presence: Presence }
  | { type: 'chat:new'; chat: Chat }
  | { type: 'chat:updated'; chat: Chat }
  | { type: 'chat:removed'; removed: ChatRemoved }
  | { type: 'me:updated'; update: MeUpdated }
  | { type: 'user:updated'; user: User };

export function applyEvent(state: MessengerState, event: ServerEvent, now: number): MessengerState {
  switch (event.type) {
    case 'message:new':
      return applyMessage(state, event.message, true);
    case 'message:updated':
      return noteReaction(state, applyMessage(state, event.message, true), event.message);
    case 'chat:head':
      return applyHead(state, event.now);
    case 'location':
      return applyMoved(state, event.moved);
    case 'receipt':
      return applyReceipt(seenUser(state, event.receipt.userVersion), event.receipt);
    case 'typing':
      return applyTyping(state, event.typing, now);
    case 'presence':
      return { ...state, presence: { ...state.presence, [event.presence.userId]: event.presence } };
    case 'chat:new':
    case 'chat:updated':
      return adoptChat(seenUser(state, event.chat.userVersion), event.chat);
    case 'chat:removed':
      return forgetChat(seenUser(state, event.removed.userVersion), event.removed.chatId);
    case 'me:updated': {
      const { me, chat, vote, star, hidden, scheduled, reminder, userVersion } = event.update;
      const next = seenUser(state, userVersion);
      if (vote !== undefined) return addVote(next, vote, userVersion);
      if (star !== undefined) return addStar(next, star, userVersion);
      // The chat without these messages comes after it.
      if (hidden !== undefined) return hide(next, hidden, false);
      if (scheduled !== undefined) return addScheduled(next, scheduled, userVersion);
      if (reminder !== undefined) return addReminder(next, reminder, userVersion);
      if (chat !== undefined) return applyChatState(next, chat, userVersion);
      // A newer change, which contains this one, came first.
      if (me === undefined || userVersion <= state.meVersion) return next;
      return addPeople({ ...next, me, meVersion: userVersion }, [userOf(me)]);
    }
    case 'user:updated':
      return addPeople(state, [event.user]);
  }
}

/** The chat's pins, the last pinned first, when one of its messages is as it is now. */
function pinsAfter({ pins }: Chat, { id, seq, pinned }: Message): ChatPin[] {
  // The database has chats from before there were pins.
  const others = (pins ?? []).filter((pin) => pin.id !== id);
  if (pinned === undefined) return others;
  return [...others, { id, seq, ...pinned }].sort((a, b) => b.at - a.at || b.seq - a.seq);
}

/** Whether versions show that events are missing, which only a sync can bring. */
export function hasGaps(state: MessengerState): boolean {
  if (hasGap(state.user)) return true;
  return Object.values(state.chats).some((chat) => chat.head > (state.cursors[chat.id]?.at ?? 0));
}

function noteReaction(before: MessengerState, state: MessengerState, message: Message): MessengerState {
  const { chatId } = message;
  const chat = state.chats[chatId];
  if (chat === undefined || isUnseen(state, chat, message)) return state;
  const known = [...timelineOf(before, chatId).messages, before.chats[chatId]?.lastMessage].find(
    (one) => one?.id === message.id,
  );
  const was = state.tab.reacted[chatId];
  const now = newsAfter(was, known, message, chat.lastMessage?.seq ?? 0, state.me.id);
  if (now === was) return state;
  const others = without(state.tab.reacted, chatId);
  return {
    ...state,
    tab: { ...state.tab, reacted: now === undefined ? others : { ...others, [chatId]: now } },
  };
}

/** A message in its present state. `counts` is false in a sync, where the chat of the same page counts it already. */
export function applyMessage(state: MessengerState, message: Message, counts: boolean): MessengerState {
  const chat = state.chats[message.chatId];
  const cursor = state.cursors[message.chatId];
  // A chat not yet known comes whole, with chat:new or the sync.
  if (chat === undefined || cursor === undefined) return state;
  if (isUnseen(state, chat, message)) return applyUnseen(state, chat, message);

  const unread =
    counts &&
    !isTakenBack(message) &&
    message.seq > chat.head &&
    countsAsUnread(message, chat.read, state.me.id);
  const last = chat.lastMessage;
  const isLast =
    last === undefined ||
    message.seq > last.seq ||
    (message.id === last.id && message.version > last.version);

  const next: Chat = {
    ...chat,
    head: Math.max(chat.head, message.version),
    unread: upToMost(chat.unread + (unread ? 1 : 0)),
    mentions: upToMost(chat.mentions + (unread && mentionsMe(message, state.me.id) ? 1 : 0)),
    ...(isLast ? { lastMessage: message } : {}),
  };
  if (next.lastMessage !== undefined) next.lastMessage = following(next.lastMessage, message);
  const timeline = insert(timelineOf(state, chat.id), message, message.seq > cursor.at);
  if (isLast && isTakenBack(message)) {
    // The chat as it is without the message comes next.
    const before = newestOf(timeline).at(-1);
    if (before === undefined) delete next.lastMessage;
    else next.lastMessage = before;
  }
  if (message.version > chat.head) next.pins = pinsAfter(chat, message);
  const isNew = message.version === message.seq;
  return {
    ...(isNew ? stopTyping(state, chat.id, message.senderId) : state),
    chats: { ...state.chats, [chat.id]: next },
    cursors: { ...state.cursors, [chat.id]: advance(cursor, message.version) },
    tab: withTimeline(state, chat.id, timeline),
    // The event may come before the acknowledgement, or in place of one that was lost.
    outbox: message.senderId === state.me.id ? remove(state.outbox, message.id) : state.outbox,
  };
}

/** Of a message that this person sees no more, only the quotes in others and the version matter. */
function applyUnseen(state: MessengerState, chat: Chat, message: Message): MessengerState {
  const moved = applyHead(state, { chatId: chat.id, head: message.version });
  const { [chat.id]: next = chat } = moved.chats;
  const last = next.lastMessage;
  const quoted = last === undefined ? next : { ...next, lastMessage: following(last, message) };
  return {
    ...moved,
    chats: { ...moved.chats, [chat.id]: quoted },
    tab: withTimeline(moved, chat.id, requote(timelineOf(moved, chat.id), message)),
    outbox: message.senderId === state.me.id ? remove(state.outbox, message.id) : state.outbox,
  };
}

/** Between two places that the server stores. The next `message:updated` replaces it. */
function applyMoved(state: MessengerState, moved: LocationMoved): MessengerState {
  const timeline = timelineOf(state, moved.chatId);
  const messages = timeline.messages.map((message) =>
    message.id === moved.id ? movedTo(message, moved) : message,
  );
  return { ...state, tab: withTimeline(state, moved.chatId, { ...timeline, messages }) };
}

function movedTo(message: Message, { latitude, longitude, accuracy, at }: LocationMoved): Message {
  if (message.kind !== 'location' || message.location?.live === undefined) return message;
  const { accuracy: _, ...rest } = message.location;
  const live = { ...message.location.live, updatedAt: at };
  return {
    ...message,
    location: { ...rest, latitude, longitude, live, ...(accuracy === undefined ? {} : { accuracy }) },
  };
}

/** A message that this person may not see was changed. */
function applyHead(state: MessengerState, { chatId, head }: ChatHead): MessengerState {
  const chat = state.chats[chatId];
  const cursor = state.cursors[chatId];
  if (chat === undefined || cursor === undefined) return state;
  return {
    ...state,
    chats: { ...state.chats, [chatId]: { ...chat, head: Math.max(chat.head, head) } },
    cursors: { ...state.cursors, [chatId]: advance(cursor, head) },
  };
}

export function adoptChat(state: MessengerState, incoming: Chat): MessengerState {
  return adoptChats(state, [incoming]);
}

/** Replaces local chats by the server's, but keeps what this device has learned or done since the server's copy. */
export function adoptChats(state: MessengerState, incoming: Chat[]): MessengerState {
  // Copied once: a person may be in thousands of chats.
  const chats = { ...state.chats };
  const cursors = { ...state.cursors };
  for (const one of incoming) {
    cursors[one.id] ??= cursorAt(one.head);
    const local = chats[one.id];
    chats[one.id] = withChanges(state.changes, local === undefined ? one : merge(state, local, one));
  }
  // What was deleted or cleared here may still be in what the server had.
  return incoming.reduce((next, { id }) => dropUnseen(next, id), { ...state, chats, cursors });
}

export function forgetChat(state: MessengerState, chatId: ChatId): MessengerState {
  return {
    ...state,
    chats: without(state.chats, chatId),
    cursors: without(state.cursors, chatId),
    tab: { ...state.tab, timelines: without(state.tab.timelines, chatId) },
    typing: without(state.typing, chatId),
    votes: notOf(state.votes, (vote) => vote.chatId === chatId),
    stars: notOf(state.stars, (star) => star.chatId === chatId),
    hidden: notOf(state.hidden, (one) => one === chatId),
    outbox: state.outbox.filter((pending) => pending.message.chatId !== chatId),
    changes: without(state.changes, chatId),
    messageChanges: state.messageChanges.filter((change) => change.chatId !== chatId),
  };
}

/** What one chose, here or on another device. Of two choices in a poll the later one holds. */
export function addVote(state: MessengerState, vote: Vote, asOf: number): MessengerState {
  if ((state.votes[vote.id]?.asOf ?? -1) > asOf) return state;
  return { ...state, votes: { ...state.votes, [vote.id]: { ...vote, asOf } } };
}

export function addScheduled(state: MessengerState, change: ScheduledChange, asOf: number): MessengerState {
  const scheduled = addPlan(state.scheduled, scheduledAsOf(change, asOf));
  // The answer to the message may come after this, or be lost.
  return { ...state, scheduled, outbox: remove(state.outbox, change.id) };
}

export function addReminder(state: MessengerState, change: ReminderChange, asOf: number): MessengerState {
  return { ...state, reminders: addPlan(state.reminders, reminderAsOf(change, asOf)) };
}

function applyChatState(state: MessengerState, now: ChatStateNow, userVersion: number): MessengerState {
  const chat = state.chats[now.id];
  // A newer change, which contains this one, came first.
  if (chat === undefined || userVersion <= chat.userVersion) return state;
  const next = withChanges(state.changes, { ...chat, state: now.state, userVersion });
  return dropUnseen({ ...state, chats: { ...state.chats, [chat.id]: next } }, chat.id);
}

function notOf<T>(record: Record<string, T>, isGone: (value: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isGone(value)));
}

export function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  const { [key]: _, ...rest } = record;
  return rest;
}

function merge(state: MessengerState, local: Chat, incoming: Chat): Chat {
  const chat = { ...incoming };
  const newest = newestOf(timelineOf(state, incoming.id));
  if (local.head > incoming.head) {
    // The snapshot was taken before messages that have arrived since.
    const since = newest.filter((m) => m.seq > incoming.head);
    const unread = since.filter((m) => countsAsUnread(m, incoming.read, state.me.id));
    chat.head = local.head;
    chat.pins = local.pins;
    chat.unread = upToMost(chat.unread + unread.length);
    chat.mentions = upToMost(chat.mentions + unread.filter((m) => mentionsMe(m, state.me.id)).length);
    if (local.lastMessage !== undefined) chat.lastMessage = local.lastMessage;
  }
  if (local.userVersion > incoming.userVersion) {
    // The snapshot was taken before the chat's state was changed.
    chat.userVersion = local.userVersion;
    chat.state = local.state;
  }
  chat.delivered = Math.max(local.delivered, incoming.delivered);
  if (local.read > incoming.read) {
    // Read here a moment ago; the server does not know it yet.
    chat.read = local.read;
    chat.unread = Math.min(local.unread, chat.unread);
    chat.mentions = Math.min(local.mentions, chat.mentions);
    chat.state = { ...chat.state, markedUnread: local.state.markedUnread && chat.state.markedUnread };
  }
  return chat;
}

function applyReceipt(state: MessengerState, receipt: Receipt): MessengerState {
  const chat = state.chats[receipt.chatId];
  if (chat === undefined) return state;
  const next = { ...chat };
  if (receipt.userId === state.me.id) {
    next.delivered = Math.max(chat.delivered, receipt.delivered);
    next.userVersion = Math.max(chat.userVersion, receipt.userVersion);
    // Messages that this device has read beyond the receipt do not become unread again.
    if (receipt.read >= chat.read) {
      next.read = receipt.read;
      next.unread = receipt.unread ?? chat.unread;
      next.mentions = receipt.mentions ?? chat.mentions;
      const { markedUnread } = receipt;
      if (markedUnread !== undefined && receipt.userVersion > chat.userVersion) {
        next.state = withChanges(state.changes, { ...chat, state: { ...chat.state, markedUnread } }).state;
      }
    }
  }
  if (chat.members !== undefined) {
    // A person who hides reads sees none, even when the receipt was sent before the setting changed.
    const read = state.me.settings.readReceipts ? receipt.read : 0;
    next.members = chat.members.map((member) =>
      member.userId === receipt.userId
        ? {
            ...member,
            delivered: Math.max(member.delivered, receipt.delivered),
            read: Math.max(member.read, read),
          }
        : member,
    );
  }
  return { ...state, chats: { ...state.chats, [chat.id]: next } };
}

function applyTyping(state: MessengerState, { chatId, userId, activity }: TypingEvent, now: number) {
  if (userId === state.me.id) return state;
  if (activity === null) return stopTyping(state, chatId, userId);
  const marks = { ...state.typing[chatId], [userId]: { activity, until: now + TYPING_TTL_MS } };
  return { ...state, typing: { ...state.typing, [chatId]: marks } };
}

function stopTyping(state: MessengerState, chatId: ChatId, userId: UserId): MessengerState {
  const marks = state.typing[chatId];
  if (marks?.[userId] === undefined) return state;
  const rest = without(marks, userId);
  const typing =
    Object.keys(rest).length === 0 ? without(state.typing, chatId) : { ...state.typing, [chatId]: rest };
  return { ...state, typing };
}

function seenUser(state: MessengerState, userVersion: number): MessengerState {
  const user = advance(state.user, userVersion);
  return user === state.user ? state : { ...state, user };
}
