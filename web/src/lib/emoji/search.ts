// Finds emoji by their names. Pure.
import type { Emoji, EmojiSet } from './emoji-set';

/** The best fit first: the whole name, its beginning, another word for it, then the beginnings of words. */
export function searchEmoji(set: EmojiSet, words: string, limit: number): Emoji[] {
  const wanted = words.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  return set
    .flatMap((group) => group.emoji)
    .map((emoji) => ({ emoji, rank: Math.max(...wanted.map((word) => rankOf(emoji, word))) }))
    .filter(({ rank }) => rank < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}

function rankOf({ name, words }: Emoji, wanted: string): number {
  const lower = name.toLocaleLowerCase();
  if (lower === wanted) return 0;
  if (lower.startsWith(wanted)) return 1;
  if (words.includes(wanted)) return 2;
  if (beginsAWord(lower, wanted)) return 3;
  if (words.some((word) => beginsAWord(word, wanted))) return 4;
  return wanted.length > 2 && lower.includes(wanted) ? 5 : Number.POSITIVE_INFINITY;
}

function beginsAWord(text: string, wanted: string): boolean {
  return text.startsWith(wanted) || text.includes(` ${wanted}`) || text.includes(`-${wanted}`);
}
