// The outbox: order, retries, failures.
import { expect, test } from 'vitest';
import type { ErrorCode, ErrorInfo } from '@/protocol/types';
import {
  dueNow,
  enqueue,
  goesAlone,
  lose,
  markSending,
  nextRetryAt,
  type Pending,
  refuse,
  remove,
  requeue,
  retry,
} from './outbox';

const NOW = 1_000_000;

/** `a1 a2 b1` are messages 1 and 2 to chat a, and 1 to chat b. */
function outboxOf(ids: string): Pending[] {
  return ids
    .split(' ')
    .reduce<Pending[]>(
      (outbox, id) => enqueue(outbox, { id, chatId: id.slice(0, 1), kind: 'text', text: id }, NOW),
      [],
    );
}

function error(code: ErrorCode, retryAfter: number | null = null): ErrorInfo {
  return { code, message: '', retryAfter, details: {} };
}

/** It goes out, and no answer comes. */
const out = (outbox: Pending[], id: string, alone = false) => lose(markSending(outbox, id), id, alone, NOW);

const due = (outbox: Pending[], now = NOW) => dueNow(outbox, now).map((pending) => pending.message.id);

test('the first message of each chat may go out', () => {
  expect(due(outboxOf('a1 a2 b1'))).toEqual(['a1', 'b1']);
});

test('while a message is under way the next one of its chat waits', () => {
  expect(due(markSending(outboxOf('a1 a2 b1'), 'a1'))).toEqual(['b1']);
});

test('an acknowledged message makes way for the next', () => {
  expect(due(remove(markSending(outboxOf('a1 a2'), 'a1'), 'a1'))).toEqual(['a2']);
});

test('when another tab sends from now on, the same ids go again, in order', () => {
  const outbox = requeue(markSending(markSending(outboxOf('a1 a2 b1'), 'a1'), 'b1'));
  expect(due(outbox)).toEqual(['a1', 'b1']);
  expect(outbox.some(goesAlone)).toBe(false);
});

test('what went out with a connection that broke goes again with the same id, in order, and alone', () => {
  const cut = ['a1', 'b1'].reduce((outbox, id) => out(outbox, id), outboxOf('a1 a2 b1'));
  expect(due(cut)).toEqual(['a1', 'b1']);
  expect(cut.map(goesAlone)).toEqual([true, false, true]);
});

test('a message that gets no answer while the server answers all else fails, and holds up nothing', () => {
  const once = out(out(outboxOf('a1 a2'), 'a1'), 'a1', true);
  expect(due(once)).toEqual([]);
  expect(nextRetryAt(once, NOW)).toBe(NOW + 1_000);
  const twice = out(once, 'a1', true);
  expect(twice[0]).toMatchObject({ status: 'failed', error: { code: 'undeliverable' } });
  expect(due(twice)).toEqual(['a2']);
});

test('a network that breaks now and then fails no message', () => {
  const cut = [1, 2, 3, 4, 5].reduce((outbox) => out(outbox, 'a1'), outboxOf('a1 a2'));
  expect(due(cut)).toEqual(['a1']);
});

test('a message that breaks every connection, however often, fails in the end', () => {
  let outbox = outboxOf('a1 a2');
  let attempts = 0;
  for (; outbox[0]?.status !== 'failed'; attempts += 1) outbox = out(outbox, 'a1');
  expect(attempts).toBe(10);
  expect(due(outbox)).toEqual(['a2']);
});

test('a failed message that is tried again goes alone, and fails as soon as it did before', () => {
  const failed = ['', '', ''].reduce((outbox, _, i) => out(outbox, 'a1', i > 0), outboxOf('a1'));
  const again = retry(failed, 'a1');
  expect(due(again)).toEqual(['a1']);
  expect(again.map(goesAlone)).toEqual([true]);
  expect(out(out(again, 'a1', true), 'a1', true)[0]?.status).toBe('failed');
});

test('a cancelled message stays away, whatever was still said of it', () => {
  const cancelled = remove(markSending(outboxOf('a1 a2'), 'a1'), 'a1');
  expect(due(cancelled)).toEqual(['a2']);
  expect(lose(cancelled, 'a1', false, NOW)).toEqual(cancelled);
  expect(refuse(cancelled, 'a1', error('unavailable'), NOW)).toEqual(cancelled);
});

test('a rate limit holds the chat up for as long as the server said, and no other chat', () => {
  const outbox = refuse(markSending(outboxOf('a1 a2 b1'), 'a1'), 'a1', error('rate_limited', 1_500), NOW);
  expect(due(outbox)).toEqual(['b1']);
  expect(nextRetryAt(outbox, NOW)).toBe(NOW + 1_500);
  expect(due(outbox, NOW + 1_500)).toEqual(['a1', 'b1']);
});

test('a refusal for the moment without a time waits longer each time', () => {
  const once = refuse(outboxOf('a1'), 'a1', error('unavailable'), NOW);
  const twice = refuse(once, 'a1', error('unavailable'), NOW);
  expect(nextRetryAt(once, NOW)).toBe(NOW + 1_000);
  expect(nextRetryAt(twice, NOW)).toBe(NOW + 2_000);
});

test('a refusal for good keeps the text and the reason, and holds up nothing', () => {
  const outbox = refuse(markSending(outboxOf('a1 a2'), 'a1'), 'a1', error('message_too_long'), NOW);
  expect(outbox[0]).toMatchObject({
    status: 'failed',
    error: { code: 'message_too_long' },
    message: { text: 'a1' },
  });
  expect(due(outbox)).toEqual(['a2']);
});

test('trying a failed message again sends it with the same id and without the old reason', () => {
  const failed = refuse(outboxOf('a1'), 'a1', error('not_a_member'), NOW);
  const again = retry(failed, 'a1');
  expect(due(again)).toEqual(['a1']);
  expect(again[0]).not.toHaveProperty('error');
});
