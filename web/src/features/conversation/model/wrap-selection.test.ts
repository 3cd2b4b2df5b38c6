// Marks around a selection.
import { expect, test } from 'vitest';
import { wrapSelection } from './wrap-selection';

test('a mark goes around the selection, which stays selected', () => {
  expect(wrapSelection('a word', 2, 6, '*')).toEqual({ text: 'a *word*', from: 3, to: 7 });
});

test('the same again takes it off', () => {
  expect(wrapSelection('a *word*', 3, 7, '*')).toEqual({ text: 'a word', from: 2, to: 6 });
});

test('without a selection the caret stands between the marks', () => {
  expect(wrapSelection('a ', 2, 2, '_')).toEqual({ text: 'a __', from: 3, to: 3 });
});
