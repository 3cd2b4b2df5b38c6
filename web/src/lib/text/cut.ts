// The beginning of a long text, to be read instead of all of it.

/** How far back from the limit a space is looked for. */
const LAST_WORD = 64;
/** Never the first of a character. */
const INSIDE = /\p{M}|[\u200D\uDC00-\uDFFF]/u;

/**
 * The first `chars` characters or `lines` lines, whichever ends first, up to the end of a word where there is one; null
 * when that is all there is.
 */
export function cutText(text: string, chars: number, lines = Number.POSITIVE_INFINITY): string | null {
  let end = Math.min(chars, text.length);
  for (let at = -1, line = 1; line <= lines; line += 1) {
    at = text.indexOf('\n', at + 1);
    if (at === -1 || at >= end) break;
    if (line === lines) end = at;
  }
  if (end === text.length) return null;
  return text.slice(0, /\s/.test(text.charAt(end)) ? end : wordEnd(text, end));
}

function wordEnd(text: string, limit: number): number {
  const from = Math.max(0, limit - LAST_WORD);
  const space = text.slice(from, limit).search(/\s\S*$/);
  if (space > 0) return from + space;
  let end = limit;
  while (end > from && (INSIDE.test(text.charAt(end)) || text.charAt(end - 1) === '\u200D')) end -= 1;
  return end;
}
