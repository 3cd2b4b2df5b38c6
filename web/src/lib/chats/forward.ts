// Forwards messages by the outbox: the server copies each, and until then the copy shows what the message says here.
import type { Messenger } from '@/lib/messenger/messenger';
import { copyOf } from '@/lib/state/content';
import { timelineOf } from '@/lib/state/tab';
import { tidied } from '@/lib/text/tidy';
import { serverNow } from '@/lib/time/server-clock';
import type { ChatId, MessageId } from '@/protocol/types';

type Which = { chatId: ChatId; ids: MessageId[] };

/** A comment goes before them, as a message of its own. */
export function forward(messenger: Messenger, { chatId, ids }: Which, to: ChatId[], comment: string): void {
  const { messages } = timelineOf(messenger.store.get(), chatId);
  const copies = messages.flatMap((message) => {
    const copy = ids.includes(message.id) ? copyOf(message, serverNow()) : null;
    return copy === null ? [] : [{ id: message.id, copy }];
  });
  const text = tidied(comment);
  for (const target of to) {
    if (text !== '') messenger.send(target, { kind: 'text', text });
    for (const { id, copy } of copies) messenger.send(target, { forwardOf: { chatId, id } }, copy);
  }
}
