// Addresses in a line: http, https and www, and nothing else.
import { endsAddress, isUnspaced, isWord } from './characters';
import type { Line } from './line';

/** An address up to `end`; without `href` only what looked like one, and is plain text. */
export type FoundLink = { href: string | null; text: string; end: number };

const SCHEMES = ['https://', 'http://', 'www.'];
const LONGEST_HOST = 300;
/** At its end these belong to the sentence. */
const NOT_LAST = /[.,;:!?'*~([{]/;
const HOST_SIGNS = /[-._~%:@]/;
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const ASCII_LETTER = /[A-Za-z0-9]/;

/** `at` is an h or a w that does not follow a letter. */
export function linkAt(line: Line, at: number): FoundLink | null {
  const beginning = line.slice(at, at + 8).toLowerCase();
  const scheme = SCHEMES.find((one) => beginning.startsWith(one));
  if (scheme === undefined || (scheme === 'www.' && /[./@-]/.test(line.unit(at - 1)))) return null;
  const host = at + scheme.length;
  const glued = isUnspaced(line.charBefore(at));
  const hostEnd = line.unit(host) === '[' ? afterBracket(line, host) : afterHost(line, host, glued);
  if (hostEnd === host) return null;

  // Only the host can be wrong. It is short, and its characters are not read a second time.
  const prefix = scheme === 'www.' ? 'https://' : '';
  if (!URL.canParse(prefix + line.slice(at, hostEnd)))
    return { href: null, text: line.slice(at, hostEnd), end: hostEnd };
  let end = hostEnd;
  if (/[/?#]/.test(line.unit(hostEnd))) end = trimmed(line, hostEnd, bodyEnd(line, hostEnd, glued), NOT_LAST);
  const text = line.slice(at, end);
  return { href: prefix + text, text, end };
}

/** An IPv6 address in its brackets, and a port. */
function afterBracket(line: Line, from: number): number {
  const close = line.skip(from + 1, (char) => /[0-9A-Fa-f:.]/.test(char), 45);
  if (line.unit(close) !== ']') return from;
  const end = line.skip(close + 1, (char) => /[0-9:]/.test(char), 6);
  return trimmed(line, close + 1, end, HOST_SIGNS);
}

/** Letters of any script, and a name and a password before an @. */
function afterHost(line: Line, from: number, glued: boolean): number {
  const isLetter = (char: string) => isWord(char) || isUnspaced(char);
  if (!isLetter(line.char(from))) return from;
  const fits = (char: string) => isLetter(char) || HOST_SIGNS.test(char);
  return trimmed(line, from, addressEnd(line, from, glued, fits, LONGEST_HOST), HOST_SIGNS);
}

/** To a space, a quotation mark, punctuation of other scripts, or a bracket that was opened before the address. */
function bodyEnd(line: Line, from: number, glued: boolean): number {
  const open: Record<string, number> = { '(': 0, '[': 0, '{': 0 };
  return addressEnd(line, from, glued, (char) => {
    const opening = PAIRS[char];
    if (opening !== undefined) {
      if (open[opening] === 0) return false;
      open[opening] = (open[opening] ?? 0) - 1;
    } else if (char in open) open[char] = (open[char] ?? 0) + 1;
    return !endsAddress(char);
  });
}

/** A letter of a script without spaces ends an address that is glued to such a script, or an ASCII letter before it. */
function addressEnd(
  line: Line,
  from: number,
  glued: boolean,
  fits: (char: string) => boolean,
  most?: number,
): number {
  let before = '';
  const goesOn = (char: string) => {
    if (isUnspaced(char) && (glued || ASCII_LETTER.test(before))) return false;
    before = char;
    return fits(char);
  };
  return line.skip(from, goesOn, most);
}

function trimmed(line: Line, from: number, end: number, signs: RegExp): number {
  let to = end;
  while (to > from && signs.test(line.unit(to - 1))) to -= 1;
  return to;
}
