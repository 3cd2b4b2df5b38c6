// The user name after an @: the longest one that a member has, ending where a word may end.
import { isWord } from './characters';
import type { Line } from './line';

const LONGEST_NAME = 32;
const IN_NAME = /[A-Za-z0-9._-]/;
const PARTS = /[._-]/;

/** Null when it cannot be a name. If no member has the name, it is the whole word, without `. _ -` at its end. */
export function nameAt(line: Line, at: number): string | null {
  const from = at + 1;
  const end = line.skip(from, (char) => IN_NAME.test(char), LONGEST_NAME + 1);
  if (end === from || PARTS.test(line.unit(from))) return null;
  let whole: string | null = null;
  for (let to = end; to > from; to -= 1) {
    const next = line.char(to);
    if (!PARTS.test(next) && (to < end || isWord(next))) continue;
    const name = line.slice(from, to);
    if (name.length > LONGEST_NAME) continue;
    if (line.work.isName(name.toLowerCase())) return name;
    if (whole === null && !PARTS.test(line.unit(to - 1))) whole = name;
  }
  return whole;
}
