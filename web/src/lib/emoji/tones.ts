// Skin tones: a modifier behind every part of an emoji that takes one.

/** None, then from light to dark. */
export const TONES = [0, 1, 2, 3, 4, 5] as const;
export type Tone = (typeof TONES)[number];

const MODIFIERS = ['', '🏻', '🏼', '🏽', '🏾', '🏿'];
const HANDSHAKE = '🤝';

/** `char` must be one that comes in tones. */
export function withTone(char: string, tone: Tone): string {
  const modifier = MODIFIERS[tone] ?? '';
  if (modifier === '') return char;
  const parts = char.split('\u200d');
  return parts
    .map((part) => {
      // Two people who hold hands: the hands between them have no tone of their own.
      if (parts.length > 1 && part === HANDSHAKE) return part;
      return part.replace(/(\p{Emoji_Modifier_Base})\ufe0f?/gu, `$1${modifier}`);
    })
    .join('\u200d');
}
