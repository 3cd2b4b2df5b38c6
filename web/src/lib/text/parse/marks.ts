// *bold*, _italic_ and ~strike~: which runs of marks open, which close, and what then stands between them. At most one
// run of each kind waits for its partner, so a line is read in one pass and nothing nests deeply.
import { append, type Inline } from './ast';
import { isNeverFirst, isPunctuation, isSpace, isWord, opensBracket } from './characters';
import type { Line } from './line';

const KINDS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
const ANY = /[*_~]/;
/** Parts of names and paths, when a letter follows. */
const JOINS = /[./\\(-]/;

type Mark = keyof typeof KINDS;

/** `piece` is the position of the run itself among the pieces. */
type Open = { char: Mark; length: number; piece: number; inWord: boolean; visible: number; ofThree: boolean };

export function isMark(char: string): char is Mark {
  return ANY.test(char);
}

export class Marks {
  readonly #line: Line;
  readonly #pieces: Inline[] = [];
  readonly #open: Open[] = [];
  /** Adjacent marks, as in `**_`, are judged by the characters around all of them. */
  #cluster = { from: 0, to: 0 };
  /** How many pieces so far are more than punctuation. */
  visible = 0;

  constructor(line: Line) {
    this.#line = line;
  }

  add(piece: Inline): void {
    if (piece.type !== 'text' || piece.text !== '') this.#pieces.push(piece);
  }

  /** Reads the run of marks at this position; returns where it ends. */
  run(at: number, char: Mark): number {
    const line = this.#line;
    if (at >= this.#cluster.to) this.#cluster = { from: at, to: line.skip(at, (one) => ANY.test(one)) };
    const end = line.skip(at, (one) => one === char);
    const size = end - at;
    const escaped = line.charBefore(this.#cluster.from) === '\\';
    if (size > (char === '~' ? 2 : 3) || escaped) {
      this.add({ type: 'text', text: line.slice(at, end) });
      return end;
    }
    const left = this.#mayClose(end, char) ? this.#close(char, size, isWord(line.char(end))) : size;
    if (left === 0) return end;
    if (left < size || !this.#mayOpen(at, char, size)) this.add({ type: 'text', text: char.repeat(left) });
    else {
      const inWord = isWord(line.charBefore(at));
      const { visible } = this;
      this.#push({ char, length: size, piece: this.#pieces.length, inWord, visible, ofThree: size === 3 });
    }
    return end;
  }

  /** All pieces. Marks without a partner are text. */
  finish(): Inline[] {
    return joined(this.#pieces);
  }

  #mayOpen(at: number, char: Mark, size: number): boolean {
    const line = this.#line;
    const inside = line.char(this.#cluster.to);
    if (isSpace(inside) || isNeverFirst(inside)) return false;
    if (isWord(line.charBefore(at)) && (char === '_' || size !== 2)) return false;
    // Between two signs it is part of a face, as in ^_^ and >_<.
    const outside = line.charBefore(this.#cluster.from);
    return !isPunctuation(inside) || !isPunctuation(outside) || opensBracket(outside);
  }

  #mayClose(end: number, char: Mark): boolean {
    const line = this.#line;
    if (isSpace(line.charBefore(this.#cluster.from))) return false;
    // __init__.py, __init__(self) and __tests__/a are names.
    return char !== '_' || !JOINS.test(line.unit(end)) || !isWord(line.char(end + 1));
  }

  /** Closes open runs with these marks, and returns how many marks found no partner. */
  #close(char: Mark, size: number, inWord: boolean): number {
    let left = size;
    while (left > 0) {
      const found = this.#open.findLastIndex((open) => open.char === char && isPartner(open.length, left));
      const open = this.#open[found];
      if (open === undefined) break;
      // Within a word both are doubled, and one of them is at the word's end or beginning.
      const doubled = open.length === 2 && size === 2 && char !== '_';
      if ((inWord || open.inWord) && (!doubled || (inWord && open.inWord))) break;
      this.#open.length = found;
      if (this.visible === open.visible) break;
      const taken = Math.min(left, open.length);
      this.#wrap(open, taken, size);
      left -= taken;
    }
    return left;
  }

  #wrap(open: Open, taken: number, size: number): void {
    const children = joined(this.#pieces.splice(open.piece + 1));
    this.#line.work.steps += children.length;
    this.#line.work.left -= 1;
    this.#pieces.pop();
    if (open.length > taken) this.#push({ ...open, length: open.length - taken });
    // Of three that stand together, two mean bold and one means italic.
    if (taken === 3) this.add({ type: 'bold', children: [{ type: 'italic', children }] });
    else if (open.ofThree || size === 3) this.add({ type: taken === 2 ? 'bold' : 'italic', children });
    else this.add({ type: KINDS[open.char], children });
  }

  /** Of each kind, only the newest run waits. */
  #push(open: Open): void {
    const older = this.#open.findIndex(({ char, length }) => char === open.char && length === open.length);
    if (older !== -1) this.#open.splice(older, 1);
    this.#open.push(open);
    this.add({ type: 'text', text: open.char.repeat(open.length) });
  }
}

/** Three close one and two, or are closed by them. */
function isPartner(open: number, close: number): boolean {
  return open === close || open === 3 || close === 3;
}

function joined(pieces: Inline[]): Inline[] {
  const all: Inline[] = [];
  for (const piece of pieces) append(all, piece);
  return all;
}
