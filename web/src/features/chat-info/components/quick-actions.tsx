// The most common actions on a chat, at the top of its info.
import { Archive, ArchiveRestore, Bell, BellOff, type LucideIcon, Pin, PinOff, Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Menu, MenuItem } from '@/components/ui/overlays/menu';
import { mute, toggleArchive, togglePin, unmute } from '@/lib/chats/chat-actions';
import { isMuted } from '@/lib/chats/chat-state';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { go } from '@/lib/navigation/navigation';
import { serverNow } from '@/lib/time/server-clock';
import type { Chat } from '@/protocol/types';

export function QuickActions({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const { pinned, archived } = chat.state;
  return (
    <div className="mt-5 grid w-full max-w-84 grid-cols-[repeat(auto-fit,minmax(3.5rem,1fr))] gap-2">
      <Tile icon={Search} label={m.chats.quick.search} onClick={() => go({ right: 'search' })} />
      {isMuted(chat, serverNow()) ? (
        <Tile icon={Bell} label={m.chats.unmute} onClick={() => unmute(messenger, chat)} />
      ) : (
        <Menu align="start" trigger={<Tile icon={BellOff} label={m.chats.mute} />}>
          <MenuItem icon={BellOff} onSelect={() => mute(messenger, chat, 'hours')}>
            {m.chats.muteHours}
          </MenuItem>
          <MenuItem icon={BellOff} onSelect={() => mute(messenger, chat, 'week')}>
            {m.chats.muteWeek}
          </MenuItem>
          <MenuItem icon={BellOff} onSelect={() => mute(messenger, chat, 'always')}>
            {m.chats.muteAlways}
          </MenuItem>
        </Menu>
      )}
      {!archived && (
        <Tile
          icon={pinned ? PinOff : Pin}
          label={pinned ? m.chats.quick.unpin : m.chats.quick.pin}
          onClick={() => togglePin(messenger, chat)}
        />
      )}
      <Tile
        icon={archived ? ArchiveRestore : Archive}
        label={archived ? m.chats.quick.unarchive : m.chats.quick.archive}
        onClick={() => toggleArchive(messenger, chat)}
      />
    </div>
  );
}

function Tile({
  icon: Icon,
  label,
  ...rest
}: ComponentProps<'button'> & { icon: LucideIcon; label: string }) {
  return (
    <button
      type="button"
      {...rest}
      className="flex min-h-16 min-w-0 flex-col items-center justify-center gap-1.5 rounded-xl border border-line px-1 text-sm font-semibold text-accent-ink transition-colors hover:bg-hover aria-expanded:bg-hover"
    >
      <Icon size={20} aria-hidden="true" />
      <span className="max-w-full truncate">{label}</span>
    </button>
  );
}
