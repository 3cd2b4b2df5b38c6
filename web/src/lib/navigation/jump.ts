// A wish to see one message, said by a search and fulfilled by the timeline of its chat.
import { Store, useStore } from '@/lib/store';
import type { ChatId } from '@/protocol/types';

export type Jump = { chatId: ChatId; seq: number };

const jump = new Store<Jump | null>(null);

export function jumpTo(to: Jump): void {
  jump.update(() => ({ ...to }));
}

export function jumpDone(): void {
  jump.update(() => null);
}

export function useJump(chatId: ChatId): Jump | null {
  return useStore(jump, (wish) => (wish?.chatId === chatId ? wish : null));
}
