// What the cases of docs/text.md do not show: that nothing is lost, where links lead, and where mentions stand.
import { expect, test } from 'vitest';
import { plainText } from '../plain';
import { mentionPieces } from './ast';
import { corpus } from './corpus';
import { parseText } from './parse';

test('every text parses, and its words are all there', () => {
  const pieces = [
    ...[
      '*',
      '_',
      '~',
      '`',
      '```',
      '\n',
      '> ',
      '- ',
      '1. ',
      '@',
      'word',
      ' ',
      'https://a.org',
      '**',
      '👍',
      '\\',
    ],
  ];
  for (let seed = 0; seed < 3_000; seed += 1) {
    const text = Array.from(
      { length: 9 },
      (_, i) => pieces[(seed * 7 + i * i * 13 + seed * i * 3) % pieces.length],
    ).join('');
    const words = plainText(parseText(text)).match(/word/g)?.length ?? 0;
    expect(words, JSON.stringify(text)).toBe(text.match(/word/g)?.length ?? 0);
  }
});

test('an address without a scheme gets one, and one with a scheme leads where it says', () => {
  expect(parseText('www.x.org')).toEqual([
    { type: 'paragraph', children: [{ type: 'link', href: 'https://www.x.org', text: 'www.x.org' }] },
  ]);
  for (const { text } of corpus()) {
    for (const [href] of JSON.stringify(parseText(text)).matchAll(/(?<="href":")[^"]*/g)) {
      expect(new URL(href).protocol, text).toMatch(/^https?:$/);
    }
  }
});

test('a mention knows its place in the text', () => {
  const text = 'a\r\n> *@ann*\r\n- @anna\n```\n@no\n```\n12. @bob';
  expect(mentionPieces(parseText(text)).map(({ at, name }) => [at, name])).toEqual(
    ['ann', 'anna', 'bob'].map((name) => [text.search(new RegExp(`@${name}\\b`)), name]),
  );
});

test('code whose end was cut off is code', () => {
  expect(parseText('```js\nlet a', { cut: true })).toEqual([{ type: 'code', language: 'js', text: 'let a' }]);
});
