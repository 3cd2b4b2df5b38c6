// What a message's text means: blocks of lines, made of inline pieces.

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; text: string }
  /** `name` is what stands after the @, as written; the @ is at `at` in the text. */
  | { type: 'mention'; name: string; at: number };

/** `marker` is what was written before it: a dash or such, or a number with its dot or bracket. */
export type Item = { marker: string; children: Inline[] };

/** Lines are parted by line breaks in the texts of `children`. */
export type Block =
  | { type: 'paragraph' | 'quote'; children: Inline[] }
  | { type: 'list'; ordered: boolean; items: Item[] }
  | { type: 'code'; language: string; text: string };

/** Adds a piece; text that follows text becomes one with it. */
export function append(to: Inline[], piece: Inline): void {
  const last = to.at(-1);
  if (piece.type !== 'text' || last?.type !== 'text') to.push(piece);
  else if (piece.text !== '') to[to.length - 1] = { type: 'text', text: last.text + piece.text };
}

export type MentionPiece = Extract<Inline, { type: 'mention' }>;

/** All mentions, in the order in which they come. */
export function mentionPieces(blocks: Block[]): MentionPiece[] {
  const found: MentionPiece[] = [];
  const collect = (pieces: Inline[]): void => {
    for (const piece of pieces) {
      if (piece.type === 'mention') found.push(piece);
      else if ('children' in piece) collect(piece.children);
    }
  };
  for (const block of blocks) {
    if (block.type === 'list') for (const item of block.items) collect(item.children);
    else if (block.type !== 'code') collect(block.children);
  }
  return found;
}
