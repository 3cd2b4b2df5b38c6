// What several panes show of a chat.

import { m } from '@/lib/i18n/messages';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import type { Chat, ChatId, User, UserId } from '@/protocol/types';
import { type Face, faceOf, shortName } from './faces';

export function useChat(chatId: ChatId): Chat | undefined {
  return useMessengerState((state) => state.chats[chatId]);
}

export function useFace(chat: Chat): Face {
  return useMessengerState((state) => faceOf(chat, state.people, state.me.id));
}

export function usePeople(): Record<UserId, User> {
  return useMessengerState((state) => state.people);
}

export function useMeId(): UserId {
  return useMessengerState((state) => state.me.id);
}

/** Who is typing, as a sentence; null when nobody is. In a direct chat the name goes without saying. */
export function useTypingText(chat: Chat): string | null {
  return useMessengerState((state) => {
    const ids = Object.keys(state.typing[chat.id] ?? {});
    if (ids.length === 0) return null;
    if (chat.kind === 'direct') return m.presence.typing;
    const names = ids.map((id) => shortName(state.people[id]));
    if (ids.length === 1) return m.presence.isTyping(names[0] ?? '');
    return ids.length <= 3 ? m.presence.areTyping(names) : m.presence.manyTyping;
  });
}
