// Parses the text of a message into blocks, by the rules of docs/text.md. Pure; every text parses, nothing is lost, and
// the work grows with the length of the text and no faster.
import { append, type Block } from './ast';
import { parseInline } from './inline';
import { Line, Work } from './line';

const LINE_END = /\r\n?|[\n\u2028\u2029]/g;
const FENCE = /^ {0,3}```(.*)$/;
const LANGUAGE = /^[A-Za-z0-9][A-Za-z0-9+#._-]{0,31}$/;
const QUOTE = /^> (?=.*\S)/;
const EMPTY_QUOTE = /^>\s*$/;
/** A line of nothing but such signs is a rule across the page. */
const BULLET = /^[-*•] (?=\S)(?![-*•\s]*$)/;
const NUMBER = /^(\d{1,9}[.)]) (?=\S)/;

type Options = {
  /** Whether a person with this user name, in lower case, can be mentioned. */
  isName?: (name: string) => boolean;
  /** The end was cut off, so that code may lack its end. */
  cut?: boolean;
};

export function parseText(text: string, { isName = () => false, cut = false }: Options = {}): Block[] {
  return parseWith(new Work(isName), text, cut);
}

/** Afterwards `work` holds the number of steps. */
export function parseWith(work: Work, text: string, cut = false): Block[] {
  const lines = linesOf(text, work);
  const blocks: Block[] = [];
  const lastFence = lines.findLastIndex(closesFence);
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] as Line;
    work.steps += line.length;
    if (work.left <= 0) {
      addLine(blocks, 'paragraph', new Line(text.slice(line.start), line.start, work));
      break;
    }
    const fence = FENCE.exec(line.text);
    const code = fence === null ? null : codeFrom(lines, i, fence[1] ?? '', cut ? lines.length : lastFence);
    if (code === null) {
      addRead(blocks, line);
      i += 1;
    } else {
      work.left -= 1;
      blocks.push(code.block);
      i = code.next;
    }
  }
  return blocks;
}

function linesOf(text: string, work: Work): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const end of text.matchAll(LINE_END)) {
    lines.push(new Line(text.slice(from, end.index), from, work));
    from = end.index + end[0].length;
  }
  lines.push(new Line(text.slice(from), from, work));
  return lines;
}

function closesFence(line: Line): boolean {
  line.work.steps += line.length;
  return line.text.trimEnd().endsWith('```');
}

/** Code between two fences, or in one line of its own; null when its end or anything in it is missing. */
function codeFrom(
  lines: Line[],
  at: number,
  behind: string,
  last: number,
): { block: Block; next: number } | null {
  if (behind.includes('`')) {
    const text = behind.trimEnd().slice(0, -3);
    const isWhole = behind.trimEnd().endsWith('```') && text.trim() !== '' && !text.includes('`');
    return isWhole ? { block: { type: 'code', language: '', text }, next: at + 1 } : null;
  }
  if (last <= at) return null;
  let end = at + 1;
  const body: string[] = [];
  for (; end < lines.length; end += 1) {
    const line = lines[end] as Line;
    if (closesFence(line)) break;
    body.push(line.text);
  }
  const before = lines[end]?.text.trimEnd().slice(0, -3) ?? '';
  const isLanguage =
    before.trim() === '' && LANGUAGE.test(behind.trim()) && body.some((one) => one.trim() !== '');
  if (before.trim() !== '') body.push(before);
  if (!isLanguage && behind.trim() !== '') body.unshift(behind);
  const text = body.join('\n');
  const language = isLanguage ? behind.trim() : '';
  return text.trim() === '' ? null : { block: { type: 'code', language, text }, next: end + 1 };
}

/** The kind of block that the beginning of a line announces. */
function addRead(blocks: Block[], line: Line): void {
  const { text } = line;
  const last = blocks.at(-1);
  const number = NUMBER.exec(text)?.[1];
  if (number !== undefined) addItem(blocks, true, number, line);
  else if (BULLET.test(text)) addItem(blocks, false, text.charAt(0), line);
  else if (QUOTE.test(text)) addLine(blocks, 'quote', rest(line, 2));
  else if (last?.type === 'quote' && EMPTY_QUOTE.test(text))
    addLine(blocks, 'quote', rest(line, text.length));
  else addLine(blocks, 'paragraph', line);
}

function addLine(blocks: Block[], type: 'paragraph' | 'quote', line: Line): void {
  let block = blocks.at(-1);
  if (block?.type === type) append(block.children, { type: 'text', text: '\n' });
  else {
    block = { type, children: [] };
    blocks.push(block);
    line.work.left -= 1;
  }
  for (const piece of parseInline(line)) append(block.children, piece);
}

function addItem(blocks: Block[], ordered: boolean, marker: string, line: Line): void {
  const last = blocks.at(-1);
  line.work.left -= 1;
  const item = { marker, children: parseInline(rest(line, marker.length + 1)) };
  if (last?.type === 'list' && last.ordered === ordered) last.items.push(item);
  else {
    line.work.left -= 1;
    blocks.push({ type: 'list', ordered, items: [item] });
  }
}

function rest(line: Line, from: number): Line {
  return new Line(line.text.slice(from), line.start + from, line.work);
}
