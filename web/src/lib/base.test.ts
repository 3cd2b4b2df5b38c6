// Below a path: addresses and names.
import { expect, test } from 'vitest';
import { baseOf, ownName, withinApp } from './base';

test('the base is the path of the page without its last slash', () => {
  expect(baseOf('https://example.org/')).toBe('');
  expect(baseOf('https://example.org/chat/')).toBe('/chat');
  expect(baseOf('https://example.org/a/b/')).toBe('/a/b');
});

test('a path within the app does not tell where the app lives', () => {
  expect(withinApp('/c/1', '')).toBe('/c/1');
  expect(withinApp('/chat/c/1', '/chat')).toBe('/c/1');
  expect(withinApp('/chat/', '/chat')).toBe('/');
  expect(withinApp('/chat', '/chat')).toBe('/');
});

test('what two instances on one host keep never has the same name, or one that begins alike', () => {
  const bases = ['', '/chat', '/chat/two', '/other'];
  const names = bases.map((base) => ownName('kith.draft.', base));
  for (const name of names) expect(names.filter((other) => `${other}x`.startsWith(name))).toEqual([name]);
});
