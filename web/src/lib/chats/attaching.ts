// What is to be sent besides a text: the composer's menu, its commands and the palette ask for it, and the composer of the
// chat shows the dialog that makes it.
import { Store, useStore } from '@/lib/store';
import type { ChatId } from '@/protocol/types';

export const ATTACHMENT_KINDS = ['poll', 'location', 'contact'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** `words` were written behind the command. */
export type Attaching = { kind: AttachmentKind; chatId: ChatId; words: string };

const attaching = new Store<Attaching | null>(null);

export function attach(kind: AttachmentKind, chatId: ChatId, words = ''): void {
  attaching.update(() => ({ kind, chatId, words }));
}

export function endAttaching(): void {
  attaching.update(() => null);
}

export function useAttaching(chatId: ChatId): Attaching | null {
  return useStore(attaching, (now) => (now?.chatId === chatId ? now : null));
}
