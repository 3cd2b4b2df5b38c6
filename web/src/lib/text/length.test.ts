// Lengths as people count them.
import { expect, test } from 'vitest';
import { charactersBeyond, charactersLeft, countCharacters, tooLong } from './length';

test('what is seen as one is one: families, flags, skin tones, accents, syllables', () => {
  for (const one of ['👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', '👍🏽', 'é', 'नि', '각', '❤️', '1️⃣']) {
    expect(countCharacters(one), one).toBe(1);
  }
  expect(countCharacters('Zoë 👩‍🚀!')).toBe(6);
});

test('a text may be as long as people count, without the spaces around it', () => {
  expect(charactersLeft('👨‍👩‍👧‍👦'.repeat(60), 64)).toBe(4);
  expect(charactersLeft('  ab  ', 2)).toBe(0);
  expect(tooLong('👨‍👩‍👧‍👦'.repeat(64), 64)).toBeNull();
  expect(tooLong('abcd', 3)).toBe('1 character too many');
});

test('marks piled on a character without end do not fit', () => {
  expect(countCharacters(`a${'\u0301'.repeat(3_000)}`)).toBe(1);
  expect(tooLong(`a${'\u0301'.repeat(3_000)}`, 64)).not.toBeNull();
  expect(tooLong(`a${'\u0301'.repeat(30)}`, 64)).toBeNull();
});

test('what goes beyond a number of bytes is counted in characters', () => {
  expect(charactersBeyond('abc', 3)).toBe(0);
  expect(charactersBeyond('abcdef', 3)).toBe(3);
  expect(charactersBeyond('ééé', 4)).toBe(1);
  expect(charactersBeyond(`ab${'👨‍👩‍👧‍👦'.repeat(3)}`, 2)).toBe(3);
});
