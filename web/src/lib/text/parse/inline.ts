// Reads one line: *bold*, _italic_, ~strike~, `code`, links and @mentions. One pass from left to right; the text of one
// piece is not read again for another.
import type { Inline } from './ast';
import { isVisible, isWord } from './characters';
import { CodeSpans } from './code-span';
import type { Line } from './line';
import { linkAt } from './links';
import { isMark, Marks } from './marks';
import { nameAt } from './mention-name';

/** Characters that begin nothing special: most of a text. */
const PLAIN = /[^`@hHwW*_~]+/y;

export function parseInline(line: Line): Inline[] {
  if (line.match(PLAIN, 0).length === line.length) {
    return line.length === 0 ? [] : [{ type: 'text', text: line.text }];
  }
  const marks = new Marks(line);
  const codes = new CodeSpans(line);
  let plainFrom = 0;
  let mentionEnd = -1;
  let at = 0;

  /** The piece that begins here, or text up to `end`. */
  function pieceAt(char: string): { piece: Inline | null; end: number } {
    const none = { piece: null, end: at + 1 };
    if (char === '`') {
      const { text, end } = codes.read(at);
      return { piece: text === null ? null : { type: 'code', text }, end };
    }
    const before = line.charBefore(at);
    if (isWord(before)) return none;
    if (char === '@') {
      // In x.org/@ann it is part of an address, in @ann/@bob it is not.
      if (before === '@' || (before === '/' && mentionEnd !== at - 1)) return none;
      const name = nameAt(line, at);
      if (name === null) return none;
      mentionEnd = at + 1 + name.length;
      return { piece: { type: 'mention', name, at: line.start + at }, end: mentionEnd };
    }
    const link = linkAt(line, at);
    if (link === null) return none;
    const { href, text, end } = link;
    return { piece: href === null ? null : { type: 'link', href, text }, end };
  }

  function endPlain(next: number): void {
    marks.add({ type: 'text', text: line.slice(plainFrom, at) });
    plainFrom = next;
  }

  while (at < line.length && line.work.left > 0) {
    const plain = line.match(PLAIN, at);
    if (isVisible(plain)) marks.visible += 1;
    at += plain.length;

    const char = line.unit(at);
    if (char === '') break;
    if (isMark(char)) {
      endPlain(at);
      at = marks.run(at, char);
      plainFrom = at;
      continue;
    }
    const { piece, end } = pieceAt(char);
    if (piece !== null) {
      endPlain(end);
      marks.add(piece);
      line.work.left -= 1;
    }
    if (piece !== null || isVisible(char)) marks.visible += 1;
    at = end;
  }
  at = line.length;
  endPlain(at);
  return marks.finish();
}
