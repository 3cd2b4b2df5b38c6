// Commands in the composer.
import { expect, test } from 'vitest';
import { commandIn, commandsFor, deedOf } from './command';

test('a word behind a slash at the beginning is a command, with what stands behind it', () => {
  expect(commandIn('/poll Where to?')).toEqual({ command: 'poll', words: 'Where to?' });
  expect(commandIn('/POLL')).toEqual({ command: 'poll', words: '' });
  expect(commandIn('/me waves\nand goes')).toEqual({ command: 'me', words: 'waves\nand goes' });
});

test('anything else is a text', () => {
  for (const text of ['/polls', 'a /poll', '/etc/hosts', '/', '/me']) expect(commandIn(text)).toBeNull();
});

test('commands are offered while the word is typed', () => {
  expect(commandsFor('/', 1)?.commands).toContain('poll');
  expect(commandsFor('/po', 3)).toEqual({ to: 3, commands: ['poll'] });
  for (const [text, caret] of [
    ['/poll ', 6],
    ['a/', 2],
    ['/po', 0],
  ] as const)
    expect(commandsFor(text, caret)).toBeNull();
});

test('what somebody does is their name and the words, slanted', () => {
  expect(deedOf('Ada', 'waves \nand goes')).toBe('_Ada waves_\nand goes');
});
