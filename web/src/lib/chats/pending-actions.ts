// What one does with a message of one's own that has not arrived at the server.

import type { Messenger } from '@/lib/messenger/messenger';
import type { MessageId } from '@/protocol/types';

/** Takes it back into what is being written in its chat, before anything that was begun there since. */
export function editAgain(messenger: Messenger, id: MessageId): void {
  const { outbox, chats } = messenger.store.get();
  const pending = outbox.find(({ message }) => message.id === id);
  if (pending === undefined) return;
  const { chatId, text = '' } = pending.message;
  const begun = messenger.drafts.live.get()[chatId]?.text ?? chats[chatId]?.state.draft ?? '';
  messenger.setDraft(chatId, begun === '' ? text : `${text}\n${begun}`);
  messenger.discard(id);
}
