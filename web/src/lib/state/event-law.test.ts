// The law, on fixtures that the server's tests write (crates/kith-core/tests/fixtures.rs): whether a device received
// every event or was away and synced, it knows in the end what a new device would fetch.
import { describe, expect, test } from 'vitest';
import type { Chat, ChatId, Me, Message, SyncPage, SyncRequest, User } from '@/protocol/types';
import { runPages } from '@/testing/sync';
import { applyEvent, hasGaps } from './apply/event';
import { addPeople } from './apply/people';
import { tickOf } from './selectors';
import { parseEvent } from './server-events';
import { initialState, type MessengerState } from './state';
import { syncRequest } from './sync-run';

type Sync = { sync: SyncRequest; pages: SyncPage[] };
type Told = { event: string; payload: unknown } | Sync;
type Case = {
  me: Me;
  /** The people whom the device had fetched. */
  people: User[];
  before: SyncPage[];
  told: Told[];
  caughtUp: Sync;
  after: { me: Me; people: User[]; pages: SyncPage[]; history: Message[] };
};

const files = import.meta.glob<string>('../../protocol/fixtures/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Asks as the device of the server's own tests did, again and again while there is more. */
function synced(before: MessengerState, { sync, pages }: Sync): MessengerState {
  expect(syncRequest(before)).toEqual(sync);
  return inStep(before, pages);
}

function inStep(before: MessengerState, pages: SyncPage[]): MessengerState {
  const state = runPages(before, pages);
  expect(hasGaps(state)).toBe(false);
  return state;
}

function hear(state: MessengerState, told: Told): MessengerState {
  if ('sync' in told) return synced(state, told);
  const event = parseEvent(told.event, told.payload);
  if (event === null) throw new Error(`nobody listens to ${told.event}`);
  return applyEvent(state, event, 0);
}

/** What the screens show: of others' watermarks, the ticks of one's own messages. */
function shown(state: MessengerState, history: Message[]) {
  const chats = Object.values(state.chats).map(({ userVersion: _, members, ...chat }) => ({
    ...chat,
    cursor: state.cursors[chat.id],
    members: members?.map(({ delivered, read, ...member }) => member),
    ticks: history
      .filter((one) => one.chatId === chat.id && one.senderId === state.me.id && one.kind !== 'system')
      .map((one) => tickOf({ ...chat, userVersion: 0, ...(members && { members }) }, one, state.me.id)),
  }));
  return { me: state.me, chats: Object.fromEntries(chats.map((chat) => [chat.id, chat])) };
}

/** The known profiles of people who share a chat with this person. */
function profiles(state: MessengerState, people: User[]): User[] {
  return people.flatMap(({ id }) => state.people[id] ?? []);
}

/** The messages at hand, chat by chat. */
function atHand(state: MessengerState): Message[] {
  const chats = Object.entries(state.tab.timelines).sort(([a], [b]) => a.localeCompare(b));
  return chats.flatMap(([, { messages }]) => messages);
}

describe.each(Object.entries(files))('%s', (_, text) => {
  const { me, people, before, told, caughtUp, after }: Case = JSON.parse(text);
  const start = addPeople(inStep(initialState(me), before), people);
  /** The people whom it has met only since then are fetched. */
  const met = after.people.filter(({ id }) => start.people[id] !== undefined);
  const fresh = inStep(initialState(after.me), after.pages);
  /** The messages beyond the head that a chat had when the device first got it. */
  const since = (heads: Record<ChatId, number>) =>
    after.history.filter((one) => one.seq > (heads[one.chatId] ?? 0));
  const headsAtStart = Object.fromEntries(Object.values(start.chats).map(({ id, head }) => [id, head]));

  test('who was told of everything knows what a new device would fetch', () => {
    const state = told.reduce(hear, start);
    expect(hasGaps(state)).toBe(false);
    expect(shown(state, after.history)).toEqual(shown(fresh, after.history));
    expect(profiles(state, met)).toEqual(met);
    expect(state.user).toEqual(fresh.user);
    const chats = told.flatMap((one) =>
      'event' in one && one.event === 'chat:new' ? [one.payload as Chat] : [],
    );
    const joined = Object.fromEntries(chats.map(({ id, head }) => [id, head]));
    expect(atHand(state)).toEqual(since({ ...headsAtStart, ...joined }));
  });

  test('who was away and synced knows what a new device would fetch', () => {
    const state = synced(start, caughtUp);
    expect(shown(state, after.history)).toEqual(shown(fresh, after.history));
    expect(profiles(state, met)).toEqual(met);
    expect(state.user).toEqual(fresh.user);
    const forgotten = caughtUp.pages.flatMap((page) => page.removed);
    const isNew = (id: ChatId) => start.chats[id] === undefined || forgotten.includes(id);
    const anew = Object.values(fresh.chats).filter(({ id }) => isNew(id));
    const joined = Object.fromEntries(anew.map(({ id, head }) => [id, head]));
    // A message that was changed comes after those that were sent later: it may then lie before all that is at hand.
    const first = Object.fromEntries(
      atHand(state)
        .toReversed()
        .map(({ chatId, seq }) => [chatId, seq]),
    );
    const missed = since({ ...headsAtStart, ...joined });
    expect(atHand(state)).toEqual(missed.filter(({ chatId, seq }) => seq >= (first[chatId] ?? 0)));
  });
});
