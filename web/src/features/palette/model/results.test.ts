// The results of the palette.
import { Bell } from 'lucide-react';
import { expect, test } from 'vitest';
import { chat, ME, message, stateWith } from '@/testing/builders';
import { findChatHits, findCommandHits, findPersonHits } from './results';

const people = {
  [ME]: { id: ME, username: 'me', name: 'Me', version: 0 },
  ann: { id: 'ann', username: 'ann', name: 'Ann Smith', version: 0 },
};
const state = {
  ...stateWith([
    chat({ lastMessage: message(1) }),
    chat({ id: 'g', kind: 'group', title: 'Annual meeting', lastMessage: message(9) }),
    chat({ id: 'e', members: [] }),
  ]),
  people,
};

test('with nothing typed the newest chats are listed, and no empty ones', () => {
  expect(findChatHits(state, '').map(({ chat: { id } }) => id)).toEqual(['g', 'c1']);
});

test('the better fit comes first, however old it is', () => {
  expect(findChatHits(state, 'ann s').map(({ face }) => face.name)).toEqual(['Ann Smith']);
  expect(findChatHits(state, 'ann')[0]?.face.name).toBe('Ann Smith');
});

test('whoever has a chat in the list is not listed again', () => {
  const bob = { id: 'bob', username: 'bob', name: 'Bob Anning', version: 0 };
  const hits = findPersonHits([people.ann, bob], findChatHits(state, 'ann'), 'ann');
  expect(hits.map(({ user }) => user.id)).toEqual(['bob']);
  expect(findPersonHits([bob], [], '')).toEqual([]);
});

test('commands are found by their titles', () => {
  const commands = ['Mute: Always', 'New chat'].map((title) => ({
    id: title,
    icon: Bell,
    title,
    run: () => {},
  }));
  expect(findCommandHits(commands, 'nch').map(({ command }) => command.title)).toEqual(['New chat']);
  expect(findCommandHits(commands, '')).toHaveLength(2);
});
