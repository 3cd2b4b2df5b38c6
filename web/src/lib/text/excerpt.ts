// The part of a message's words around the first of those that were searched for.

const LEAD = 28;
const LONGEST_LEAD = 80;
const LONGEST_TAIL = 300;

export type Excerpt = { before: string; match: string; after: string };

export function excerpt(plain: string, words: string): Excerpt {
  for (const word of [words, ...words.split(/\s+/)]) {
    // Lower case would change the length of the text in some languages.
    const found = word.trim() === '' ? null : new RegExp(escaped(word), 'iu').exec(plain);
    if (found !== null) return around(plain, found.index, found[0].length);
  }
  return { before: plain.slice(0, LONGEST_TAIL), match: '', after: '' };
}

function around(plain: string, at: number, length: number): Excerpt {
  const space = at <= LEAD ? 0 : plain.lastIndexOf(' ', at - LEAD) + 1;
  const from = Math.max(space, at - LONGEST_LEAD);
  return {
    before: (from > 0 ? '…' : '') + plain.slice(from, at),
    match: plain.slice(at, at + length),
    after: plain.slice(at + length, at + length + LONGEST_TAIL),
  };
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
