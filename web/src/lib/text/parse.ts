// From the text of a message to its blocks. Pure; whatever is written parses to something, and nothing is lost.
import type { Block, Inline } from './ast';
import { parseInline } from './inline';

/** A fence without its partner is text. */
const FENCED = /```\n?([\s\S]+?)\n?```\n?/g;
const QUOTE = /^> ?/;
const BULLET = /^[-*•] (?=\S)/;
const NUMBER = /^(\d{1,9})[.)] (?=\S)/;

export function parseText(text: string): Block[] {
  const blocks: Block[] = [];
  let from = 0;
  for (const fenced of text.matchAll(FENCED)) {
    blocks.push(...parseLines(text.slice(from, fenced.index).replace(/\n$/, '')));
    blocks.push({ type: 'code', text: fenced[1] ?? '' });
    from = fenced.index + fenced[0].length;
  }
  return [...blocks, ...parseLines(text.slice(from))];
}

/** One line of plain words, as for the chat list. */
export function plainText(text: string): string {
  const words = (inlines: Inline[]): string =>
    inlines
      .map((node) => {
        if ('children' in node) return words(node.children);
        return node.type === 'mention' ? `@${node.name}` : node.text;
      })
      .join('');
  return parseText(text)
    .map((block) => {
      if (block.type === 'code') return block.text;
      return (block.type === 'list' ? block.items : block.lines).map(words).join(' ');
    })
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function parseLines(text: string): Block[] {
  const blocks: Block[] = [];
  if (text === '') return blocks;
  for (const line of text.split('\n')) {
    const last = blocks.at(-1);
    const number = NUMBER.exec(line);
    if (QUOTE.test(line)) {
      const inline = parseInline(line.replace(QUOTE, ''));
      if (last?.type === 'quote') last.lines.push(inline);
      else blocks.push({ type: 'quote', lines: [inline] });
    } else if (BULLET.test(line) || number !== null) {
      const ordered = number !== null;
      const inline = parseInline(line.replace(ordered ? NUMBER : BULLET, ''));
      if (last?.type === 'list' && last.ordered === ordered) last.items.push(inline);
      else blocks.push({ type: 'list', ordered, start: Number(number?.[1] ?? 1), items: [inline] });
    } else {
      const inline = parseInline(line);
      if (last?.type === 'paragraph') last.lines.push(inline);
      else blocks.push({ type: 'paragraph', lines: [inline] });
    }
  }
  return blocks;
}
