// Clearing a chat, or deleting it, for oneself. Its menu and the palette ask for it; a dialog asks the person first.
import type { Messenger } from '@/lib/messenger/messenger';
import { goHome } from '@/lib/navigation/navigation';
import { Store, useStore } from '@/lib/store';
import type { Chat, ChatId } from '@/protocol/types';

export type Clearing = { chatId: ChatId; how: 'clear' | 'delete' };

const clearing = new Store<Clearing | null>(null);

export function askToClear(chatId: ChatId, how: Clearing['how']): void {
  clearing.update(() => ({ chatId, how }));
}

export function endClearing(): void {
  clearing.update(() => null);
}

export function useClearing(): Clearing | null {
  return useStore(clearing, (now) => now);
}

export function clearChat(messenger: Messenger, { id, head }: Chat): void {
  messenger.setChatState(id, { cleared: head, unlisted: false });
}

export function deleteChat(messenger: Messenger, { id, head }: Chat, isOpen: boolean): void {
  messenger.setDraft(id, '');
  const state = { pinned: false, archived: false, markedUnread: false, draft: null };
  messenger.setChatState(id, { ...state, cleared: head, unlisted: true });
  if (isOpen) goHome();
}
