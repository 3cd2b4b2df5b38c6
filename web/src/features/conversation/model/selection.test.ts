// Several messages, copied together.
import { expect, test } from 'vitest';
import { transcript } from './selection';

const people = {
  ann: { id: 'ann', username: 'ann', name: 'Ann Smith', version: 0 },
  bob: { id: 'bob', username: 'bob', name: 'Bob', version: 0 },
};
const first = { id: '1', senderId: 'ann', text: 'Dinner at seven?', at: 1_000 };
const second = { id: '2', senderId: 'bob', text: 'Yes!\nGladly', at: 2_000 };

test('one message is copied as it was written', () => {
  expect(transcript([second], people)).toBe('Yes!\nGladly');
});

test('several are told with who and when, in the order they were written', () => {
  const lines = transcript([second, first], people).split('\n');
  expect(lines[0]).toMatch(/^\[.+\] Ann Smith: Dinner at seven\?$/);
  expect(lines[1]).toMatch(/^\[.+\] Bob: Yes!$/);
  expect(lines[2]).toBe('Gladly');
});
