// The keyboard shortcuts as people read them; app/use-shortcuts.ts, the chat list and the composer carry them out.
import { m } from '@/lib/i18n/messages';

export type Shortcut = { what: string; keys: string[] };
export type ShortcutGroup = { title: string; shortcuts: Shortcut[] };

export function shortcuts(mac: boolean): ShortcutGroup[] {
  const mod = mac ? '⌘' : 'Ctrl';
  const alt = mac ? '⌥' : 'Alt';
  return [
    {
      title: m.shortcuts.everywhere,
      shortcuts: [
        { what: m.shortcuts.palette, keys: [mod, 'K'] },
        { what: m.shortcuts.search, keys: [mod, alt, 'F'] },
        { what: m.shortcuts.newChat, keys: [mod, alt, 'N'] },
        { what: m.shortcuts.previous, keys: [alt, '↑'] },
        { what: m.shortcuts.next, keys: [alt, '↓'] },
        { what: m.shortcuts.chatMenu, keys: ['Shift', 'F10'] },
        { what: m.shortcuts.close, keys: ['Esc'] },
        { what: m.shortcuts.help, keys: [mod, '/'] },
      ],
    },
    {
      title: m.shortcuts.inChat,
      shortcuts: [
        { what: m.shortcuts.searchIn, keys: [mod, 'F'] },
        { what: m.shortcuts.archive, keys: [mod, alt, 'E'] },
        { what: m.shortcuts.mute, keys: [mod, alt, 'M'] },
        { what: m.shortcuts.markUnread, keys: [mod, alt, 'U'] },
      ],
    },
    {
      title: m.shortcuts.inComposer,
      shortcuts: [
        { what: m.shortcuts.send, keys: ['Enter'] },
        { what: m.shortcuts.newLine, keys: ['Shift', 'Enter'] },
        { what: m.shortcuts.emoji, keys: [mod, '.'] },
        { what: m.shortcuts.bold, keys: [mod, 'B'] },
        { what: m.shortcuts.italic, keys: [mod, 'I'] },
      ],
    },
  ];
}
