// The emoji with their names in the language in use. Fetched when they are first needed.
import type { Language } from '@/lib/i18n/language';

export const EMOJI_GROUPS = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type EmojiGroup = (typeof EMOJI_GROUPS)[number];

export type Emoji = {
  char: string;
  name: string;
  /** Other words that find it. */
  words: string[];
  toneable: boolean;
};
/** `custom` are the server's own. */
export type EmojiSet = { id: EmojiGroup | 'custom'; emoji: Emoji[] }[];

const names: Record<Language, () => Promise<{ default: string[] }>> = {
  en: () => import('virtual:emoji/en'),
  ar: () => import('virtual:emoji/ar'),
};

const loaded = new Map<Language, Promise<EmojiSet>>();

export function loadEmoji(language: Language): Promise<EmojiSet> {
  let set = loaded.get(language);
  if (set === undefined) {
    set = load(language);
    loaded.set(language, set);
    // A fetch that failed without a network may work the next time.
    set.catch(() => loaded.delete(language));
  }
  return set;
}

async function load(language: Language): Promise<EmojiSet> {
  const [{ default: list }, { default: lines }] = await Promise.all([
    import('virtual:emoji/list'),
    names[language](),
  ]);
  const missing = new Set(
    Object.values(list.since)
      .filter(([sample]) => sample !== undefined && !isDrawn(sample))
      .flat(),
  );
  let at = 0;
  return list.groups.map(({ id, emoji }) => ({
    id: id as EmojiGroup,
    emoji: emoji.split(' ').flatMap((token) => {
      const toneable = token.length > 1 && token.endsWith('*');
      const char = toneable ? token.slice(0, -1) : token;
      const [name = '', ...words] = (lines[at] ?? '').split('|');
      at += 1;
      return missing.has(char) ? [] : [{ char, name, words, toneable }];
    }),
  }));
}

/** Whether this device can draw it. An emoji that it cannot draw is as wide as a box, or as several pictures. */
function isDrawn(char: string): boolean {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return true;
  context.font = '32px sans-serif';
  return Math.abs(context.measureText(char).width - context.measureText('😀').width) < 2;
}
