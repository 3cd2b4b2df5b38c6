// Forgets messages that have disappeared: the server deletes each at its `expiresAt` and tells nobody. Pure.

import type { Chat, Message } from '@/protocol/types';
import type { MessengerState } from '../state';
import { type Timeline, timelineOf } from '../tab';
import { mentionsMe, newestOf } from '../timeline';
import { countsAsUnread } from './unread';

export function isOver({ expiresAt }: { expiresAt?: number }, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}

/** The messages that have not disappeared, with the quotes that have not; itself when there is nothing to forget. */
export function lasting(messages: Message[], now: number): Message[] {
  const isTouched = (one: Message) => isOver(one, now) || isOver(one.replyTo ?? {}, now);
  if (!messages.some(isTouched)) return messages;
  return messages.filter((one) => !isOver(one, now)).map((one) => withoutOldQuote(one, now));
}

/** The chat without the messages that are gone. `left` are the newest of those that stay. */
export function withoutGone(chat: Chat, gone: Message[], left: Message[], now: number, meId: string): Chat {
  const last = chat.lastMessage;
  const isLastGone = last !== undefined && isOver(last, now);
  const newest = isLastGone ? left.at(-1) : last;
  return withoutMessages(chat, gone, newest && withoutOldQuote(newest, now), meId);
}

/** The chat without these messages, where `newest` is the newest one that is left. */
export function withoutMessages(
  chat: Chat,
  gone: Message[],
  newest: Message | undefined,
  meId: string,
): Chat {
  const unread = gone.filter((one) => countsAsUnread(one, chat.read, meId));
  const ids = new Set(gone.map(({ id }) => id));
  const { lastMessage: _, ...rest } = chat;
  return {
    ...rest,
    unread: Math.max(0, chat.unread - unread.length),
    mentions: Math.max(0, chat.mentions - unread.filter((one) => mentionsMe(one, meId)).length),
    // The database has chats from before there were pins.
    pins: (chat.pins ?? []).filter(({ id }) => !ids.has(id)),
    ...(newest === undefined ? {} : { lastMessage: newest }),
  };
}

/** The state without everything that has disappeared by `now`; itself when that is nothing. */
export function expire(state: MessengerState, now: number): MessengerState {
  const timelines = { ...state.tab.timelines };
  const chats = { ...state.chats };
  let isSame = true;
  for (const chat of Object.values(state.chats)) {
    const timeline = timelineOf(state, chat.id);
    const kept = expireTimeline(timeline, now);
    const last = chat.lastMessage;
    const isLastTouched = last !== undefined && (isOver(last, now) || isOver(last.replyTo ?? {}, now));
    if (kept === timeline && !isLastTouched) continue;
    isSame = false;
    if (kept !== timeline) timelines[chat.id] = kept;
    const gone = new Map<string, Message>();
    for (const one of [...timeline.messages, ...timeline.tail, ...(last === undefined ? [] : [last])])
      if (isOver(one, now)) gone.set(one.id, one);
    chats[chat.id] = withoutGone(chat, [...gone.values()], newestOf(kept), now, state.me.id);
  }
  return isSame ? state : { ...state, chats, tab: { ...state.tab, timelines } };
}

/** When the next message or quote in the state disappears; infinity when none does. */
export function nextExpiry({ chats, tab }: MessengerState): number {
  let next = Number.POSITIVE_INFINITY;
  const note = ({ expiresAt, replyTo }: Message) => {
    next = Math.min(next, expiresAt ?? next, replyTo?.expiresAt ?? next);
  };
  for (const { lastMessage } of Object.values(chats)) if (lastMessage !== undefined) note(lastMessage);
  for (const { messages, tail } of Object.values(tab.timelines)) {
    messages.forEach(note);
    tail.forEach(note);
  }
  return next;
}

function expireTimeline(timeline: Timeline, now: number): Timeline {
  const messages = lasting(timeline.messages, now);
  const tail = lasting(timeline.tail, now);
  const changed = timeline.changed === null ? null : lasting(timeline.changed, now);
  const isSame = messages === timeline.messages && tail === timeline.tail && changed === timeline.changed;
  return isSame ? timeline : { ...timeline, messages, tail, changed };
}

function withoutOldQuote(message: Message, now: number): Message {
  if (message.replyTo === undefined || !isOver(message.replyTo, now)) return message;
  const { replyTo: _, ...rest } = message;
  return rest;
}
