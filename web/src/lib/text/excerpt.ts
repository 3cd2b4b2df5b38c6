// The part of a text around the first of the words that were searched for.
import { plainText } from './parse';

const LEAD = 28;

export type Excerpt = { before: string; match: string; after: string };

export function excerpt(text: string, words: string): Excerpt {
  const plain = plainText(text);
  const lower = plain.toLocaleLowerCase();
  const wanted = [words, ...words.split(/\s+/)]
    .map((word) => word.toLocaleLowerCase())
    .filter((w) => w !== '');
  const found = wanted.find((word) => lower.includes(word));
  if (found === undefined) return { before: plain, match: '', after: '' };
  const at = lower.indexOf(found);
  const from = at <= LEAD ? 0 : plain.lastIndexOf(' ', at - LEAD) + 1;
  return {
    before: (from > 0 ? '…' : '') + plain.slice(from, at),
    match: plain.slice(at, at + found.length),
    after: plain.slice(at + found.length),
  };
}
