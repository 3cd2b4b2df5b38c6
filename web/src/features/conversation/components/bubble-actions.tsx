// The menu of one message, fetched when it is first wanted.
import { CircleCheck, Copy, Info } from 'lucide-react';
import { ContextMenu, MenuItem } from '@/components/ui/menu';
import type { Point } from '@/components/ui/press-menu';
import { copyText } from '@/lib/clipboard';
import { m } from '@/lib/i18n/messages';
import { go } from '@/lib/navigation/navigation';
import { showToast } from '@/lib/toasts';
import { type Picked, startSelection } from '../model/selection';

type Props = {
  message: Picked;
  hasInfo: boolean;
  at: Point;
  returnTo: HTMLElement | null;
  onClose: () => void;
};

export function BubbleActions({ message, hasInfo, at, returnTo, onClose }: Props) {
  return (
    <ContextMenu label={m.chat.actions} at={at} returnTo={returnTo} onClose={onClose}>
      <MenuItem icon={Copy} onSelect={() => void copy(message.text)}>
        {m.chat.copyText}
      </MenuItem>
      <MenuItem icon={CircleCheck} onSelect={() => startSelection(message)}>
        {m.chat.select}
      </MenuItem>
      {hasInfo && (
        <MenuItem icon={Info} onSelect={() => go({ right: `message.${message.id}` })}>
          {m.chat.messageInfo}
        </MenuItem>
      )}
    </ContextMenu>
  );
}

async function copy(text: string): Promise<void> {
  const done = await copyText(text);
  showToast({
    key: 'copied',
    kind: done ? 'done' : 'error',
    text: done ? m.chat.copied(1) : m.chat.copyFailed,
  });
}
