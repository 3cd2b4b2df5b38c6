// `code` within a line: between runs of equally many backticks.
import { isSpace, isWord } from './characters';
import type { Line } from './line';

export class CodeSpans {
  readonly #line: Line;
  /** Where the last run of each length begins. Without this, every run without a partner would search the whole line. */
  #last: Map<number, number> | null = null;

  constructor(line: Line) {
    this.#line = line;
  }

  /** `at` is the first backtick of a run. Without a text it is a run without a partner, up to `end`. */
  read(at: number): { text: string | null; end: number } {
    const line = this.#line;
    const from = tickEnd(line, at);
    const size = from - at;
    const last = this.#lastOf(size);
    // After a letter, many people type it as an apostrophe.
    if (last <= at || (size === 1 && isWord(line.charBefore(at)))) return { text: null, end: from };
    let close = from;
    let end = from;
    while (end - close !== size) {
      close = line.skip(end, (char) => char !== '`');
      end = tickEnd(line, close);
    }
    const text = line.slice(from, close);
    if (text.trim() === '') return { text: null, end: from };
    const padded =
      size > 1 && text.length > 2 && isSpace(text.charAt(0)) && isSpace(text.charAt(text.length - 1));
    return { text: padded ? text.slice(1, -1) : text, end };
  }

  #lastOf(size: number): number {
    if (this.#last === null) {
      this.#last = new Map();
      for (let at = 0; at < this.#line.length; ) {
        const from = this.#line.skip(at, (char) => char !== '`');
        at = tickEnd(this.#line, from);
        this.#last.set(at - from, from);
      }
    }
    return this.#last.get(size) ?? -1;
  }
}

function tickEnd(line: Line, at: number): number {
  return line.skip(at, (char) => char === '`');
}
