// The keyboard shortcuts as people read them; app/use-shortcuts.ts and the composer carry them out.
import { m } from '@/lib/i18n/messages';

export type Shortcut = { what: string; keys: string[] };

export function shortcuts(mac: boolean): Shortcut[] {
  const mod = mac ? '⌘' : 'Ctrl';
  const alt = mac ? '⌥' : 'Alt';
  return [
    { what: m.shortcuts.search, keys: [mod, 'K'] },
    { what: m.shortcuts.newChat, keys: [mod, alt, 'N'] },
    { what: m.shortcuts.previous, keys: [alt, '↑'] },
    { what: m.shortcuts.next, keys: [alt, '↓'] },
    { what: m.shortcuts.searchIn, keys: [mod, 'Shift', 'F'] },
    { what: m.shortcuts.send, keys: ['Enter'] },
    { what: m.shortcuts.newLine, keys: ['Shift', 'Enter'] },
    { what: m.shortcuts.bold, keys: [mod, 'B'] },
    { what: m.shortcuts.italic, keys: [mod, 'I'] },
    { what: m.shortcuts.close, keys: ['Esc'] },
    { what: m.shortcuts.help, keys: [mod, '/'] },
  ];
}
