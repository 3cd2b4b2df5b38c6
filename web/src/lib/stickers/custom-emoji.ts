// Custom emoji in texts: `:name:`, by the rule of docs/text.md. Pure.
import type { Emoji } from '@/lib/emoji/emoji-set';
import type { Picture } from '@/protocol/types';

const NAME = '[a-z0-9_-]{1,32}';
const WHOLE = new RegExp(`^:(${NAME}):$`);

/** The name of the custom emoji that the text consists of; null when it is none. */
export function customEmojiName(text: string): string | null {
  return WHOLE.exec(text)?.[1] ?? null;
}

/** A piece of a text, or a custom emoji in it. */
export type Piece = string | { name: string };

/** Finds the emoji that there are, at most so many. Of two that share a colon, the first is one. */
export function piecesOf(text: string, isEmoji: (name: string) => boolean, most: number): Piece[] {
  const pieces: Piece[] = [];
  const each = new RegExp(`:(${NAME}):`, 'g');
  let from = 0;
  let left = most;
  for (let found = each.exec(text); found !== null && left > 0; found = each.exec(text)) {
    const [whole, name = ''] = found;
    if (!isEmoji(name)) {
      // The colon at its end may begin the next.
      each.lastIndex -= 1;
      continue;
    }
    if (found.index > from) pieces.push(text.slice(from, found.index));
    pieces.push({ name });
    from = found.index + whole.length;
    left -= 1;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

/** As the emoji picker and the completion show them. */
export function asEmoji({ name }: Picture): Emoji {
  return { char: `:${name}:`, name: name.replaceAll(/[_-]/g, ' '), words: [name], toneable: false };
}
