// The outbox: order, retries, failures.
import { expect, test } from 'vitest';
import type { ErrorCode, ErrorInfo } from '@/protocol/types';
import {
  type Blame,
  dueNow,
  enqueue,
  goesAlone,
  lose,
  type Pending,
  refuse,
  remove,
  retry,
  waitAfter,
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

function error(code: ErrorCode): ErrorInfo {
  return { code, message: '', retryAfter: null, details: {} };
}

const due = (outbox: Pending[], ...held: string[]) =>
  dueNow(outbox, (id) => held.includes(id)).map((pending) => pending.message.id);

test('the first message of each chat may go out', () => {
  expect(due(outboxOf('a1 a2 b1'))).toEqual(['a1', 'b1']);
});

test('while a message is under way the next one of its chat waits', () => {
  expect(due(outboxOf('a1 a2 b1'), 'a1')).toEqual(['b1']);
});

test('an acknowledged message makes way for the next', () => {
  expect(due(remove(outboxOf('a1 a2'), 'a1'))).toEqual(['a2']);
});

test('what went out with a connection that broke goes again with the same id, in order, and alone', () => {
  const cut = ['a1', 'b1'].reduce((outbox, id) => lose(outbox, id, 'connection'), outboxOf('a1 a2 b1'));
  expect(due(cut)).toEqual(['a1', 'b1']);
  expect(cut.map(goesAlone)).toEqual([true, false, true]);
});

test('a message that gets no answer while the server answers all else fails, and holds up nothing', () => {
  const once = lose(lose(outboxOf('a1 a2'), 'a1', 'connection'), 'a1', 'message');
  expect(due(once)).toEqual(['a1']);
  expect(once[0]).toMatchObject({ attempts: 1, lost: { suspect: true } });
  const twice = lose(once, 'a1', 'message');
  expect(twice[0]).toMatchObject({ status: 'failed', error: { code: 'undeliverable' } });
  expect(due(twice)).toEqual(['a2']);
});

test('a bad network fails no message, however often it breaks, and opens the way by the connection again', () => {
  let outbox = outboxOf('a1 a2');
  for (let times = 0; times < 50; times += 1) {
    outbox = lose(outbox, 'a1', 'connection');
    expect(outbox.map(goesAlone)).toEqual([true, false]);
    outbox = lose(outbox, 'a1', 'network');
    expect(outbox.map(goesAlone)).toEqual([false, false]);
  }
  expect(due(outbox)).toEqual(['a1']);
});

test('a bad network in between does not hide that it is the message', () => {
  const blames: Blame[] = ['connection', 'message', 'network', 'connection', 'message'];
  const outbox = blames.reduce((so, blame) => lose(so, 'a1', blame), outboxOf('a1'));
  expect(outbox[0]?.status).toBe('failed');
});

test('a failed message that is tried again begins anew, by the connection', () => {
  const blames: Blame[] = ['connection', 'message', 'message'];
  const failed = blames.reduce((so, blame) => lose(so, 'a1', blame), outboxOf('a1'));
  const again = retry(failed, 'a1');
  expect(due(again)).toEqual(['a1']);
  expect(again.map(goesAlone)).toEqual([false]);
  expect(lose(lose(again, 'a1', 'connection'), 'a1', 'message')[0]?.status).toBe('queued');
});

test('a cancelled message stays away, whatever was still said of it', () => {
  const cancelled = remove(outboxOf('a1 a2'), 'a1');
  expect(due(cancelled)).toEqual(['a2']);
  expect(lose(cancelled, 'a1', 'connection')).toEqual(cancelled);
  expect(refuse(cancelled, 'a1', error('unavailable'))).toEqual(cancelled);
});

test('a message that waits after a refusal for the moment holds up its chat, and no other', () => {
  const outbox = refuse(outboxOf('a1 a2 b1'), 'a1', error('rate_limited'));
  expect(due(outbox, 'a1')).toEqual(['b1']);
  expect(due(outbox)).toEqual(['a1', 'b1']);
});

test('each refusal for the moment waits longer, up to half a minute', () => {
  const once = refuse(outboxOf('a1'), 'a1', error('unavailable'));
  const twice = refuse(once, 'a1', error('unavailable'));
  expect([once[0]?.attempts, twice[0]?.attempts]).toEqual([1, 2]);
  expect([1, 2, 3, 50].map(waitAfter)).toEqual([1_000, 2_000, 4_000, 30_000]);
});

test('a refusal for good keeps the text and the reason, and holds up nothing', () => {
  const outbox = refuse(outboxOf('a1 a2'), 'a1', error('message_too_long'));
  expect(outbox[0]).toMatchObject({
    status: 'failed',
    error: { code: 'message_too_long' },
    message: { text: 'a1' },
  });
  expect(due(outbox)).toEqual(['a2']);
});

test('trying a failed message again sends it with the same id and without the old reason', () => {
  const failed = refuse(outboxOf('a1'), 'a1', error('not_a_member'));
  const again = retry(failed, 'a1');
  expect(due(again)).toEqual(['a1']);
  expect(again[0]).not.toHaveProperty('error');
});
