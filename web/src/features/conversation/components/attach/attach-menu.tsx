// The button beside the field: everything that can be sent besides a text.
import { Plus } from 'lucide-react';
import { ATTACHMENTS } from '@/components/messaging/attachments';
import { IconButton } from '@/components/ui/controls/icon-button';
import { Menu, MenuItem } from '@/components/ui/overlays/menu';
import { attach } from '@/lib/chats/attaching';
import { m } from '@/lib/i18n/messages';
import type { ChatId } from '@/protocol/types';

export function AttachMenu({ chatId }: { chatId: ChatId }) {
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
    </Menu>
  );
}
