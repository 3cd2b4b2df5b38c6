// A request to show one message: a search or a quote makes it, and the timeline of the chat fulfils it.
import { Store, useStore } from '@/lib/store';
import type { ChatId } from '@/protocol/types';

export type Jump = {
  chatId: ChatId;
  seq: number;
  /** The message where one was, to come back to. */
  from?: number;
};

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
