// What can be done with a chat, as entries of a menu.
import {
  Infinity as Always,
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  CalendarDays,
  Clock8,
  Eraser,
  Info,
  MailCheck,
  MailOpen,
  Pin,
  PinOff,
  Trash2,
} from 'lucide-react';
import { mute, toggleArchive, togglePin, toggleRead, unmute } from '@/lib/chats/chat-actions';
import { isMuted, isUnread } from '@/lib/chats/chat-state';
import { askToClear } from '@/lib/chats/clearing';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { go } from '@/lib/navigation/navigation';
import { serverNow } from '@/lib/time/server-clock';
import type { Chat } from '@/protocol/types';
import { MenuItem, MenuLine, SubMenu } from '../ui/overlays/menu';

export function ChatMenuItems({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const { pinned, archived } = chat.state;
  const unread = isUnread(chat);
  return (
    <>
      <MenuItem icon={unread ? MailOpen : MailCheck} onSelect={() => toggleRead(messenger, chat)}>
        {unread ? m.chats.markRead : m.chats.markUnread}
      </MenuItem>
      {!archived && (
        <MenuItem icon={pinned ? PinOff : Pin} onSelect={() => togglePin(messenger, chat)}>
          {pinned ? m.chats.unpin : m.chats.pin}
        </MenuItem>
      )}
      {isMuted(chat, serverNow()) ? (
        <MenuItem icon={Bell} onSelect={() => unmute(messenger, chat)}>
          {m.chats.unmute}
        </MenuItem>
      ) : (
        <SubMenu icon={BellOff} label={m.chats.mute}>
          <MenuItem icon={Clock8} onSelect={() => mute(messenger, chat, 'hours')}>
            {m.chats.muteHours}
          </MenuItem>
          <MenuItem icon={CalendarDays} onSelect={() => mute(messenger, chat, 'week')}>
            {m.chats.muteWeek}
          </MenuItem>
          <MenuItem icon={Always} onSelect={() => mute(messenger, chat, 'always')}>
            {m.chats.muteAlways}
          </MenuItem>
        </SubMenu>
      )}
      <MenuItem icon={archived ? ArchiveRestore : Archive} onSelect={() => toggleArchive(messenger, chat)}>
        {archived ? m.chats.unarchive : m.chats.archive}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={Info} onSelect={() => go({ chatId: chat.id, right: 'info' })}>
        {m.chats.openInfo}
      </MenuItem>
      <MenuItem icon={Eraser} onSelect={() => askToClear(chat.id, 'clear')}>
        {m.lasting.clear}
      </MenuItem>
      <MenuItem icon={Trash2} danger onSelect={() => askToClear(chat.id, 'delete')}>
        {m.lasting.deleteChat}
      </MenuItem>
    </>
  );
}
