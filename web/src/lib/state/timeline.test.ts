// The window onto a chat's history: whatever arrives in whatever order, it has no holes, no repeats, and ends up right.
import { describe, expect, test } from 'vitest';
import type { Message } from '@/protocol/types';
import { CHAT, chat, message, stateWith, page as syncPage, withHistory } from '@/testing/builders';
import { runPages } from '@/testing/sync';
import { applyEvent } from './apply/event';
import { readUpTo } from './apply/local';
import { changeTimeline, type HistoryPage, type HistoryQuery } from './apply/tab';
import type { MessengerState } from './state';
import { syncRequest } from './sync-run';
import { EMPTY_TIMELINE, type Timeline, timelineOf } from './tab';
import { append, awaitPage, close, giveUpPage, insert, prepend, show, TAIL, trim } from './timeline';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
const seqs = (messages: Message[]) => messages.map((one) => one.seq);

function view(timeline: Timeline) {
  const { messages, more, moreAfter, tail } = timeline;
  return { seqs: seqs(messages), more, moreAfter, tail: seqs(tail) };
}

/** A window from one message to another, with more on the sides that are named. */
function opened(from: number, to: number, { more = false, moreAfter = false } = {}): Timeline {
  return show(EMPTY_TIMELINE, { messages: range(from, to), more, moreAfter });
}

describe('a window in the middle of the history', () => {
  const middle = opened(4, 6, { more: true, moreAfter: true });

  test('new messages are known but not shown', () => {
    const later = insert(insert(middle, message(9), true), message(10), true);
    expect(view(later)).toEqual({ seqs: [4, 5, 6], more: true, moreAfter: true, tail: [9, 10] });
  });

  test('it grows on both sides, and reaches the newest where it meets what is known of them', () => {
    const live = insert(insert(middle, message(9), true), message(10), true);
    const older = prepend(live, { messages: range(1, 3), more: false, moreAfter: true }, 4);
    const newer = append(older, { messages: range(7, 9), more: true, moreAfter: true }, 6);
    expect(view(newer)).toEqual({ seqs: seqs(range(1, 10)), more: false, moreAfter: false, tail: [] });
  });

  test('a page that ends before what has arrived meanwhile claims no end', () => {
    const live = insert(middle, message(9), true);
    const newer = append(live, { messages: range(7, 8), more: true, moreAfter: false }, 6);
    expect(view(newer)).toMatchObject({ seqs: [4, 5, 6, 7, 8], moreAfter: true, tail: [9] });
  });

  test('a page asked for at another edge is of no use', () => {
    expect(prepend(middle, { messages: range(1, 2), more: false, moreAfter: true }, 3)).toEqual(middle);
    expect(append(middle, { messages: range(8, 9), more: true, moreAfter: false }, 7)).toEqual(middle);
  });

  test('a change that comes while an older page is on its way is not undone by it', () => {
    const edited = message(2, { version: 20, text: 'edited' });
    const waiting = insert(awaitPage(middle), edited, false);
    const older = prepend(waiting, { messages: range(1, 3), more: false, moreAfter: true }, 4);
    expect(older.messages[1]).toEqual(edited);
    expect(older.changed).toBeNull();
  });

  test('what was known of the newest before a time without connection is not joined to what came after it', () => {
    const before = close(opened(1, 5));
    expect(view(show(before, { messages: range(20, 22), more: true, moreAfter: false }))).toEqual({
      seqs: [20, 21, 22],
      more: true,
      moreAfter: false,
      tail: [],
    });
  });
});

describe('memory', () => {
  test('what is farthest from the reader is forgotten', () => {
    const all = opened(1, 500);
    expect(view(trim(all, 400, 300))).toMatchObject({
      seqs: seqs(range(201, 500)),
      more: true,
      moreAfter: false,
    });
    const older = trim(all, 100, 300);
    expect(view(older)).toMatchObject({ seqs: seqs(range(1, 300)), more: false, moreAfter: true });
    expect(seqs(older.tail)).toEqual(seqs(range(401, 500)));
    expect(trim(all, 250, 500)).toBe(all);
  });

  test('of a chat that nobody looks at only the newest are kept, however many arrive', () => {
    const closed = close(opened(1, 500));
    expect(view(closed)).toMatchObject({ seqs: seqs(range(501 - TAIL, 500)), more: true, moreAfter: false });
    const grown = range(501, 800).reduce((timeline, one) => insert(timeline, one, true), closed);
    expect(seqs(grown.messages)).toEqual(seqs(range(801 - TAIL, 800)));
    expect(view(close(opened(1, 3)))).toMatchObject({ seqs: [1, 2, 3], more: false });
  });
});

test('reading a part of what is unread, far from the newest, leaves the rest unread', () => {
  const before = stateWith([chat({ head: 50, unread: 50, mentions: 2 })]);
  const shown = withHistory(
    before,
    CHAT,
    { messages: range(1, 10), more: false, moreAfter: true },
    { around: 1 },
  );
  expect(readUpTo(shown, CHAT, 4).chats[CHAT]).toMatchObject({ unread: 46, mentions: 2, read: 4 });
});

test('a page that is behind the newest message of its chat does not claim to reach it', () => {
  const before = stateWith([chat({ head: 5, lastMessage: message(5) })]);
  const state = withHistory(before, CHAT, { messages: range(1, 3), more: false });
  expect(state.tab.timelines[CHAT]?.moreAfter).toBe(true);
});

/** Numbers that look random and are the same at every run (mulberry32). */
function random(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A server with one chat, a device, and between them events and pages that are late or get lost. */
class World {
  head = 0;
  stored: Message[] = [];
  events: Message[] = [];
  lost = false;
  state: MessengerState = stateWith([chat()]);
  asked: HistoryQuery | null = null;
  answer: HistoryPage | null = null;
  readonly below: (n: number) => number;

  constructor(seed: number) {
    this.below = random(seed);
  }

  get timeline(): Timeline {
    return timelineOf(this.state, CHAT);
  }

  readonly moves: (() => void)[] = [
    () => this.store(message(this.head + 1, { senderId: this.below(3) === 0 ? 'me' : 'ann' })),
    () => this.store(message(this.head + 1)),
    () => this.edit(),
    () => this.deliver(),
    () => this.deliver(),
    () => this.deliver(),
    () => this.seldom(() => this.lose()),
    () => this.sync(),
    () => this.seldom(() => this.ask({})),
    () => this.seldom(() => this.ask({ around: 1 + this.below(this.head + 2) })),
    () => this.extend(),
    () => this.extend(),
    () => this.reply(),
    () => this.arrive(),
    () => this.arrive(),
    () => this.seldom(() => this.fail()),
    () => this.change((timeline) => trim(timeline, this.below(this.head + 2), 2 + this.below(8))),
    () => this.change((timeline) => trim(timeline, this.below(this.head + 2), 2 + this.below(30))),
    () => this.seldom(() => this.leave()),
  ];

  seldom(move: () => void) {
    if (this.below(4) === 0) move();
  }

  change(how: (timeline: Timeline) => Timeline) {
    this.state = { ...this.state, tab: changeTimeline(this.state, CHAT, how) };
  }

  store(one: Message) {
    this.head = one.version;
    this.stored = this.stored
      .filter(({ id }) => id !== one.id)
      .concat(one)
      .sort((a, b) => a.seq - b.seq);
    this.events.push(one);
  }

  edit() {
    const one = this.stored[this.below(this.stored.length + 1)];
    if (one !== undefined)
      this.store(message(one.seq, { ...one, version: this.head + 1, text: `edited at ${this.head + 1}` }));
  }

  deliver() {
    const one = this.events.shift();
    if (one === undefined) return;
    const type = one.version === one.seq ? 'message:new' : 'message:updated';
    this.state = applyEvent(this.state, { type, message: one }, 0);
  }

  lose() {
    this.lost = this.events.shift() !== undefined || this.lost;
  }

  sync() {
    const since = syncRequest(this.state).heads[CHAT] ?? 0;
    const messages = this.stored.filter((one) => one.version > since).sort((a, b) => a.version - b.version);
    const unread = this.stored.filter(({ senderId }) => senderId !== 'me').length;
    const lastMessage = this.stored.at(-1);
    const now = chat({ head: this.head, unread, ...(lastMessage === undefined ? {} : { lastMessage }) });
    this.state = runPages(this.state, [syncPage({ chats: [now], messages })]);
    // The lost messages have arrived now; those still on their way arrive twice.
    this.lost = false;
  }

  ask(asked: HistoryQuery) {
    this.change(awaitPage);
    this.asked = asked;
    this.answer = null;
  }

  extend() {
    const { messages, more, moreAfter, opened } = this.timeline;
    const [first, last] = [messages[0], messages.at(-1)];
    if (!opened || first === undefined || last === undefined || this.asked !== null) return;
    if (more && this.below(2) === 0) this.ask({ before: first.seq });
    else if (moreAfter) this.ask({ after: last.seq });
  }

  /** The server reads the page; it arrives later. */
  reply() {
    if (this.asked === null || this.answer !== null) return;
    const { before, after, around } = this.asked;
    const size = 2 + this.below(8);
    const at = (seq: number) => this.stored.filter((one) => one.seq < seq).length;
    let [from, to] = [this.stored.length - size, this.stored.length];
    if (before !== undefined) [from, to] = [at(before) - size, at(before)];
    if (after !== undefined) [from, to] = [at(after + 1), at(after + 1) + size];
    if (around !== undefined) [from, to] = [at(around) - (size >> 1), at(around) + (size >> 1)];
    const messages = this.stored.slice(Math.max(0, from), Math.max(0, to));
    const moreAfter = to < this.stored.length;
    this.answer = { messages, more: after === undefined ? from > 0 : moreAfter, moreAfter };
  }

  arrive() {
    if (this.asked === null || this.answer === null) return;
    this.state = withHistory(this.state, CHAT, this.answer, this.asked);
    this.asked = null;
    this.answer = null;
  }

  fail() {
    this.change(giveUpPage);
    this.asked = null;
  }

  leave() {
    this.change(close);
    this.asked = null;
  }

  check(about: string) {
    const { messages, tail, moreAfter } = this.timeline;
    const [first, last] = [messages[0]?.seq ?? 1, messages.at(-1)?.seq ?? 0];
    const rising = (list: Message[]) => list.every((one, i) => i === 0 || one.seq > (list[i - 1]?.seq ?? 0));
    expect(rising([...messages, ...tail]), `${about}: in order, without repeats`).toBe(true);
    if (!moreAfter) expect(tail, about).toEqual([]);
    if (this.lost) return;
    const between = this.stored.filter(({ seq }) => seq >= first && seq <= last);
    expect(seqs(messages), `${about}: without holes`).toEqual(seqs(between));
  }

  /** Everything that is on its way arrives. */
  settle() {
    this.reply();
    this.arrive();
    while (this.events.length > 0) this.deliver();
    this.sync();
  }

  /** As a reader who scrolls all the way up and down. */
  readToBothEnds() {
    this.ask({});
    for (let pages = 0; pages < 100 && this.asked !== null; pages++) {
      this.reply();
      this.arrive();
      const { messages, more, moreAfter } = this.timeline;
      const [first, last] = [messages[0], messages.at(-1)];
      if (more && first !== undefined) this.ask({ before: first.seq });
      else if (moreAfter && last !== undefined) this.ask({ after: last.seq });
    }
  }

  checkSettled(about: string) {
    const { messages, tail, more, moreAfter } = this.timeline;
    const [first, last] = [messages[0]?.seq ?? 1, messages.at(-1)?.seq ?? 0];
    expect(messages, about).toEqual(this.stored.filter(({ seq }) => seq >= first && seq <= last));
    expect(tail, about).toEqual(
      this.stored.filter(({ seq }) => seq >= (tail[0]?.seq ?? Number.POSITIVE_INFINITY)),
    );
    if (!more && messages.length > 0) expect(first, about).toBe(this.stored[0]?.seq);
    if (!moreAfter && messages.length > 0) expect(last, about).toBe(this.stored.at(-1)?.seq);
    const unread = this.stored.filter(({ senderId }) => senderId !== 'me').length;
    expect(this.state.chats[CHAT]?.unread, about).toBe(unread);
  }
}

test('whatever comes in whatever order, a window has no holes and no repeats, and ends up right', () => {
  for (let seed = 1; seed <= 100; seed++) {
    const world = new World(seed);
    for (let step = 0; step < 120; step++) {
      world.moves[world.below(world.moves.length)]?.();
      world.check(`seed ${seed}, step ${step}`);
    }
    world.settle();
    world.checkSettled(`seed ${seed}, settled`);
    world.readToBothEnds();
    world.checkSettled(`seed ${seed}, read to both ends`);
    expect(seqs(world.timeline.messages), `seed ${seed}, all of it`).toEqual(seqs(world.stored));
  }
});
