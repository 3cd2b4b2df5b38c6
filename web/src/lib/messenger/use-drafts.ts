// What components show of the drafts.
import { useStore } from '@/lib/store';
import type { ChatId } from '@/protocol/types';
import { useMessenger, useMessengerState } from './use-messenger';

/** The text begun in a chat; empty when there is none. */
export function useDraft(chatId: ChatId): string {
  const typed = useStore(useMessenger().drafts.live, (live) => live[chatId]?.text);
  const kept = useMessengerState((state) => state.chats[chatId]?.state.draft ?? '');
  return typed ?? kept;
}
