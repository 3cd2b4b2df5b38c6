// Withdrawing scheduled messages that may have reached the server.
import { expect, test, vi } from 'vitest';
import { applyOp, type Op } from '@/lib/state/ops';
import type { MessengerState } from '@/lib/state/state';
import { Store } from '@/lib/store';
import { CHAT, chat, stateWith } from '@/testing/builders';
import { type Way, withdraw } from './withdraw';

function stage() {
  const store = new Store<MessengerState>(stateWith([chat()]));
  const request = vi.fn(async (_method: string, _path: string) => ({}));
  const discard = vi.fn();
  const hear = (id: string) => {
    const message = { id, chatId: CHAT, kind: 'text', text: 'later', sendAt: 9 };
    const update = { scheduled: { id, message }, userVersion: store.get().user.at + 1 };
    const op: Op = { type: 'event', event: { type: 'me:updated', update }, now: 0 };
    store.update((state) => applyOp(state, op));
  };
  const keeper = { request: request as Way['keeper']['request'] };
  return { way: { store, discard, keeper }, request, discard, hear };
}

test('a withdrawn message that reached the server all the same is deleted there, once', () => {
  const { way, request, discard, hear } = stage();
  withdraw(way, 'm1');
  expect(discard).toHaveBeenCalledWith('m1');
  hear('m2');
  expect(request).not.toHaveBeenCalled();
  hear('m1');
  hear('m1');
  expect(request.mock.calls).toEqual([['DELETE', 'me/scheduled/m1']]);
});
