// How long a text is for its reader: a family of four, a flag and a letter with its accents are one character each.
import { m } from '@/lib/i18n/messages';

/** Characters that the server takes, as people count them. */
export const MOST = { name: 64, about: 280, title: 100, description: 1000 } as const;

/** Any number of marks may be piled on a character: the whole text may take this many bytes per allowed character. */
const BYTES_EACH = 32;
/** Nobody needs to know exactly how much too long a text of this length is. */
const COUNTED = 10_000;

const encoder = new TextEncoder();
const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : null;

export function countCharacters(text: string): number {
  if (text.length > COUNTED) return text.length;
  return [...(segmenter?.segment(text) ?? text)].length;
}

/** How many characters do not fit into this many bytes. */
export function charactersBeyond(text: string, bytes: number): number {
  // No character takes more than three bytes for each of its units.
  if (text.length * 3 <= bytes) return 0;
  const { read } = encoder.encodeInto(text, new Uint8Array(bytes));
  return countCharacters(text.slice(read));
}

/** How many characters a text may still grow by; negative when it is too long. */
export function charactersLeft(text: string, most: number): number {
  const trimmed = text.trim();
  return Math.min(
    most - countCharacters(trimmed),
    -charactersBeyond(trimmed, most * BYTES_EACH) || Number.POSITIVE_INFINITY,
  );
}

/** What is wrong with a text that is too long; null when it fits. */
export function tooLong(text: string, most: number): string | null {
  const room = charactersLeft(text, most);
  return room < 0 ? m.common.tooLong(-room) : null;
}
