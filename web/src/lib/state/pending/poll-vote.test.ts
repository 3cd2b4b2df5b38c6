// A vote on its way: what the poll shows of it, whatever comes first.
import { expect, test } from 'vitest';
import { CHAT, chat, ME, message, stateWith } from '@/testing/builders';
import { applyOp, type Op } from '../ops';
import type { MessengerState } from '../state';
import { keyOf } from './message-changes';
import { shownMessage } from './overlay';
import { votedIn, voteOn, votingAfter } from './poll-vote';

const poll = (hills: number, sea: number, names?: [string[], string[]]) => ({
  question: 'Where to?',
  multiple: false,
  anonymous: names === undefined,
  options: [
    { id: 'hills', text: 'Hills', count: hills, ...(names === undefined ? {} : { userIds: names[0] }) },
    { id: 'sea', text: 'Sea', count: sea, ...(names === undefined ? {} : { userIds: names[1] }) },
  ],
});
type Asked = ReturnType<typeof poll>;

const counts = (asked: Asked, version: number, vote: Parameters<typeof votedIn>[2]) =>
  votedIn(asked, version, vote, ME).options.map(({ count }) => count);
const vote = (options: string[], counted: string[] = []) => votingAfter(undefined, counted, options);

test('a vote counts at once, in place of the one before', () => {
  expect(counts(poll(3, 1), 5, vote(['sea'], ['hills']))).toEqual([2, 2]);
  expect(counts(poll(3, 1), 5, vote([], ['hills']))).toEqual([2, 1]);
});

test('where the poll names its voters, a vote counts once whatever the versions say', () => {
  const asked = poll(1, 1, [['ann'], [ME]]);
  expect(counts(asked, 5, vote(['sea']))).toEqual([1, 1]);
  expect(votedIn(asked, 5, vote(['hills']), ME).options.map(({ userIds }) => userIds)).toEqual([
    ['ann', ME],
    [],
  ]);
});

test('votes of others that come before one’s own goes out take nothing away', () => {
  expect(counts(poll(0, 4), 9, vote(['sea']))).toEqual([0, 5]);
});

/** The state of a poll of three votes by the sea, after these operations. */
function after(...ops: ((state: MessengerState) => Op)[]) {
  const asked = message(1, { kind: 'poll', poll: poll(0, 3) } as object);
  const begun = stateWith([chat({ head: 5 })]);
  const state = ops.reduce((now, op) => applyOp(now, op(now)), begun);
  return (version: number, hills: number, sea: number) => {
    const told = { ...asked, version, poll: poll(hills, sea) };
    const shown = shownMessage(told as never, state.messageChanges, ME);
    const chosen = voteOn(state.messageChanges, 'm1')?.options ?? state.votes.m1?.options;
    return [...(shown.kind === 'poll' ? (shown.poll?.options ?? []) : []).map(({ count }) => count), chosen];
  };
}

const choose =
  (at: number, ...options: string[]) =>
  (state: MessengerState): Op => ({
    type: 'message changed',
    change: {
      ...votingAfter(voteOn(state.messageChanges, 'm1'), state.votes.m1?.options ?? [], options),
      chatId: CHAT,
      id: 'm1',
      at,
    },
  });
const answersOf = (at: number) => [{ key: keyOf({ ...vote([]), chatId: CHAT, id: 'm1', at }), at }];
const send = (at: number) => (): Op => ({ type: 'change sent', answers: answersOf(at) });
const take = (at: number, version: number) => (): Op => ({
  type: 'change taken',
  answers: answersOf(at),
  version,
});

test('an anonymous vote counts once, whether the poll or the answer comes first', () => {
  expect(after(choose(1, 'hills'), send(1))(5, 0, 3)).toEqual([1, 3, ['hills']]);
  expect(after(choose(1, 'hills'), send(1))(6, 1, 3)).toEqual([1, 3, ['hills']]);
  expect(after(choose(1, 'hills'), send(1), take(1, 6))(5, 0, 3)).toEqual([1, 3, ['hills']]);
  expect(after(choose(1, 'hills'), send(1), take(1, 5))(5, 1, 3)).toEqual([1, 3, ['hills']]);
});

test('a second choice while the first is under way takes its place, in every order', () => {
  const hurried = [choose(1, 'hills'), send(1), choose(2, 'sea')];
  expect(after(...hurried)(5, 0, 3)).toEqual([0, 4, ['sea']]);
  expect(after(...hurried)(6, 1, 3)).toEqual([0, 4, ['sea']]);
  expect(after(...hurried, take(1, 6), send(2))(6, 1, 3)).toEqual([0, 4, ['sea']]);
  expect(after(...hurried, take(1, 6), send(2), take(2, 7))(7, 0, 4)).toEqual([0, 4, ['sea']]);
});

test('the answer to a vote takes nothing from one that was cast elsewhere since', () => {
  const elsewhere = (): Op => ({
    type: 'event',
    event: {
      type: 'me:updated',
      update: { userVersion: 1, vote: { chatId: CHAT, id: 'm1', options: ['sea'] } },
    },
    now: 0,
  });
  expect(after(choose(1, 'hills'), send(1), elsewhere, take(1, 5))(5, 0, 4)).toEqual([0, 4, ['sea']]);
});
