// The commands of the palette besides opening a chat: each also has a place or a key of its own elsewhere.
import {
  AlarmClock,
  Archive,
  ArchiveRestore,
  AtSign,
  Bell,
  BellOff,
  Bookmark,
  CalendarClock,
  CheckCheck,
  Eraser,
  HardDrive,
  Info,
  Keyboard,
  KeyRound,
  Languages,
  Lock,
  type LucideIcon,
  MailCheck,
  MailOpen,
  Monitor,
  MonitorSmartphone,
  Moon,
  Palette,
  Pin,
  PinOff,
  Search,
  Settings,
  SquarePen,
  Star,
  Sun,
  Trash2,
  UserRound,
  Users,
} from 'lucide-react';
import { ATTACHMENTS } from '@/components/messaging/attachments';
import { attach } from '@/lib/chats/attaching';
import { markAllRead, mute, toggleArchive, togglePin, toggleRead, unmute } from '@/lib/chats/chat-actions';
import { isMuted, isUnread } from '@/lib/chats/chat-state';
import { askToClear } from '@/lib/chats/clearing';
import { openDirect } from '@/lib/chats/open-chat';
import { plan, planReminder } from '@/lib/chats/plans/planning';
import { chooseLanguage, LANGUAGES, type Language } from '@/lib/i18n/language';
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { setChatFilter } from '@/lib/navigation/chat-filter';
import { close, go } from '@/lib/navigation/navigation';
import type { LeftPane } from '@/lib/navigation/route';
import { setAppearance } from '@/lib/theme/theme';
import { serverNow } from '@/lib/time/server-clock';
import type { Chat } from '@/protocol/types';

export type Command = { id: string; icon: LucideIcon; title: string; run: () => void | Promise<void> };

/** The available commands, with those of the chat on screen first. */
export function actions(messenger: Messenger, chat: Chat | undefined): Command[] {
  return [...(chat === undefined ? [] : chatCommands(messenger, chat)), ...generalCommands(messenger)];
}

function chatCommands(messenger: Messenger, chat: Chat): Command[] {
  const { pinned, archived } = chat.state;
  const unread = isUnread(chat);
  const muting: Command[] = isMuted(chat, serverNow())
    ? [{ id: 'unmute', icon: Bell, title: m.chats.unmute, run: () => unmute(messenger, chat) }]
    : (['hours', 'week', 'always'] as const).map((length) => ({
        id: `mute-${length}`,
        icon: BellOff,
        title: `${m.chats.mute}: ${{ hours: m.chats.muteHours, week: m.chats.muteWeek, always: m.chats.muteAlways }[length]}`,
        run: () => mute(messenger, chat, length),
      }));
  const attaching: Command[] = ATTACHMENTS.map(({ kind, icon, send }) => ({
    id: `send-${kind}`,
    icon,
    title: send(),
    run: () => attach(kind, chat.id),
  }));
  return [
    { id: 'search-here', icon: Search, title: m.palette.searchHere, run: () => go({ right: 'search' }) },
    { id: 'info', icon: Info, title: m.chats.openInfo, run: () => go({ right: 'info' }) },
    {
      id: 'pin',
      icon: pinned ? PinOff : Pin,
      title: pinned ? m.chats.unpin : m.chats.pin,
      run: () => togglePin(messenger, chat),
    },
    {
      id: 'archive',
      icon: archived ? ArchiveRestore : Archive,
      title: archived ? m.chats.unarchive : m.chats.archive,
      run: () => toggleArchive(messenger, chat),
    },
    {
      id: 'read',
      icon: unread ? MailOpen : MailCheck,
      title: unread ? m.chats.markRead : m.chats.markUnread,
      run: () => toggleRead(messenger, chat),
    },
    ...muting,
    ...attaching,
    {
      id: 'send-later',
      icon: CalendarClock,
      title: m.contents.sendLater,
      run: () => sendLater(messenger, chat),
    },
    {
      id: 'remind',
      icon: AlarmClock,
      title: m.palette.remindOfLast,
      run: () => planReminder(messenger.store.get(), chat.id),
    },
    { id: 'stars-here', icon: Star, title: m.palette.starsHere, run: () => go({ right: 'stars' }) },
    { id: 'clear', icon: Eraser, title: m.lasting.clear, run: () => askToClear(chat.id, 'clear') },
    {
      id: 'delete-chat',
      icon: Trash2,
      title: m.lasting.deleteChat,
      run: () => askToClear(chat.id, 'delete'),
    },
  ];
}

/** What was begun in the chat, if anything. */
function sendLater(messenger: Messenger, { id, state }: Chat): void {
  const text = messenger.drafts.live.get()[id]?.text ?? state.draft ?? '';
  const said = { kind: 'text', text };
  plan({ kind: 'schedule', chatId: id, said, onPlanned: () => messenger.drafts.sent(id) });
}

function generalCommands(messenger: Messenger): Command[] {
  const theme = (id: 'light' | 'dark' | 'system', icon: LucideIcon, title: string): Command => ({
    id: `theme-${id}`,
    icon,
    title,
    run: () => setAppearance({ theme: id }),
  });
  return [
    { id: 'new-chat', icon: SquarePen, title: m.chats.newChat, run: () => go({ left: 'new' }) },
    { id: 'new-group', icon: Users, title: m.chats.newGroup, run: () => go({ left: 'new-group' }) },
    {
      id: 'note',
      icon: Bookmark,
      title: m.chats.noteToSelf,
      run: () => openDirect(messenger, messenger.keeper.userId),
    },
    { id: 'stars', icon: Star, title: m.lasting.stars, run: () => go({ left: 'stars' }) },
    { id: 'mentions', icon: AtSign, title: m.lasting.mentions, run: () => go({ left: 'mentions' }) },
    { id: 'read-all', icon: CheckCheck, title: m.palette.markAllRead, run: () => markAllRead(messenger) },
    {
      id: 'archived',
      icon: Archive,
      title: m.palette.showArchived,
      run: () => {
        setChatFilter('archived');
        close({ left: 'chats' });
      },
    },
    { id: 'plans', icon: CalendarClock, title: m.palette.showPlans, run: () => go({ left: 'plans' }) },
    theme('light', Sun, m.palette.themeLight),
    theme('dark', Moon, m.palette.themeDark),
    theme('system', Monitor, m.palette.themeSystem),
    ...(Object.keys(LANGUAGES) as Language[]).map((language) => ({
      id: `language-${language}`,
      icon: Languages,
      title: LANGUAGES[language],
      run: () => chooseLanguage(language),
    })),
  ];
}

export function settingsPages(): Command[] {
  const page = (pane: LeftPane, icon: LucideIcon, title: string): Command => ({
    id: pane,
    icon,
    title,
    run: () => go({ left: pane }),
  });
  return [
    page('settings', Settings, m.settings.menu.title),
    page('settings.profile', UserRound, m.settings.menu.profile),
    page('settings.privacy', Lock, m.settings.menu.privacy),
    page('settings.notifications', Bell, m.settings.menu.notifications),
    page('settings.appearance', Palette, m.settings.menu.appearance),
    page('settings.language', Languages, m.settings.menu.language),
    page('settings.devices', MonitorSmartphone, m.settings.menu.devices),
    page('settings.storage', HardDrive, m.settings.menu.storage),
    page('settings.password', KeyRound, m.settings.menu.password),
    page('settings.shortcuts', Keyboard, m.settings.menu.shortcuts),
    page('settings.about', Info, m.settings.menu.about),
  ];
}
