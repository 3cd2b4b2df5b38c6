// The messages that are selected in the chat on screen, to be copied, forwarded or deleted together. There is no selection while
// it is null.
import type { ShownMessage } from '@/components/messaging/content/content';
import { m } from '@/lib/i18n/messages';
import { Store, shallowEqual, useStore } from '@/lib/store';
import { clockTime, dayOf, shortTime } from '@/lib/time/format';
import type { MessageId, User, UserId } from '@/protocol/types';

export type Picked = Pick<ShownMessage, 'id' | 'chatId' | 'seq' | 'senderId' | 'text' | 'at' | 'deleted'>;

/** What copying tells of a message. */
export type Said = Pick<Picked, 'senderId' | 'text' | 'at'>;

const selection = new Store<Picked[] | null>(null);

export function startSelection(first: Picked): void {
  selection.update(() => [first]);
}

/** When the last message is taken out, the selection ends. */
export function togglePicked(message: Picked): void {
  selection.update((picked) => {
    if (picked === null) return picked;
    const others = picked.filter(({ id }) => id !== message.id);
    const next = others.length < picked.length ? others : [...picked, message];
    return next.length === 0 ? null : next;
  });
}

/** A selected message has arrived, was edited, or was deleted. */
export function followPicked(message: Picked): void {
  selection.update((picked) => {
    const isNews = picked?.some((one) => one.id === message.id && !shallowEqual(one, message));
    if (picked === null || isNews !== true) return picked;
    return picked.map((one) => (one.id === message.id ? message : one));
  });
}

export function endSelection(): void {
  selection.update(() => null);
}

export function useSelection(): Picked[] | null {
  return useStore(selection, (picked) => picked);
}

/** Whether this message is selected; null while nothing is being selected. */
export function useIsPicked(id: MessageId): boolean | null {
  return useStore(selection, (picked) => picked?.some((one) => one.id === id) ?? null);
}

/** Why these messages cannot be forwarded together; null when they can. */
export function forwardBar(picked: Picked[]): string | null {
  if (picked.some(({ deleted }) => deleted)) return m.contents.forward.deleted;
  return picked.some(({ seq }) => seq === null) ? m.contents.forward.unsent : null;
}

/** The messages as text: one alone as it was written, several with sender and time, in the order they were written. */
export function transcript(picked: Said[], people: Record<UserId, User>, now: number): string {
  const inOrder = [...picked].sort((a, b) => a.at - b.at);
  if (inOrder.length === 1) return inOrder[0]?.text ?? '';
  const isToday = inOrder.every(({ at }) => dayOf(at) === dayOf(now));
  return inOrder
    .map(({ senderId, text, at }) => {
      const when = isToday ? clockTime(at) : shortTime(at);
      return m.messages.said(people[senderId]?.name ?? m.common.someone, when) + text;
    })
    .join('\n');
}
