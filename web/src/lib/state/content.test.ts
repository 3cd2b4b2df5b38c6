// What messages on their way say, and what copies of messages do.
import { expect, test } from 'vitest';
import type { Message } from '@/protocol/types';
import { message } from '@/testing/builders';
import { allTextOf, contentOf, copyOf } from './content';

const NOW = 5_000;
const poll = { question: 'Where to?', multiple: false, anonymous: false };
const here = { latitude: 59.913868, longitude: 10.752245 };

test('a poll on its way has its answers, and no votes', () => {
  const asked = { kind: 'poll', poll: { ...poll, options: ['Hills', { id: 'sea', text: 'Sea' }] } };
  const options = [
    { id: '1', text: 'Hills', count: 0, userIds: [] },
    { id: 'sea', text: 'Sea', count: 0, userIds: [] },
  ];
  expect(contentOf(asked)).toEqual({ kind: 'poll', poll: { ...poll, options } });
  const anonymous = contentOf({ ...asked, poll: { ...asked.poll, anonymous: true } });
  expect(anonymous).not.toHaveProperty('poll.options.0.userIds');
});

test('a message that forwards another says what that said', () => {
  const source = message(1, {
    text: 'Hi @ann',
    mentions: ['ann'],
    forwarded: { times: 4 },
  } as Partial<Message>);
  const copy = copyOf(source, NOW);
  expect(copy).toEqual({ content: { kind: 'text', text: 'Hi @ann' }, times: 5 });
  expect(contentOf({ forwardOf: { chatId: 'c', id: 'm1' } }, copy ?? undefined)).toBe(copy?.content);
});

test('a poll that is forwarded begins anew, and is closed no longer', () => {
  const options = [{ id: '1', text: 'Hills', count: 3, userIds: ['ann'] }];
  const closed = { ...poll, options, closesAt: NOW - 1, closedAt: NOW - 2 };
  const copy = copyOf(message(1, { kind: 'poll', poll: closed } as Partial<Message>), NOW);
  const anew = { ...poll, options: [{ id: '1', text: 'Hills', count: 0, userIds: [] }] };
  expect(copy?.content).toEqual({ kind: 'poll', poll: anew });
});

test('a live location that is forwarded stays where it was', () => {
  const location = { ...here, live: { until: NOW + 1, updatedAt: NOW } };
  const copy = copyOf(message(1, { kind: 'location', location } as Partial<Message>), NOW);
  expect(copy?.content).toEqual({ kind: 'location', location: here });
});

test('what was deleted, and what the app says, is not forwarded', () => {
  expect(copyOf(message(1, { deleted: { at: 1, by: 'ann' } }), NOW)).toBeNull();
  expect(copyOf(message(1, { kind: 'system' }), NOW)).toBeNull();
});

test('all words of a message can be copied', () => {
  expect(allTextOf(contentOf({ kind: 'poll', poll: { ...poll, options: ['Hills', 'Sea'] } }))).toBe(
    'Where to?\n- Hills\n- Sea',
  );
  expect(allTextOf({ kind: 'location', location: here })).toBe('59.91387, 10.75225');
  const contact = { name: 'Ann', phones: ['+47 22'], emails: ['ann@example.org'] };
  expect(allTextOf({ kind: 'contact', contact })).toBe('Ann\n+47 22\nann@example.org');
});
