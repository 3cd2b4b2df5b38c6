// An emoji by its name while writing: the word after a colon that the caret is in.

export type EmojiWord = { from: number; to: number; query: string };

/** Null when there is none: two letters at least, and nothing but a space before the colon, so that times stay times. */
export function emojiWordAt(text: string, caret: number): EmojiWord | null {
  const found = /(?:^|\s):([\p{L}\p{M}_][\p{L}\p{M}\p{N}_-]{1,31})$/u.exec(text.slice(0, caret));
  if (found === null) return null;
  const word = found[1] ?? '';
  return { from: caret - word.length - 1, to: caret, query: word.replaceAll(/[_-]/g, ' ') };
}
