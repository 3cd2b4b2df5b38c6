// Forwards messages by the outbox: the server copies each, and until then the copy shows what the message says here.
import type { Messenger } from '@/lib/messenger/messenger';
import { type Copy, copyOf } from '@/lib/state/content';
import { shownMessages } from '@/lib/state/pending/overlay';
import { timelineOf } from '@/lib/state/tab';
import { tidied } from '@/lib/text/tidy';
import { serverNow } from '@/lib/time/server-clock';
import type { ChatId, Message, MessageId } from '@/protocol/types';

type Which = { chatId: ChatId; messages: { id: MessageId; seq: number }[] };

/**
 * In the order of their chat, after a comment that is a message of its own. Returns false, and sends nothing, when one of them
 * is not there any more. Rejects when one is not on this device and cannot be fetched.
 */
export async function forward(
  messenger: Messenger,
  { chatId, messages }: Which,
  to: ChatId[],
  comment: string,
): Promise<boolean> {
  const copies: { id: MessageId; copy: Copy }[] = [];
  for (const { id, seq } of [...messages].sort((a, b) => a.seq - b.seq)) {
    const message = await messageOf(messenger, chatId, id, seq);
    const copy = message === undefined ? null : copyOf(message, serverNow());
    if (copy === null) return false;
    copies.push({ id, copy });
  }
  const text = tidied(comment);
  for (const target of to) {
    if (text !== '') messenger.send(target, { kind: 'text', text });
    for (const { id, copy } of copies) messenger.send(target, { forwardOf: { chatId, id } }, copy);
  }
  return true;
}

async function messageOf(
  messenger: Messenger,
  chatId: ChatId,
  id: MessageId,
  seq: number,
): Promise<Message | undefined> {
  const { tab, messageChanges, me } = messenger.store.get();
  const known = timelineOf({ tab }, chatId).messages.find((one) => one.id === id);
  // The chat may have gone on to another part of its history since the message was selected.
  const found = known ?? (await messenger.messageAt(chatId, seq));
  return found === undefined ? undefined : shownMessages([found], messageChanges, me.id)[0];
}
