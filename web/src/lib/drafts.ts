// Texts begun but not sent, per chat, for as long as the tab lives.
import { Store, useStore } from '@/lib/store';
import type { ChatId } from '@/protocol/types';

const drafts = new Store<Record<ChatId, string>>({});

export function draftOf(chatId: ChatId): string {
  return drafts.get()[chatId] ?? '';
}

export function keepDraft(chatId: ChatId, text: string): void {
  drafts.update((all) => ({ ...all, [chatId]: text }));
}

export function clearDrafts(): void {
  drafts.update(() => ({}));
}

/** The drafts of all chats but the one that is being written in, which would change with every key. */
export function useDraftsExcept(open: ChatId | null): Record<ChatId, string> {
  return useStore(drafts, (all) => Object.fromEntries(Object.entries(all).filter(([id]) => id !== open)));
}
