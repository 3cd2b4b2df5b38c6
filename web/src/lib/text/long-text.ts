// Long messages show their beginning first, and only that is parsed. Pure.

/** A text with more than this is long. */
const MOST_LINES = 20;
const MOST_LETTERS = 2_000;
/** A text that is hardly longer than its beginning is shown whole. */
const SLACK = 1.25;

/** The beginning of a long text, to be parsed as a text that is cut; null when the text is not long. */
export function beginningOf(text: string): string | null {
  const all = cut(text, MOST_LINES * SLACK, MOST_LETTERS * SLACK);
  if (all === text.length) return null;
  return text.slice(0, cut(text, MOST_LINES, MOST_LETTERS)).trimEnd();
}

/** The length of the beginning with at most this many lines and letters. Words stay whole, unless one is very long. */
function cut(text: string, lines: number, letters: number): number {
  let end = 0;
  for (let line = 0; line < lines && end < text.length && end <= letters; line++) {
    const next = text.indexOf('\n', end);
    end = next === -1 ? text.length : next + 1;
  }
  if (end <= letters) return end;
  const space = text.lastIndexOf(' ', letters);
  if (space > letters * 0.9) return space;
  // Never between the halves of one character.
  return /[\ud800-\udbff]/.test(text[letters - 1] ?? '') ? letters - 1 : letters;
}
