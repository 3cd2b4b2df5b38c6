// Emoji: their tones, and how they are found.
import { expect, test } from 'vitest';
import type { EmojiSet } from './emoji-set';
import { emojiWordAt } from './emoji-word';
import { searchEmoji } from './search';
import { withTone } from './tones';

test('a tone stands behind every person, and takes the place of the mark for colour', () => {
  expect(withTone('👍', 3)).toBe('👍🏽');
  expect(withTone('👍', 0)).toBe('👍');
  expect(withTone('✌️', 5)).toBe('✌🏿');
  expect(withTone('👩‍🚀', 1)).toBe('👩🏻‍🚀');
  expect(withTone('🕵️‍♀️', 2)).toBe('🕵🏼‍♀️');
});

test('two people who hold hands both have the tone, their hands have none', () => {
  expect(withTone('🧑‍🤝‍🧑', 4)).toBe('🧑🏾‍🤝‍🧑🏾');
  expect(withTone('🤝', 4)).toBe('🤝🏾');
});

const set: EmojiSet = [
  {
    id: 'smileys',
    emoji: [
      { char: '😿', name: 'crying cat', words: ['tear'], toneable: false },
      { char: '🐈', name: 'cat', words: ['meow', 'pet'], toneable: false },
      { char: '😀', name: 'grinning face', words: ['smile', 'happy'], toneable: false },
      { char: '🐶', name: 'dog face', words: ['pet', 'woof'], toneable: false },
    ],
  },
];
const found = (words: string) => searchEmoji(set, words, 10).map(({ char }) => char);

test('what is called so comes before what is called so among other things', () => {
  expect(found('cat')).toEqual(['🐈', '😿']);
  expect(found('pet')).toEqual(['🐈', '🐶']);
});

test('the beginning of a word is enough, and all words have to fit', () => {
  expect(found('smi')).toEqual(['😀']);
  expect(found('dog face')).toEqual(['🐶']);
  expect(found('dog smile')).toEqual([]);
  expect(found('  ')).toEqual([]);
});

test('the word after a colon is looked up, and a time or an address is not', () => {
  expect(emojiWordAt('so :smi', 7)).toEqual({ from: 3, to: 7, query: 'smi' });
  expect(emojiWordAt(':thumbs_up', 10)?.query).toBe('thumbs up');
  expect(emojiWordAt(':قَلب', 5)?.query).toBe('قَلب');
  expect(emojiWordAt(':sad-cat_2', 10)?.query).toBe('sad cat 2');
  for (const text of ['at 8:12', 'at :12', 'http://a', ':s', 'note:abc', ': smile']) {
    expect(emojiWordAt(text, text.length), text).toBeNull();
  }
});
