// Marks within a line: *bold*, _italic_, ~strike~, `code`, links and @mentions. Doubled marks (**, __, ~~) mean the same.
import type { Inline } from './ast';

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const URL_START = /^(?:https?:\/\/|www\.)/i;
const URL_BODY = /^[^\s<>"'`]+/;
const MENTION = /^@([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)/;
const WORD = /[\p{L}\p{N}]/u;

export function parseInline(line: string): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  const push = (node: Inline) => {
    if (plain !== '') out.push({ type: 'text', text: plain });
    plain = '';
    out.push(node);
  };

  for (let i = 0; i < line.length; ) {
    const found = atWordStart(line, i) || line[i] === '`' ? match(line, i) : null;
    if (found !== null) {
      push(found.node);
      i = found.end;
    } else {
      plain += line[i];
      i += 1;
    }
  }
  if (plain !== '') out.push({ type: 'text', text: plain });
  return out;
}

type Found = { node: Inline; end: number };

function match(line: string, i: number): Found | null {
  const char = line[i] ?? '';
  if (char === '`') return matchCode(line, i);
  if (char === '*' || char === '_' || char === '~') return matchMark(line, i, char);
  if (char === '@') return matchMention(line, i);
  return URL_START.test(line.slice(i, i + 8)) ? matchLink(line, i) : null;
}

function matchCode(line: string, i: number): Found | null {
  const close = line.indexOf('`', i + 1);
  if (close <= i + 1) return null;
  return { node: { type: 'code', text: line.slice(i + 1, close) }, end: close + 1 };
}

/** A pair of marks must hug its content, and must not sit inside a word. */
function matchMark(line: string, i: number, char: keyof typeof MARKS): Found | null {
  const mark = line[i + 1] === char ? char + char : char;
  const from = i + mark.length;
  if (isSpace(line[from]) || line[from] === char) return null;
  for (let at = line.indexOf(mark, from + 1); at !== -1; at = line.indexOf(mark, at + 1)) {
    const after = at + mark.length;
    if (isSpace(line[at - 1]) || WORD.test(codePoint(line, after)) || line[after] === char) continue;
    return { node: { type: MARKS[char], children: parseInline(line.slice(from, at)) }, end: after };
  }
  return null;
}

function matchMention(line: string, i: number): Found | null {
  const name = MENTION.exec(line.slice(i, i + 64))?.[1];
  return name === undefined ? null : { node: { type: 'mention', name }, end: i + 1 + name.length };
}

function matchLink(line: string, i: number): Found | null {
  const text = trimUrl(URL_BODY.exec(line.slice(i))?.[0] ?? '');
  const href = /^www\./i.test(text) ? `https://${text}` : text;
  if (!URL.canParse(href)) return null;
  return { node: { type: 'link', href, text }, end: i + text.length };
}

/** Punctuation that ends the sentence, and a bracket that was opened outside, are not part of the address. */
function trimUrl(url: string): string {
  let text = url;
  for (;;) {
    const last = text.at(-1) ?? '';
    const unopened = last === ')' && text.split('(').length < text.split(')').length;
    if (!unopened && !/[.,;:!?*_~\]}]/.test(last)) return text;
    text = text.slice(0, -1);
  }
}

function atWordStart(line: string, i: number): boolean {
  if (i === 0) return true;
  const low = line.charCodeAt(i - 1);
  const before = low >= 0xdc00 && low <= 0xdfff ? line.slice(i - 2, i) : (line[i - 1] ?? '');
  return !WORD.test(before);
}

function codePoint(line: string, i: number): string {
  const code = line.codePointAt(i);
  return code === undefined ? '' : String.fromCodePoint(code);
}

function isSpace(char: string | undefined): boolean {
  return char === undefined || /\s/.test(char);
}
