// The emoji that this person uses on this device: the skin tone, and those used last.
import { oneOf, Preference } from '@/lib/preference';
import { isEmojiThere, useCustomEmoji } from '@/lib/stickers/pictures';
import { useStore } from '@/lib/store';
import { TONES, type Tone } from './tones';

type Habits = { tone: Tone; recent: string[] };

const MOST_RECENT = 32;
/** Something to begin with. */
const FIRST = ['👍', '❤️', '😂', '😊', '🙏', '🎉', '😍', '😭'];

const habits = new Preference<Habits>('kith.emoji', (kept) => ({
  tone: oneOf<Tone>(TONES, kept.tone),
  recent: Array.isArray(kept.recent)
    ? kept.recent.filter((one) => typeof one === 'string').slice(0, MOST_RECENT)
    : FIRST,
}));

export function useEmojiHabits(): Habits {
  const { tone, recent } = useStore(habits, (value) => value);
  const custom = useCustomEmoji();
  return { tone, recent: recent.filter((emoji) => isEmojiThere(emoji, custom)) };
}

export function chooseTone(tone: Tone): void {
  habits.choose({ tone });
}

export function noteEmojiUsed(char: string): void {
  const { recent } = habits.get();
  habits.choose({ recent: [char, ...recent.filter((one) => one !== char)].slice(0, MOST_RECENT) });
}
