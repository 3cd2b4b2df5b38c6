// Taking back what one sent a moment ago. Until the server has a message it is only withdrawn; from then on it is deleted for
// everybody, and leaves a trace only if somebody has read it by then.
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { timelineOf } from '@/lib/state/tab';
import { Store, useStore } from '@/lib/store';
import { showToast } from '@/lib/toasts';
import type { ChatId, MessageId } from '@/protocol/types';

export type Sent = { chatId: ChatId; id: MessageId };

/** For so long a withdrawn message may still turn out to have reached the server. */
const FOLLOWED_MS = 60_000;

/** What was sent here lately, the last at the end. */
const sent = new Store<Sent[]>([]);

/** A message was written: for `undoMs` it can be taken back. */
export function offerUndo(which: Sent, undoMs: number): void {
  if (undoMs <= 0) return;
  sent.update((all) => [...all, which]);
  setTimeout(() => withdrawOffer(which.id), undoMs);
}

/** The last message of the chat that can be taken back; undefined when there is none. */
export function lastSent(chatId: ChatId): Sent | undefined {
  return sent.get().findLast((one) => one.chatId === chatId);
}

export function useLastSent(chatId: ChatId): MessageId | null {
  return useStore(sent, (all) => all.findLast((one) => one.chatId === chatId)?.id ?? null);
}

/** Whether it is the last message that can be taken back: only that one offers it. */
export function useIsLastSent(id: MessageId): boolean {
  return useStore(sent, (all) => all.at(-1)?.id === id);
}

type Way = Pick<Messenger, 'store' | 'discard' | 'changeMessage'>;

export function takeBack(messenger: Way, which: Sent): void {
  withdrawOffer(which.id);
  const isUnsent = messenger.store.get().outbox.some(({ message }) => message.id === which.id);
  if (isUnsent) messenger.discard(which.id);
  else messenger.changeMessage(which, { type: 'delete', undo: true });
  follow(messenger, which, isUnsent);
}

function withdrawOffer(id: MessageId): void {
  sent.update((all) => (all.some((one) => one.id === id) ? all.filter((one) => one.id !== id) : all));
}

/** Deletes a withdrawn message that got out all the same, and tells when a message left a trace. */
function follow(messenger: Way, { chatId, id }: Sent, isWithdrawn: boolean): void {
  let mayGetOut = isWithdrawn;
  const look = () => {
    const { messages } = timelineOf(messenger.store.get(), chatId);
    const message = messages.find((one) => one.id === id);
    if (message === undefined) return;
    if (message.deleted !== undefined) {
      stop();
      clearTimeout(timer);
      showToast({ key: 'undo', kind: 'error', text: m.messages.undoneTooLate });
    } else if (mayGetOut) {
      mayGetOut = false;
      messenger.changeMessage({ chatId, id }, { type: 'delete', undo: true });
    }
  };
  const stop = messenger.store.subscribe(look);
  const timer = setTimeout(stop, FOLLOWED_MS);
}
