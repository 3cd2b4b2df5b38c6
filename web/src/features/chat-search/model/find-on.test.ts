// A search that goes on through pages without a hit.
import { expect, test } from 'vitest';
import type { Message, MessageHits } from '@/protocol/types';
import { findOn } from './find-on';

const hit = { seq: 3 } as Message;
const empty = (searchedTo: number): MessageHits => ({ messages: [], more: true, searchedTo });

function server(...pages: MessageHits[]) {
  const asked: (number | undefined)[] = [];
  const ask = async (before: number | undefined) => {
    asked.push(before);
    return pages[asked.length - 1] ?? { messages: [], more: false };
  };
  return { asked, ask };
}

test('it goes on from where each page ended until something is found', async () => {
  const { asked, ask } = server(empty(90), empty(50), { messages: [hit], more: true, searchedTo: 2 });
  expect(await findOn(ask, undefined, () => true)).toEqual({ messages: [hit], next: 2 });
  expect(asked).toEqual([undefined, 90, 50]);
});

test('it ends at the beginning of the chat', async () => {
  const { ask } = server(empty(90), { messages: [], more: false });
  expect(await findOn(ask, 120, () => true)).toEqual({ messages: [], next: null });
});

test('it ends when nobody wants to know any more', async () => {
  const { asked, ask } = server(empty(90), empty(50));
  expect(await findOn(ask, undefined, () => false)).toEqual({ messages: [], next: 90 });
  expect(asked).toHaveLength(1);
});
