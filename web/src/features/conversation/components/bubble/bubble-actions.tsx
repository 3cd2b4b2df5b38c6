// The menu of one message, fetched when it is first wanted.
import { CircleCheck, Copy, Info, Pencil, RotateCw, Trash2 } from 'lucide-react';
import { ContextMenu, MenuItem } from '@/components/ui/overlays/menu';
import type { Point } from '@/components/ui/overlays/press-menu';
import { editAgain } from '@/lib/chats/pending-actions';
import { m } from '@/lib/i18n/messages';
import { copyText } from '@/lib/input/clipboard';
import type { Messenger } from '@/lib/messenger/messenger';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import { go } from '@/lib/navigation/navigation';
import { showToast } from '@/lib/toasts';
import type { Standing } from '../../model/bubble/bubble-view';
import { type Picked, startSelection } from '../../model/selection/selection';

type Props = {
  message: Picked;
  standing: Standing;
  at: Point;
  returnTo: HTMLElement | null;
  onClose: () => void;
};

export function BubbleActions({ message, standing, at, returnTo, onClose }: Props) {
  const { hasInfo, pending } = standing;
  const messenger = useMessenger();
  return (
    <ContextMenu label={m.messages.actions} at={at} returnTo={returnTo} onClose={onClose}>
      <MenuItem icon={Copy} onSelect={() => void copy(message.text)}>
        {m.messages.copyText}
      </MenuItem>
      <MenuItem icon={CircleCheck} onSelect={() => startSelection(message)}>
        {m.messages.select}
      </MenuItem>
      {hasInfo && (
        <MenuItem icon={Info} onSelect={() => go({ right: `message.${message.id}` })}>
          {m.messages.messageInfo}
        </MenuItem>
      )}
      {pending === 'failed' && (
        <>
          <MenuItem icon={RotateCw} onSelect={() => messenger.retry(message.id)}>
            {m.messages.tryAgain}
          </MenuItem>
          <MenuItem icon={Pencil} onSelect={() => edit(messenger, message.id)}>
            {m.messages.editAgain}
          </MenuItem>
        </>
      )}
      {pending !== null && (
        <MenuItem icon={Trash2} danger onSelect={() => messenger.discard(message.id)}>
          {pending === 'failed' ? m.messages.delete : m.messages.cancelSending}
        </MenuItem>
      )}
    </ContextMenu>
  );
}

function edit(messenger: Messenger, id: string): void {
  editAgain(messenger, id);
  document.getElementById(COMPOSER_ID)?.focus();
}

async function copy(text: string): Promise<void> {
  const done = await copyText(text);
  showToast({
    key: 'copied',
    kind: done ? 'done' : 'error',
    text: done ? m.messages.copied(1) : m.messages.copyFailed,
  });
}
