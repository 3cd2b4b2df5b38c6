// Takes back what was just sent in a chat. Its words return to the composer, if nothing has been begun there since.
import { type Sent, takeBack } from '@/lib/chats/undo';
import type { Messenger } from '@/lib/messenger/messenger';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import { textOf } from '@/lib/state/content';
import { timelineOf } from '@/lib/state/tab';
import type { MessageId } from '@/protocol/types';
import { intend } from './intent';

export function undoSend(messenger: Messenger, which: Sent): void {
  const { chatId } = which;
  const state = messenger.store.get();
  const { messages } = timelineOf(state, chatId);
  const pending = state.outbox.find(({ message }) => message.id === which.id)?.message;
  const arrived = messages.find(({ id }) => id === which.id);
  const text = pending?.text ?? (arrived?.kind === 'text' ? arrived.text : undefined);
  const answered = pending?.replyTo ?? arrived?.replyTo?.id;
  takeBack(messenger, which);
  const begun = messenger.drafts.live.get()[chatId]?.text ?? state.chats[chatId]?.state.draft ?? '';
  if (text !== undefined && begun === '') {
    messenger.setDraft(chatId, text);
    answer(answered);
  }
  document.getElementById(COMPOSER_ID)?.focus();

  function answer(id: MessageId | undefined) {
    const message = messages.find((one) => one.id === id);
    if (message !== undefined) intend('reply', { ...message, text: textOf(message) ?? '' });
  }
}
