// Which dialog about something that is to happen later is open: whatever opens it only says which, and the app shows it.
import type { Said } from '@/lib/state/content';
import type { MessengerState } from '@/lib/state/state';
import { timelineOf } from '@/lib/state/tab';
import { Store, useStore } from '@/lib/store';
import type { ChatId, Message, MessageId } from '@/protocol/types';

export type Planning =
  /** Write a message that is sent later. `onPlanned` is called when it is on its way. */
  | { kind: 'schedule'; chatId: ChatId; said: Said; onPlanned: () => void }
  /** Change one that is scheduled. */
  | { kind: 'change'; id: MessageId; over: Planning | null }
  | { kind: 'remind'; which: { chatId: ChatId; id: MessageId } }
  /** The scheduled messages of a chat. */
  | { kind: 'list'; chatId: ChatId };

const planning = new Store<Planning | null>(null);

export function plan(what: Planning): void {
  planning.update(() => what);
}

/** Closes the dialog, and shows the one from which it was opened. */
export function endPlanning(): void {
  planning.update((now) => (now?.kind === 'change' ? now.over : null));
}

/** Changes a scheduled message, and comes back to the dialog that is open now. */
export function planChange(id: MessageId): void {
  planning.update((now) => ({ kind: 'change', id, over: now?.kind === 'list' ? now : null }));
}

export function usePlanning(): Planning | null {
  return useStore(planning, (now) => now);
}

/** The newest message of a chat that one can be reminded of. */
export function lastMessageOf(state: MessengerState, chatId: ChatId): MessageId | undefined {
  const { messages, moreAfter } = timelineOf(state, chatId);
  const isFit = (one: Message | undefined) =>
    one !== undefined && one.kind !== 'system' && one.deleted === undefined;
  const last = state.chats[chatId]?.lastMessage;
  if (moreAfter) return isFit(last) ? last?.id : undefined;
  return messages.findLast(isFit)?.id ?? (isFit(last) ? last?.id : undefined);
}

/** Asks when to be reminded of a message: this one, or the newest of its chat. */
export function planReminder(state: MessengerState, chatId: ChatId, of?: MessageId): void {
  const id = of ?? lastMessageOf(state, chatId);
  if (id !== undefined) plan({ kind: 'remind', which: { chatId, id } });
}
