// The marks of messages.
import { describe, expect, test } from 'vitest';
import type { Inline } from './ast';
import { parseInline } from './inline';
import { parseText, plainText } from './parse';

/** The tree as short text: `b(..)` bold, `i(..)` italic, `s(..)` strike, `c(..)` code, `l(..)` link, `@(..)` mention. */
function show(inlines: Inline[]): string {
  return inlines
    .map((node) => {
      if (node.type === 'text') return node.text;
      if (node.type === 'mention') return `@(${node.name})`;
      return `${node.type.charAt(0)}(${'children' in node ? show(node.children) : node.text})`;
    })
    .join('');
}

function check(cases: Record<string, string>) {
  for (const [text, tree] of Object.entries(cases)) expect(show(parseInline(text)), text).toBe(tree);
}

describe('marks', () => {
  test('single and doubled marks mean the same', () => {
    check({
      'a *bold* word': 'a b(bold) word',
      '_italic_ and ~gone~': 'i(italic) and s(gone)',
      '**bold** __italic__ ~~gone~~': 'b(bold) i(italic) s(gone)',
    });
    check({ 'run `npm test` now': 'run c(npm test) now' });
  });

  test('marks nest', () => {
    check({ '*bold _and italic_*': 'b(bold i(and italic))' });
  });

  test('marks must hug their content', () => {
    check({ '2 * 3 * 4': '2 * 3 * 4', '* a*': '* a*', '*a *': '*a *', '**': '**', '****': '****' });
  });

  test('marks inside a word are letters', () => {
    check({ snake_case_name: 'snake_case_name', 'a*b*c': 'a*b*c', größe_über_alles: 'größe_über_alles' });
  });

  test('a mark without its partner is a letter', () => {
    check({ 'only *half': 'only *half', 'a `tick': 'a `tick' });
  });

  test('a closing mark inside a word is passed over', () => {
    check({ '*a*b c*': 'b(a*b c)' });
  });

  test('nothing has a meaning inside code', () => {
    check({ '`*a* https://x.org @b`': 'c(*a* https://x.org @b)' });
  });

  test('marks may stand beside punctuation and emoji', () => {
    check({ '(*a*), "_b_"!': '(b(a)), "i(b)"!', '👍*a*👍': '👍b(a)👍' });
  });
});

describe('links', () => {
  test('addresses are found, without the punctuation after them', () => {
    check({
      'see https://kith.example/a?b=1.': 'see l(https://kith.example/a?b=1).',
      '(https://x.org/a_(b))': '(l(https://x.org/a_(b)))',
      'www.x.org, then': 'l(www.x.org), then',
      'http://localhost:8080': 'l(http://localhost:8080)',
    });
  });

  test('an address without a scheme gets one', () => {
    expect(parseInline('www.x.org')).toEqual([
      { type: 'link', href: 'https://www.x.org', text: 'www.x.org' },
    ]);
  });

  test('nothing but the web is a link', () => {
    check({
      'javascript:alert(1)': 'javascript:alert(1)',
      'xhttps://a.org': 'xhttps://a.org',
      'https://': 'https://',
    });
  });

  test('marks inside an address belong to it', () => {
    check({ 'https://x.org/a_b_c': 'l(https://x.org/a_b_c)' });
  });
});

describe('mentions', () => {
  test('a user name after an @ that does not follow a letter', () => {
    check({ '@ann, hi @b.c-d.': '@(ann), hi @(b.c-d).', 'me@x.org': 'me@x.org', '@ ann': '@ ann' });
  });
});

describe('blocks', () => {
  const types = (text: string) => parseText(text).map((block) => block.type);

  test('quotes, lists and code stand apart from paragraphs', () => {
    expect(types('a\n> b\n> c\nd\n- e\n- f\n1. g\n2. h\n```\ni\n```\nj')).toEqual([
      'paragraph',
      'quote',
      'paragraph',
      'list',
      'list',
      'code',
      'paragraph',
    ]);
  });

  test('empty lines are kept inside a paragraph', () => {
    expect(parseText('a\n\nb')).toMatchObject([
      { type: 'paragraph', lines: [[{ text: 'a' }], [], [{ text: 'b' }]] },
    ]);
  });

  test('a numbered list starts where it says', () => {
    expect(parseText('3. c\n4. d')).toMatchObject([
      { type: 'list', ordered: true, start: 3, items: [[], []].map(() => expect.anything()) },
    ]);
  });

  test('code keeps its marks, spaces and lines', () => {
    expect(parseText('```\n  *a*\n> b\n```')).toEqual([{ type: 'code', text: '  *a*\n> b' }]);
  });

  test('a fence without its partner is text', () => {
    expect(types('```a')).toEqual(['paragraph']);
  });

  test('a dash or a number without a word is no list', () => {
    expect(types('- ')).toEqual(['paragraph']);
    expect(types('1.5 litres')).toEqual(['paragraph']);
  });

  test('every text parses, and its words are all there', () => {
    const pieces = [
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
    ];
    for (let seed = 0; seed < 3_000; seed += 1) {
      const text = Array.from(
        { length: 9 },
        (_, i) => pieces[(seed * 7 + i * i * 13 + seed * i * 3) % pieces.length],
      ).join('');
      const words = plainText(text).match(/word/g)?.length ?? 0;
      expect(words, JSON.stringify(text)).toBe(text.match(/word/g)?.length ?? 0);
    }
  });
});

test('the plain text of a message is one line of its words', () => {
  expect(plainText('*Two* loaves:\n- the _rye_\n- `white`\n\n> yes @ann')).toBe(
    'Two loaves: the rye white yes @ann',
  );
});
