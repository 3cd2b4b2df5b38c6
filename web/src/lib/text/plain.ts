// The words of a message in one line, as a list of chats shows them.
import type { Block, Inline } from './parse/ast';

/** `label` returns the text for a mention. */
export function plainText(blocks: Block[], label: (name: string) => string = (name) => `@${name}`): string {
  const words = (pieces: Inline[]): string =>
    pieces
      .map((piece) => {
        if ('children' in piece) return words(piece.children);
        return piece.type === 'mention' ? label(piece.name) : piece.text;
      })
      .join('');
  return blocks
    .map((block) => {
      if (block.type === 'code') return block.text;
      if (block.type !== 'list') return words(block.children);
      return block.items
        .map(({ marker, children }) => (block.ordered ? `${marker} ` : '') + words(children))
        .join(' ');
    })
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}
