// Which messages have just arrived, from one state to the next. Pure.
import { isMuted } from '@/lib/chats/chat-state';
import type { MessengerState } from '@/lib/state/state';
import { isFromOther } from '@/lib/state/timeline';
import type { Chat, ChatId, Message } from '@/protocol/types';

export type Arrival = { chat: Chat; message: Message };

/** Older messages are no news: a sync after a long time announces none of them. */
const FRESH_MS = 120_000;

type Chats = Record<ChatId, Chat>;

/** The newest message of each chat with a new message from somebody else, unless the chat is muted or archived. */
export function arrivals(before: Chats, { chats, me }: MessengerState, now: number): Arrival[] {
  if (before === chats) return [];
  return Object.values(chats).flatMap((chat) => {
    const message = chat.lastMessage;
    const known = before[chat.id];
    if (message === undefined || known === chat) return [];
    if (message.seq <= (known?.lastMessage?.seq ?? 0) || message.seq <= chat.read) return [];
    const fresh = now - message.sentAt < FRESH_MS;
    const quiet = isMuted(chat, now) || chat.state.archived;
    if (message.silent) return [];
    return fresh && !quiet && isFromOther(message, me.id) ? [{ chat, message }] : [];
  });
}
