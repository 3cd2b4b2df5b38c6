// How a message is quoted before a private answer.
import { expect, test } from 'vitest';
import { asQuote } from './as-quote';

test('every line of what is answered privately is quoted, and a long text is cut', () => {
  expect(asQuote('one\n\ntwo')).toBe('> one\n> \n> two');
  expect([...asQuote('🐌'.repeat(600))]).toHaveLength(2 + 500 + 1);
});
