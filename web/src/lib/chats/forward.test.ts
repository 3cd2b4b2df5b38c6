// Forwarding several messages of a chat.
import { expect, test } from 'vitest';
import type { Messenger } from '@/lib/messenger/messenger';
import { addHistory } from '@/lib/state/apply/tab';
import type { MessengerState } from '@/lib/state/state';
import { CHAT, chat, message, stateWith } from '@/testing/builders';
import { forward } from './forward';

/** The chat shows its messages 3 and 4; 1 and 2 are kept elsewhere on the device. */
async function forwarded(seqs: number[], comment = '', change: Partial<MessengerState> = {}) {
  const state = stateWith([chat({ head: 4 }), chat({ id: 'c2' })]);
  const tab = addHistory(state, CHAT, { messages: [message(3), message(4)], more: true });
  const sent: unknown[] = [];
  const messenger = {
    store: { get: () => ({ ...state, tab, ...change }) },
    messageAt: async (_: string, seq: number) => (seq < 3 ? message(seq) : undefined),
    send: (to: string, { text, forwardOf }: { text?: string; forwardOf?: { id: string } }) =>
      sent.push(`${to}: ${text ?? forwardOf?.id}`),
  } as unknown as Messenger;
  const messages = seqs.map((seq) => ({ id: `m${seq}`, seq }));
  const isDone = await forward(messenger, { chatId: CHAT, messages }, ['c2'], comment);
  return [isDone, ...sent];
}

test('they go in the order of their chat after the comment, however they were selected', async () => {
  expect(await forwarded([4, 3], 'See?')).toEqual([true, 'c2: See?', 'c2: m3', 'c2: m4']);
});

test('one that the chat does not show any more goes with them', async () => {
  expect(await forwarded([4, 1])).toEqual([true, 'c2: m1', 'c2: m4']);
});

test('nothing is sent when one of them is gone, or is about to be deleted', async () => {
  expect(await forwarded([4, 9], 'See?')).toEqual([false]);
  const messageChanges = [{ type: 'delete' as const, chatId: CHAT, id: 'm4', at: 1 }];
  expect(await forwarded([3, 4], 'See?', { messageChanges })).toEqual([false]);
});
