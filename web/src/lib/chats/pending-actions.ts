// Actions on an own message that has not reached the server.

import type { Messenger } from '@/lib/messenger/messenger';
import type { MessageId } from '@/protocol/types';

/** Moves its text back into the draft of its chat, before the text that was begun there since. */
export function editAgain(messenger: Messenger, id: MessageId): void {
  const { outbox, chats } = messenger.store.get();
  const pending = outbox.find(({ message }) => message.id === id);
  if (pending === undefined) return;
  const { chatId, text = '' } = pending.message;
  const begun = messenger.drafts.live.get()[chatId]?.text ?? chats[chatId]?.state.draft ?? '';
  messenger.setDraft(chatId, begun === '' ? text : `${text}\n${begun}`);
  messenger.discard(id);
}
