// Questions about a person's own state of a chat: is it muted, is there anything to read.
import { m } from '@/lib/i18n/messages';
import { whenToCome } from '@/lib/time/format';
import type { Chat, ChatId } from '@/protocol/types';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** The last moment that a date can name: a chat that is muted until then is muted for good. */
const FOREVER_MS = 8.64e15;

export type MuteLength = 'hours' | 'week' | 'always';

export function muteUntil(length: MuteLength, now: number): number {
  if (length === 'always') return FOREVER_MS;
  return now + (length === 'hours' ? 8 : 7 * 24) * HOUR_MS;
}

export function isMuted(chat: Chat, now: number): boolean {
  return (chat.state.mutedUntil ?? 0) > now;
}

/** How long a chat stays muted, in words. */
export function mutedFor(chat: Chat, now: number): string {
  const until = chat.state.mutedUntil ?? 0;
  return until - now > YEAR_MS ? m.chats.muteAlways : m.chats.mutedUntil(whenToCome(until, now));
}

/** It has unread messages, or the person marked it as unread. */
export function isUnread(chat: Chat): boolean {
  return chat.unread > 0 || chat.state.markedUnread;
}

/** How many messages are unread in chats that are neither archived nor muted. */
export function waitingCount(chats: Record<ChatId, Chat>, now: number): number {
  return Object.values(chats)
    .filter((chat) => !chat.state.archived && !isMuted(chat, now))
    .reduce((sum, chat) => sum + (chat.unread || Number(chat.state.markedUnread)), 0);
}
