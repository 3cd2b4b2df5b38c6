// The button beside the field: everything that can be sent besides a text, or at another time.
import { CalendarClock, Plus } from 'lucide-react';
import { ATTACHMENTS } from '@/components/messaging/attachments';
import { IconButton } from '@/components/ui/controls/icon-button';
import { Menu, MenuItem, MenuLine } from '@/components/ui/overlays/menu';
import { attach } from '@/lib/chats/attaching';
import { m } from '@/lib/i18n/messages';
import type { ChatId } from '@/protocol/types';

type Props = { chatId: ChatId; onLater: () => void };

export function AttachMenu({ chatId, onLater }: Props) {
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={m.contents.attach}>
          <Plus size={22} />
        </IconButton>
      }
    >
      {ATTACHMENTS.map(({ kind, icon, name }) => (
        <MenuItem key={kind} icon={icon} onSelect={() => attach(kind, chatId)}>
          {name()}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={CalendarClock} onSelect={onLater}>
        {m.contents.sendLater}
      </MenuItem>
    </Menu>
  );
}
