// Marks around a selection.
import { expect, test } from 'vitest';
import { wrapSelection } from './wrap-selection';

/** The text of the field after the edit, with bars around the selection. */
function wrapped(text: string, from: number, to: number, mark: string): string {
  const edit = wrapSelection(text, from, to, mark);
  const next = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const [start, end] = edit.select ?? [0, 0];
  return `${next.slice(0, start)}|${next.slice(start, end)}|${next.slice(end)}`;
}

test('a mark goes around the selection, which stays selected', () => {
  expect(wrapped('a word', 2, 6, '*')).toBe('a *|word|*');
});

test('the same again takes it off', () => {
  expect(wrapped('a *word*', 3, 7, '*')).toBe('a |word|');
});

test('without a selection the caret stands between the marks', () => {
  expect(wrapped('a ', 2, 2, '_')).toBe('a _||_');
});

test('what begins the text has no mark before it', () => {
  expect(wrapped('word*', 0, 4, '*')).toBe('*|word|**');
});
