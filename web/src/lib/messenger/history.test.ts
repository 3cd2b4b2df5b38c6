// What is fetched for a chat that is opened, and when the loaded messages are enough.
import { expect, test } from 'vitest';
import type { PeopleLoader } from '@/lib/connection/people-loader';
import type { HistoryPage, HistoryQuery } from '@/lib/state/apply/tab';
import type { MessengerState } from '@/lib/state/state';
import { EMPTY_TIMELINE, type TabState, type Timeline } from '@/lib/state/tab';
import { Store } from '@/lib/store';
import { CHAT, chat, message, stateWith } from '@/testing/builders';
import { History } from './history';
import type { HistorySource } from './history-source';

/** A history of a hundred messages that were read up to `read`, of which the window holds these. */
function opened(window: Partial<Timeline>, read: number, page = [message(100)]) {
  const unread = 100 - read;
  const state = stateWith([chat({ head: 100, lastMessage: message(100), read, unread })]);
  const store = new Store<MessengerState>({
    ...state,
    tab: { reacted: {}, timelines: { [CHAT]: { ...EMPTY_TIMELINE, ...window } } },
  });
  const asked: HistoryQuery[] = [];
  const source = {
    page: async (_: string, query: HistoryQuery): Promise<HistoryPage> => {
      asked.push(query);
      return { messages: page, more: true };
    },
  };
  const people = { want: () => {} };
  const changeTab = (change: (state: MessengerState) => TabState) =>
    store.update((now) => ({ ...now, tab: change(now) }));
  const history = new History(
    { store, changeTab },
    source as unknown as HistorySource,
    people as unknown as PeopleLoader,
  );
  return { history, asked, timeline: () => store.get().tab.timelines[CHAT] };
}

const seqs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => message(from + i));

test('who opens a chat at its end gets the newest, although something unread has come in by then', async () => {
  const { history, asked, timeline } = opened({}, 92);
  await history.open(CHAT, 'end');
  expect(asked).toEqual([{}]);
  expect(timeline()).toMatchObject({ opened: true, moreAfter: false });
});

test('who opens a chat at its end sees the newest, although the page is long behind when it comes', async () => {
  const tail = seqs(60, 99);
  const { history, timeline } = opened({ tail, moreAfter: true }, 100, [message(1)]);
  await history.open(CHAT, 'end');
  expect(timeline()).toMatchObject({ messages: tail, more: true, moreAfter: false });
});

test('who wants the newest of a chat whose first page never came gets it', async () => {
  const { history, asked, timeline } = opened({}, 100);
  await history.newest(CHAT);
  expect(asked).toEqual([{}]);
  expect(timeline()?.opened).toBe(true);
});

test('who opens a chat where the unread begins gets what stands around it', async () => {
  const { history, asked } = opened({}, 40);
  await history.open(CHAT, 'unread');
  expect(asked).toEqual([{ around: 41 }]);
});

test.each([
  { opening: 'end', from: 1, to: 60, read: 20, enough: false },
  { opening: 'end', from: 41, to: 100, read: 20, enough: true },
  { opening: 'unread', from: 41, to: 100, read: 20, enough: false },
  { opening: 'unread', from: 41, to: 100, read: 40, enough: true },
  { opening: 'unread', from: 1, to: 60, read: 60, enough: false },
  { opening: 'unread', from: 1, to: 60, read: 59, enough: true },
  { opening: 'end', from: 90, to: 100, read: 100, enough: false },
] as const)('$from to $to are enough for the $opening of a chat read up to $read: $enough', async (given) => {
  const { from, to, read } = given;
  const window = { messages: seqs(from, to), more: from > 1, moreAfter: to < 100 };
  const { history, asked, timeline } = opened(window, read);
  await history.open(CHAT, given.opening);
  expect(asked.length === 0).toBe(given.enough);
  expect(timeline()?.opened).toBe(true);
});
