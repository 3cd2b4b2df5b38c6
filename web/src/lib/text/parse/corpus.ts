// For tests: the tables of docs/text.md, and their notation for a parsed text.
import { readFileSync } from 'node:fs';
import type { User } from '@/protocol/types';
import type { Block, Inline } from './ast';

export type Case = { text: string; read: string; mentions: string[]; preview: string };

export const MEMBERS: User[] = [
  ['ann', 'Ann Smith'],
  ['anna', 'Anna'],
  ['bob.k', 'Robert König'],
  ['li-wei', '李伟'],
  ['x_1', 'X One'],
  ['cash', 'Cash $& Co'],
].map(([username = '', name = '']) => ({ id: `id of ${username}`, username, name, version: 0 }));

const TAGS = { bold: 'b', italic: 'i', strike: 's', code: 'code', link: 'a' } as const;

export function corpus(): Case[] {
  const page = readFileSync(new URL('../../../../../docs/text.md', import.meta.url), 'utf8');
  return [...page.matchAll(/^```jsonl\n([\s\S]*?)^```$/gm)]
    .flatMap(([, table = '']) => table.trim().split('\n'))
    .map((line) => {
      const [text, read, mentions, preview] = JSON.parse(line);
      return { text, read, mentions, preview };
    });
}

/** In the notation of the tables. `isMention` tells whether a name mentions a person. */
export function written(blocks: Block[], isMention: (name: string) => boolean): string {
  const inline = (pieces: Inline[]): string =>
    pieces
      .map((piece) => {
        if (piece.type === 'text') return escaped(piece.text);
        if (piece.type === 'mention')
          return isMention(piece.name) ? `<m>@${piece.name}</m>` : `@${piece.name}`;
        const tag = TAGS[piece.type];
        return `<${tag}>${'children' in piece ? inline(piece.children) : escaped(piece.text)}</${tag}>`;
      })
      .join('');
  return blocks
    .map((block) => {
      if (block.type === 'code') return `<${`pre ${block.language}`.trim()}>${escaped(block.text)}</pre>`;
      if (block.type !== 'list') {
        const words = inline(block.children);
        return block.type === 'quote' ? `<q>${words}</q>` : words;
      }
      const items = block.items.map(
        ({ marker, children }) => `<${block.ordered ? `li ${marker}` : 'li'}>${inline(children)}</li>`,
      );
      return block.ordered ? `<ol>${items.join('')}</ol>` : `<ul>${items.join('')}</ul>`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
