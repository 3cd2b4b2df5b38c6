// The emoji that the word after a colon may mean: `:smi`. Their names are fetched when the first such word is
// typed.
import { useEmojiHabits } from '@/lib/emoji/emoji-habits';
import { type EmojiSet, loadEmoji } from '@/lib/emoji/emoji-set';
import { emojiWordAt } from '@/lib/emoji/emoji-word';
import { searchEmoji } from '@/lib/emoji/search';
import { withTone } from '@/lib/emoji/tones';
import { useResource } from '@/lib/http/use-resource';
import { useLanguage } from '@/lib/i18n/language';
import { asEmoji } from '@/lib/stickers/custom-emoji';
import { useCustomEmoji } from '@/lib/stickers/pictures';
import type { Completion } from '../../model/composer/completion';

const MOST = 6;

export function useEmojiChoices(text: string, caret: number | null): Completion | null {
  const language = useLanguage();
  const { tone } = useEmojiHabits();
  const word = caret === null ? null : emojiWordAt(text, caret);
  const { data: set } = useResource(word === null ? null : `emoji ${language}`, () => loadEmoji(language));
  const custom = useCustomEmoji();
  if (word === null || set === undefined) return null;
  const all: EmojiSet = [{ id: 'custom', emoji: [...custom.values()].map(asEmoji) }, ...set];
  const choices = searchEmoji(all, word.query, MOST).map(({ char, name, toneable }) => {
    const insert = toneable ? withTone(char, tone) : char;
    return { id: char, kind: 'emoji' as const, insert, name, note: '' };
  });
  return { from: word.from, to: word.to, choices };
}
