// Withdrawing a message that is to be sent later, while it is still in the outbox.
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { showToast } from '@/lib/toasts';
import type { MessageId } from '@/protocol/types';

/** For so long a withdrawn message may still turn out to have reached the server. */
const FOLLOWED_MS = 60_000;

export type Way = Pick<Messenger, 'store' | 'discard'> & { keeper: Pick<Messenger['keeper'], 'request'> };

/** Takes it out of the outbox. If it got out all the same, the server is told to send it no more. */
export function withdraw(messenger: Way, id: MessageId): void {
  messenger.discard(id);
  const stop = messenger.store.subscribe(() => {
    if (messenger.store.get().scheduled[id]?.now === undefined) return;
    stop();
    clearTimeout(timer);
    messenger.keeper.request('DELETE', `me/scheduled/${id}`).catch((error: unknown) => {
      showToast({ key: 'planned', kind: 'error', text: m.errors[failureCode(error)] });
    });
  });
  const timer = setTimeout(stop, FOLLOWED_MS);
}
