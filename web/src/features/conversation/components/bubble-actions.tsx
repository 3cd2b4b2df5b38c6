// The menu of one message, fetched when it is first wanted.
import { Copy, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuItem } from '@/components/ui/menu';
import { m } from '@/lib/i18n/messages';

type Props = {
  text: string;
  onInfo: (() => void) | null;
  align: 'start' | 'end';
  trigger: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function BubbleActions({ text, onInfo, ...menu }: Props) {
  return (
    <Menu {...menu}>
      <MenuItem icon={Copy} onSelect={() => void copy(text)}>
        {m.chat.copyText}
      </MenuItem>
      {onInfo !== null && (
        <MenuItem icon={Info} onSelect={onInfo}>
          {m.chat.messageInfo}
        </MenuItem>
      )}
    </Menu>
  );
}

async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  // The clipboard needs a secure context; a server on a home network over plain HTTP has none.
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
