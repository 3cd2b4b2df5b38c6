// A sync of more chats than one request may name.
import { expect, test } from 'vitest';
import type { Chat, SyncPage, SyncRequest } from '@/protocol/types';
import { chat, me, message, page, stateWith } from '@/testing/builders';
import { syncWith } from '@/testing/sync';
import { hasGaps } from './apply/event';
import { initialState, type MessengerState } from './state';
import { MOST_HEADS } from './sync-run';

/** Answers like the server: chats of the range that the client lacks or has in an older version, this many per page. */
class Server {
  readonly asked: SyncRequest[] = [];
  readonly chats = new Map<string, Chat>();
  userVersion = 0;

  constructor(count: number) {
    for (let i = 0; i < count; i += 1) this.put(idOf(i), 3);
  }

  put(id: string, head: number): void {
    this.userVersion += 1;
    this.chats.set(id, chat({ id, head, userVersion: this.userVersion, lastMessage: last(id, head) }));
  }

  answer = (asked: SyncRequest): SyncPage => {
    this.asked.push(asked);
    const { after = '', upTo = '~', heads, userVersion } = asked;
    const within = [...this.chats.values()].filter(({ id }) => id > after && id <= upTo);
    const news = within
      .filter((one) => one.userVersion > userVersion || heads[one.id] !== one.head)
      .sort((a, b) => a.userVersion - b.userVersion);
    const chats = news.slice(0, 700);
    const more = news.length > chats.length;
    return page({
      chats,
      messages: chats.flatMap(({ id, head }) => ((heads[id] ?? head) < head ? [last(id, head)] : [])),
      removed: Object.keys(heads).filter((id) => !this.chats.has(id)),
      more,
      userVersion: more ? (chats.at(-1)?.userVersion ?? 0) : this.userVersion,
    });
  };
}

const idOf = (i: number) => `c${String(i).padStart(5, '0')}`;
const last = (id: string, head: number) => message(head, { id: `${id} ${head}`, chatId: id });

function known(state: MessengerState) {
  return Object.fromEntries(
    Object.values(state.chats).map(({ id, head }) => [id, [head, state.cursors[id]?.at]]),
  );
}

const truth = (server: Server) =>
  Object.fromEntries([...server.chats.values()].map(({ id, head }) => [id, [head, head]]));

test('a new device learns of every chat, with never more than the most in one question', () => {
  const server = new Server(5_000);
  const state = syncWith(initialState(me()), server.answer);
  expect(known(state)).toEqual(truth(server));
  expect(state).toMatchObject({ ready: true, user: { at: server.userVersion } });
  for (const { heads } of server.asked) expect(Object.keys(heads).length).toBeLessThanOrEqual(MOST_HEADS);
});

test('a device with very many chats that was away asks range by range, and misses nothing', () => {
  const server = new Server(4_500);
  const before = stateWith([...server.chats.values()], server.userVersion);
  for (const i of [0, 1_999, 2_000, 2_001, 4_499]) server.put(idOf(i), 5);
  server.put('c00000x', 1);
  server.put('zzz', 1);
  server.chats.delete(idOf(3_000));
  const state = syncWith(before, server.answer);
  expect(known(state)).toEqual(truth(server));
  expect(hasGaps(state)).toBe(false);
  expect(state.user.at).toBe(server.userVersion);
  expect(server.asked.map(({ after, upTo }) => [after, upTo])).toEqual([
    [undefined, idOf(1_999)],
    [idOf(1_999), idOf(3_999)],
    [idOf(3_999), undefined],
  ]);
  expect(new Set(server.asked.map(({ userVersion }) => userVersion))).toEqual(new Set([4_500]));
});

test('what changes in a range that was asked for already is not counted as known', () => {
  const server = new Server(4_500);
  const before = stateWith([...server.chats.values()], server.userVersion);
  const state = syncWith(before, (asked) => {
    const answer = server.answer(asked);
    if (asked.after === undefined) server.put(idOf(7), 9);
    return answer;
  });
  expect(state.user.at).toBe(4_500);
  expect(known(syncWith(state, server.answer))).toEqual(truth(server));
});

test('a run that breaks off in the middle is begun anew', () => {
  const server = new Server(4_500);
  const before = stateWith([...server.chats.values()], server.userVersion);
  server.put(idOf(4_400), 5);
  let left = 2;
  const state = syncWith(before, (asked) => {
    left -= 1;
    return left < 0 ? undefined : server.answer(asked);
  });
  expect(state.user.at).toBe(4_500);
  expect(known(syncWith(state, server.answer))).toEqual(truth(server));
});
