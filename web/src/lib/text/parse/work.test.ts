// The work of parsing is bounded for any text of 64 KB: the test counts the steps.
import { describe, expect, test } from 'vitest';
import { plainText } from '../plain';
import type { Inline } from './ast';
import { corpus } from './corpus';
import { MOST_PIECES, Work } from './line';
import { parseWith } from './parse';

const LENGTH = 64 * 1024;
/** Steps for each character of a text, including the fixed steps for each mark, name and address. */
const MOST_STEPS = 60;
const MOST_DEPTH = 12;

function repeated(piece: string, before = ''): string {
  return (before + piece.repeat(Math.ceil(LENGTH / piece.length))).slice(0, LENGTH);
}

function depth(pieces: Inline[]): number {
  return Math.max(0, ...pieces.map((piece) => 1 + ('children' in piece ? depth(piece.children) : 0)));
}

/** The number of elements that show the pieces, plain text not counted. */
function size(pieces: Inline[]): number {
  return pieces.reduce(
    (sum, piece) => sum + ('children' in piece ? 1 + size(piece.children) : piece.type === 'text' ? 0 : 1),
    0,
  );
}

function expectBounded(text: string): void {
  const work = new Work((name) => name === 'ann');
  const blocks = parseWith(work, text);
  const about = JSON.stringify(text.slice(0, 60));
  expect(work.steps / text.length, about).toBeLessThan(MOST_STEPS);
  const lines = blocks.flatMap((block) => {
    if (block.type === 'code') return [];
    return block.type === 'list' ? block.items.map((item) => item.children) : [block.children];
  });
  expect(Math.max(0, ...lines.map(depth)), about).toBeLessThanOrEqual(MOST_DEPTH);
  const elements = lines.reduce((sum, pieces) => sum + 1 + size(pieces), 0);
  expect(elements, about).toBeLessThan(2 * MOST_PIECES);
  expect(
    lines.reduce((sum, pieces) => sum + pieces.length, 0),
    about,
  ).toBeLessThan(4 * MOST_PIECES);
}

describe('any text of 64 KB is read in a bounded number of steps', () => {
  test.each([
    repeated(')', 'https://a.b/'),
    repeated('(', 'https://a.b/'),
    repeated('.', 'https://a.b/'),
    repeated('https://a.b/('),
    repeated('https://'),
    repeated('https://a:'),
    repeated('www.'),
    repeated('http://['),
    repeated(`https://${'a'.repeat(320)} `),
    repeated(' *a'),
    repeated('*a* '),
    repeated('*a _b ~c **d __e ~~f ***g ___h '),
    repeated('***a** '),
    repeated('*_'),
    repeated('*_~a'),
    repeated('_a*'),
    repeated('*'),
    repeated('**a'),
    repeated('`'),
    repeated('` '),
    repeated('`a``b```c'),
    Array.from({ length: 360 }, (_, i) => `a${'`'.repeat(i + 1)}`).join(''),
    repeated('```\n'),
    repeated('```a\n', 'x'),
    repeated('``` '),
    repeated('@'),
    repeated('@ann'),
    repeated('@ann '),
    repeated(`@${'a-'.repeat(20)} `),
    repeated('a'),
    repeated('a', '@'),
    repeated('> '),
    repeated('> a\n'),
    repeated('> a\nb\n'),
    repeated('- a\n'),
    repeated('1. a\n- b\n'),
    repeated(' '),
    repeated('\n'),
    repeated('\r'),
    repeated('* '),
    repeated('👍*a*'),
    repeated('看https://x.org/吗'),
  ])('%.20s', expectBounded);

  test('and so is whatever is put together at random', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const pieces = [
      ...[
        '*',
        '_',
        '~',
        '**',
        '***',
        '`',
        '``',
        '```',
        '\n',
        ' ',
        '> ',
        '- ',
        '1. ',
        '@',
        '@ann',
        '\\',
        '(',
        ')',
        '[',
        ']',
      ],
      ...[
        'https://',
        'https://a.b/',
        'www.',
        '://',
        '.',
        'word',
        'a',
        '你',
        '👍',
        '\u0301',
        '\u200d',
        '\ud83d',
        '。',
      ],
      ...corpus().map(({ text }) => text),
    ];
    for (let round = 0; round < 12; round += 1) {
      const some = Array.from({ length: 1 + random(12) }, () => pieces[random(pieces.length)] ?? '');
      let text = '';
      while (text.length < LENGTH) text += some[random(some.length)] || ' ';
      expectBounded(text.slice(0, LENGTH));
    }
  }, 60_000);

  test('what comes after the pieces that a text may have is plain text, and all there', () => {
    const text = '*a* b\n'.repeat(MOST_PIECES + 10);
    const blocks = parseWith(new Work(() => false), text);
    expect(blocks).toHaveLength(1);
    expect(plainText(blocks).match(/b/g)).toHaveLength(MOST_PIECES + 10);
    expect(plainText(blocks).endsWith('*a* b')).toBe(true);
  });
});
