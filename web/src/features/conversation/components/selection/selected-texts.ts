// The selected parts of the messages on screen, as they were typed: with the markers of lists and quotes, each line on
// its own, and mentions by user name. Unselectable parts, such as the time of a message, are left out.
import type { MessageId } from '@/protocol/types';

/** `whole`: the whole message is selected, and no part of it is folded away. */
export type SelectedText = { id: MessageId; text: string; whole: boolean };

const BLOCKS = 'P, DIV, UL, OL, LI, BLOCKQUOTE, PRE';
/** Where the browser's own copy would lose something within one message. */
const MARKED = 'li, blockquote, [data-typed]';

/** In their order on screen; empty when the browser's own copy is as good. */
export function selectedTexts(selection: Selection, box: HTMLElement): SelectedText[] {
  if (selection.isCollapsed || selection.rangeCount !== 1) return [];
  const range = selection.getRangeAt(0);
  const bodies = [...box.querySelectorAll<HTMLElement>('[data-message]')];
  const found = bodies.flatMap((body) => {
    const text = trimmed(textOf(body, range));
    if (text === '') return [];
    const all = document.createRange();
    all.selectNodeContents(body);
    const whole = body.dataset.cut === undefined && text === trimmed(textOf(body, all));
    return [{ body, id: body.dataset.message ?? '', text, whole }];
  });
  const [only, ...others] = found;
  return only !== undefined && others.length === 0 && only.body.querySelector(MARKED) === null ? [] : found;
}

/** Null for a node outside the range. */
function textOf(node: Node, range: Range): string | null {
  if (!range.intersectsNode(node)) return null;
  if (node instanceof Text) {
    const end = node === range.endContainer ? range.endOffset : node.length;
    return node.data.slice(node === range.startContainer ? range.startOffset : 0, end);
  }
  if (!(node instanceof HTMLElement) || getComputedStyle(node).userSelect === 'none') return null;
  if (node.tagName === 'BR') return '\n';
  return node.dataset.typed ?? withMarker(node, linesOf(node, range));
}

function linesOf(element: HTMLElement, range: Range): string {
  const lines: string[] = [];
  /** Whether the last line goes on: inline neighbours make one line. */
  let isOpen = false;
  for (const child of element.childNodes) {
    const text = textOf(child, range);
    if (text === null) continue;
    const isBlock = child instanceof HTMLElement && child.matches(BLOCKS);
    if (isOpen && !isBlock) lines.push((lines.pop() ?? '') + text);
    else lines.push(text);
    isOpen = !isBlock;
  }
  return lines.join('\n');
}

function withMarker(element: HTMLElement, text: string): string {
  if (element instanceof HTMLQuoteElement) return text.replace(/^/gm, '> ');
  // The last line break of a paragraph exists only for display; nobody typed it.
  if (element instanceof HTMLParagraphElement) return text.replace(/\n$/, '');
  const { marker } = element.dataset;
  return marker === undefined ? text : `${marker} ${text}`;
}

function trimmed(text: string | null): string {
  return (text ?? '').replace(/^\n+|\s+$/g, '');
}
