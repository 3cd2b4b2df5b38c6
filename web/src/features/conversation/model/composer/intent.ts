// The purpose of the composer's text: an answer to a message, or the new text of a message. One at a time, of one chat.
import { Store, useStore } from '@/lib/store';
import type { ChatId, MessageId, MessageKind, UserId } from '@/protocol/types';

export type Intent = {
  kind: 'reply' | 'edit';
  chatId: ChatId;
  id: MessageId;
  senderId: UserId;
  /** What kind of message it is. */
  of: MessageKind;
  /** The text of the message. */
  text: string;
  /** The text of the edit so far. An answer is written in the draft of the chat. */
  words: string;
};

const intent = new Store<Intent | null>(null);

type Which = Pick<Intent, 'chatId' | 'id' | 'senderId' | 'text'> & { kind: MessageKind };

export function intend(kind: Intent['kind'], message: Which): void {
  const { chatId, id, senderId, kind: of, text } = message;
  intent.update(() => ({ kind, chatId, id, senderId, of, text, words: text }));
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
