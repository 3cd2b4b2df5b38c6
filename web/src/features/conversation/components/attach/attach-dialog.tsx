// The dialog that makes what is to be sent besides a text. Each is fetched when it is first wanted.
import { type ComponentType, Suspense } from 'react';
import { type AttachmentKind, endAttaching, useAttaching } from '@/lib/chats/attaching';
import { share } from '@/lib/chats/live-location';
import { offerUndo } from '@/lib/chats/undo';
import { serverInfo } from '@/lib/http/server-info';
import { useResource } from '@/lib/http/use-resource';
import { lazily } from '@/lib/lazily';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import type { Said } from '@/lib/state/content';
import type { Chat } from '@/protocol/types';
import type { AttachProps } from '../../model/attach/attach-props';
import { endIntent, useIntent } from '../../model/composer/intent';

const touch = window.matchMedia('(pointer: coarse)');

const PollDialog = lazily(async () => (await import('./poll-dialog')).PollDialog);

const LocationDialog = lazily(async () => (await import('./location-dialog')).LocationDialog);
const ContactDialog = lazily(
  async () => (await import('./contact-dialog')).ContactDialog,
  'members',
  'people',
);

const DIALOGS: Record<AttachmentKind, ComponentType<AttachProps>> = {
  poll: PollDialog,
  location: LocationDialog,
  contact: ContactDialog,
};

export function AttachDialog({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const attaching = useAttaching(chat.id);
  const intent = useIntent(chat.id);
  const undoMs = useResource('server', serverInfo).data?.limits.undoMs ?? 0;
  if (attaching === null) return null;
  const Shown = DIALOGS[attaching.kind];

  function close() {
    endAttaching();
    // On a phone the keyboard would jump up.
    if (!touch.matches) requestAnimationFrame(() => document.getElementById(COMPOSER_ID)?.focus());
  }

  function send(all: Said[]) {
    const answers = intent?.kind === 'reply' ? { replyTo: intent.id } : {};
    for (const said of all) {
      const id = messenger.send(chat.id, { ...said, ...answers });
      offerUndo({ chatId: chat.id, id }, undoMs);
      const until = said.location?.live?.until;
      if (until !== undefined) share({ chatId: chat.id, id, until, meId: messenger.store.get().me.id });
    }
    if (intent?.kind === 'reply') endIntent();
    close();
  }

  return (
    <Suspense>
      <Shown words={attaching.words} onSend={send} onClose={close} />
    </Suspense>
  );
}
