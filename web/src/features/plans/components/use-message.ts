// A message of which a reminder knows only the id: from the chat if it is open, else from the history.
import { snippetOf } from '@/lib/chats/faces';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { shownMessage } from '@/lib/state/pending/overlay';
import { timelineOf } from '@/lib/state/tab';
import type { ChatId, MessageId } from '@/protocol/types';

/** What the message says in one line; empty while that is not known. */
export function useMessageWords({ chatId, id }: { chatId: ChatId; id: MessageId }): string {
  const messenger = useMessenger();
  const shown = useMessengerState((state) => timelineOf(state, chatId).messages.find((one) => one.id === id));
  const fetched = useResource(shown === undefined ? id : null, () => messenger.messageOf(chatId, id));
  const message = shown ?? fetched.data;
  const words = useMessengerState((state) =>
    message === undefined
      ? ''
      : snippetOf(shownMessage(message, state.messageChanges, state.me.id), state.people, state.me.id),
  );
  return message === undefined && fetched.failure === 'not_found' ? m.plans.gone : words;
}
