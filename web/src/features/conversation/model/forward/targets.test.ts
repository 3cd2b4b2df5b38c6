// Which chats something can be forwarded to.
import { expect, test } from 'vitest';
import { chat, ME, message } from '@/testing/builders';
import { findTargets } from './targets';

const people = { ann: { id: 'ann', username: 'ann', name: 'Ann Smith', version: 0 } };
const trip = chat({ id: 'g', kind: 'group', title: 'Trip', lastMessage: message(9) });
const chats = { c1: chat({ lastMessage: message(3) }), g: trip };
const found = (words: string) => findTargets(chats, people, ME, words).map(({ face }) => face.name);

test('the newest are first, and words narrow them', () => {
  expect(found('')).toEqual(['Trip', 'Ann Smith']);
  expect(found('ann')).toEqual(['Ann Smith']);
  expect(found('xyz')).toEqual([]);
});
