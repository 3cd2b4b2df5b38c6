// What messages are to this person alone: those with a star, those deleted for oneself, and those of a cleared chat. Pure.

import type { Chat, Hidden, Message, Star } from '@/protocol/types';
import type { MessengerState } from '../state';
import { type Timeline, timelineOf } from '../tab';
import { newestOf } from '../timeline';
import { withoutMessages } from './expiry';
import { withTimeline } from './tab';

/** Of two changes of a star the later one holds. */
export function addStar(state: MessengerState, star: Star, asOf: number): MessengerState {
  if ((state.stars[star.id]?.asOf ?? -1) > asOf) return state;
  return { ...state, stars: { ...state.stars, [star.id]: { ...star, asOf } } };
}

/**
 * The messages are gone for this person, for good, with all that is still to come about them. `counts` is false where the
 * server's counts are without them.
 */
export function hide(state: MessengerState, { chatId, ids }: Hidden, counts: boolean): MessengerState {
  const hidden = { ...state.hidden };
  const stars = { ...state.stars };
  for (const id of ids) {
    hidden[id] = chatId;
    delete stars[id];
  }
  return dropUnseen({ ...state, hidden, stars }, chatId, counts);
}

/** Whether this person sees the message no more. */
export function isUnseen({ hidden }: Pick<MessengerState, 'hidden'>, chat: Chat, message: Which): boolean {
  return hidden[message.id] !== undefined || message.seq <= (chat.state.cleared ?? 0);
}

type Which = Pick<Message, 'id' | 'seq'>;

/** Drops from a chat and its timeline what this person sees no more; itself when that is nothing. */
export function dropUnseen(state: MessengerState, chatId: string, counts = false): MessengerState {
  const chat = state.chats[chatId];
  const hasNone = Object.keys(state.hidden).length === 0;
  if (chat === undefined || (hasNone && chat.state.cleared === undefined)) return state;
  const isGone = (message: Which) => isUnseen(state, chat, message);
  const timeline = timelineOf(state, chatId);
  const { messages, tail } = timeline;
  const last = chat.lastMessage === undefined ? [] : [chat.lastMessage];
  const gone = [...messages, ...tail, ...last].filter(isGone);
  // The database has chats from before there were pins.
  if (gone.length === 0 && !(chat.pins ?? []).some(isGone)) return state;
  const kept = without(timeline, isGone);
  const newest = last.some(isGone) ? newestOf(kept).at(-1) : chat.lastMessage;
  const counted = counts ? [...new Map(gone.map((one) => [one.id, one])).values()] : [];
  const left = withoutMessages(chat, counted, newest, state.me.id);
  const pins = left.pins.filter((pin) => !isGone(pin));
  // Of a chat that is cleared to its end nothing is left to read, whatever this device had of it.
  const isEmpty = (chat.state.cleared ?? 0) >= chat.head;
  const next = { ...left, pins, ...(isEmpty ? { unread: 0, mentions: 0 } : {}) };
  return { ...state, chats: { ...state.chats, [chatId]: next }, tab: withTimeline(state, chatId, kept) };
}

function without(timeline: Timeline, isGone: (message: Message) => boolean): Timeline {
  const keep = (messages: Message[]) => messages.filter((message) => !isGone(message));
  const { messages, tail, changed } = timeline;
  return {
    ...timeline,
    messages: keep(messages),
    tail: keep(tail),
    changed: changed === null ? null : keep(changed),
  };
}
