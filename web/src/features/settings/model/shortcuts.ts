// The keyboard shortcuts as people read them; app/use-shortcuts.ts, the chat list and the composer carry them out.
import { m } from '@/lib/i18n/messages';

export type Shortcut = { what: string; keys: string[] };
export type ShortcutGroup = { title: string; shortcuts: Shortcut[] };

export function shortcuts(mac: boolean): ShortcutGroup[] {
  const mod = mac ? '⌘' : 'Ctrl';
  const alt = mac ? '⌥' : 'Alt';
  return [
    {
      title: m.settings.shortcuts.everywhere,
      shortcuts: [
        { what: m.settings.shortcuts.palette, keys: [mod, 'K'] },
        { what: m.settings.shortcuts.search, keys: [mod, alt, 'F'] },
        { what: m.settings.shortcuts.newChat, keys: [mod, alt, 'N'] },
        { what: m.settings.shortcuts.previous, keys: [alt, '↑'] },
        { what: m.settings.shortcuts.next, keys: [alt, '↓'] },
        { what: m.settings.shortcuts.chatMenu, keys: ['Shift', 'F10'] },
        { what: m.settings.shortcuts.close, keys: ['Esc'] },
        { what: m.settings.shortcuts.help, keys: [mod, '/'] },
      ],
    },
    {
      title: m.settings.shortcuts.inChat,
      shortcuts: [
        { what: m.settings.shortcuts.searchIn, keys: [mod, 'F'] },
        { what: m.settings.shortcuts.archive, keys: [mod, alt, 'E'] },
        { what: m.settings.shortcuts.mute, keys: [mod, alt, 'M'] },
        { what: m.settings.shortcuts.markUnread, keys: [mod, alt, 'U'] },
      ],
    },
    {
      title: m.settings.shortcuts.inComposer,
      shortcuts: [
        { what: m.settings.shortcuts.send, keys: ['Enter'] },
        { what: m.settings.shortcuts.sendSilently, keys: [alt, 'Enter'] },
        { what: m.settings.shortcuts.undoSending, keys: [mod, 'Z'] },
        { what: m.settings.shortcuts.newLine, keys: ['Shift', 'Enter'] },
        { what: m.settings.shortcuts.emoji, keys: [mod, '.'] },
        { what: m.settings.shortcuts.bold, keys: [mod, 'B'] },
        { what: m.settings.shortcuts.italic, keys: [mod, 'I'] },
      ],
    },
  ];
}
