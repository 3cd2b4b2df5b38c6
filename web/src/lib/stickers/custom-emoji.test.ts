// Custom emoji in texts and pickers.
import { expect, test } from 'vitest';
import { searchEmoji } from '@/lib/emoji/search';
import { asEmoji, customEmojiName, piecesOf } from './custom-emoji';

const pieces = (text: string, most = 9) =>
  piecesOf(text, (name) => ['a', 'party_parrot', 'x-2'].includes(name), most)
    .map((piece) => (typeof piece === 'string' ? piece : `<${piece.name}>`))
    .join('');

test('a custom emoji is found wherever its name stands between colons', () => {
  expect(pieces(':a:')).toBe('<a>');
  expect(pieces('so :party_parrot::x-2:!')).toBe('so <party_parrot><x-2>!');
  expect(pieces('你好:a:你好 3:a:4')).toBe('你好<a>你好 3<a>4');
});

test('what is none stays as it is', () => {
  for (const text of ['', ':', '::', ':b:', ':A:', ': a :', ':a', 'a:', '10:30:45', `:${'a'.repeat(33)}:`]) {
    expect(pieces(text)).toBe(text);
  }
});

test('of two that share a colon the first is one, if there is such an emoji', () => {
  expect(pieces(':a:x-2:')).toBe('<a>x-2:');
  expect(pieces(':b:a:')).toBe(':b<a>');
  expect(pieces('at 10:30:a:')).toBe('at 10:30<a>');
});

test('a text shows only so many', () => {
  expect(pieces(':a::a::a:', 2)).toBe('<a><a>:a:');
});

test('the name of a reaction is known from the emoji of all', () => {
  expect(customEmojiName(':party_parrot:')).toBe('party_parrot');
  for (const emoji of ['👍', ':a', ':a:b:', ':A:', '::']) expect(customEmojiName(emoji)).toBeNull();
});

test('it is found by any word of its name', () => {
  const picture = { file: 'f.webp', width: 1, height: 1 };
  const group = {
    id: 'custom' as const,
    emoji: ['party_parrot', 'sad-cat'].map((name) => asEmoji({ name, ...picture })),
  };
  const found = (words: string) => searchEmoji([group], words, 9).map(({ char }) => char);
  expect(found('parr')).toEqual([':party_parrot:']);
  expect(found('party parrot')).toEqual([':party_parrot:']);
  expect(found('sad cat')).toEqual([':sad-cat:']);
});
