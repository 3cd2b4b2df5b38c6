// The purpose of the composer's text: an answer to a message, or the new text of a message. One at a time, of one chat.
import { Store, useStore } from '@/lib/store';
import type { ChatId, MessageId, UserId } from '@/protocol/types';

export type Intent = {
  kind: 'reply' | 'edit';
  chatId: ChatId;
  id: MessageId;
  senderId: UserId;
  /** The text of the message. */
  text: string;
  /** The text of the edit so far. An answer is written in the draft of the chat. */
  words: string;
};

const intent = new Store<Intent | null>(null);

export function intend(kind: Intent['kind'], message: Omit<Intent, 'kind' | 'words'>): void {
  const { chatId, id, senderId, text } = message;
  intent.update(() => ({ kind, chatId, id, senderId, text, words: text }));
}

/** Continues an edit that the server did not take. */
export function resume(edit: Intent): void {
  intent.update((now) => now ?? edit);
}

/** Stores the text of an edit. */
export function setWords(words: string): void {
  intent.update((now) => (now === null ? now : { ...now, words }));
}

export function endIntent(): void {
  intent.update(() => null);
}

export function useIntent(chatId: ChatId): Intent | null {
  return useStore(intent, (now) => (now?.chatId === chatId ? now : null));
}
