// One line of a text while it is read, and the work that reading takes. All code reads the text through these classes,
// so that every step is counted.

/** Most blocks, items, marks, links, codes and mentions of a text. What comes after them stays as it is written. */
export const MOST_PIECES = 2_000;

export class Work {
  /** Characters that were looked at. */
  steps = 0;
  /** How many pieces the text may still have. */
  left = MOST_PIECES;
  /** Whether a member has this user name; called with lower case. */
  readonly isName: (name: string) => boolean;

  constructor(isName: (name: string) => boolean) {
    this.isName = isName;
  }
}

export class Line {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly start: number;
  readonly work: Work;

  constructor(text: string, start: number, work: Work) {
    this.text = text;
    this.start = start;
    this.work = work;
  }

  get length(): number {
    return this.text.length;
  }

  /** One UTF-16 unit: half of a character that is made of two. */
  unit(at: number): string {
    this.work.steps += 1;
    return this.text.charAt(at);
  }

  /** The whole character that begins here; '' behind the end. */
  char(at: number): string {
    this.work.steps += 1;
    const code = this.text.codePointAt(at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  /** The whole character before this place; '' at the beginning. */
  charBefore(at: number): string {
    const low = this.text.charCodeAt(at - 1);
    return at >= 2 && low >= 0xdc00 && low <= 0xdfff ? this.char(at - 2) : this.unit(at - 1);
  }

  slice(from: number, to: number): string {
    this.work.steps += Math.max(0, to - from);
    return this.text.slice(from, to);
  }

  /** The match of the sticky pattern at this place. */
  match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.work.steps += 1 + found.length;
    return found;
  }

  /** Where the characters that fit end. */
  skip(from: number, fits: (char: string) => boolean, most = Number.POSITIVE_INFINITY): number {
    let at = from;
    while (at < this.length && at - from < most) {
      const char = this.char(at);
      if (!fits(char)) break;
      at += char.length;
    }
    return at;
  }
}
