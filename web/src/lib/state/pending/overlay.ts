// What the screens show: the server's state with this person's pending changes over it. Pure.
import type { Chat, ChatPin, Message, MessageId, UserId } from '@/protocol/types';
import { isTakenBack } from '../content';
import { following } from '../quotes';
import type { SharedState } from '../shared';
import { changedBy, type PendingChange, pinOf } from './message-changes';

/** The messages of a chat, without those that are being taken back; themselves when nothing about them is pending. */
export function shownMessages(messages: Message[], changes: PendingChange[], meId: UserId): Message[] {
  const mine = changes.filter(({ chatId }) => chatId === messages[0]?.chatId);
  if (mine.length === 0) return messages;
  const changed = new Map<string, Message>();
  for (const message of messages) {
    const now = shownMessage(message, mine, meId);
    if (now !== message) changed.set(now.id, now);
  }
  if (changed.size === 0) return messages;
  return messages.flatMap((message) => {
    const now = changed.get(message.id) ?? message;
    if (isTakenBack(now)) return [];
    const quoted = now.replyTo === undefined ? undefined : changed.get(now.replyTo.id);
    return [quoted === undefined ? now : following(now, quoted)];
  });
}

export function shownMessage(message: Message, changes: PendingChange[], meId: UserId): Message {
  return changes
    .filter(({ id }) => id === message.id)
    .reduce((now, change) => changedBy(now, change, meId), message);
}

/** Whether the message has this person's star. */
export function isStarred(
  { stars, messageChanges }: Pick<SharedState, 'stars' | 'messageChanges'>,
  id: MessageId,
): boolean {
  const pending = messageChanges.findLast((change) => change.id === id && change.type === 'star');
  return pending?.type === 'star' ? pending.on : (stars[id]?.on ?? false);
}

/** The chat's pins, the last pinned first. */
export function shownPins(chat: Chat, changes: PendingChange[], meId: UserId): ChatPin[] {
  // The database has chats from before there were pins.
  return changes.reduce((pins, change) => {
    if (change.chatId !== chat.id || (change.type !== 'pin' && change.type !== 'delete')) return pins;
    const others = pins.filter(({ id }) => id !== change.id);
    if (change.type === 'delete' || !change.on) return others.length === pins.length ? pins : others;
    return [{ id: change.id, seq: change.seq, ...pinOf(change, meId) }, ...others];
  }, chat.pins ?? []);
}
