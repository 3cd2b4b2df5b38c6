// Pure operations on one chat's timeline: a window onto its history, without holes, that may or may not reach the newest.

import type { Message } from '@/protocol/types';
import { isTakenBack, mentionsOf } from './content';
import { allFollowing } from './quotes';
import type { Timeline } from './tab';

/** A page of history: a stretch without holes, and whether there is more on either side of it. */
export type Stretch = { messages: Message[]; more: boolean; moreAfter: boolean };

/** How many messages a closed chat keeps, and how many of the newest an open one keeps while it shows older ones. */
export const TAIL = 100;

/**
 * Inserts a message at its position, or replaces an older version of it.
 *
 * `isNew` means that the message is newer than everything this device had of the chat. Any other message that lies
 * before the window stays out: it would leave a hole, and fetching older history brings it. If the window does not
 * reach the newest message, a message after it goes to the tail.
 */
export function insert(timeline: Timeline, message: Message, isNew: boolean): Timeline {
  const placed = requote(place(timeline, message, isNew), message);
  return placed.changed === null ? placed : { ...placed, changed: [...placed.changed, message] };
}

/** Shows another part of the history. The newest messages that are known stay known. */
export function show(timeline: Timeline, page: Stretch): Timeline {
  const next = { ...page, opened: true, tail: newestOf(timeline).slice(-TAIL), changed: timeline.changed };
  if (page.messages.length > 0) return catchUp(join(next));
  // The chat was empty when the page was made; every message that came since is in the tail.
  return {
    ...next,
    messages: next.tail,
    more: next.tail.length > 0,
    moreAfter: false,
    tail: [],
    changed: null,
  };
}

/** Shows the newest messages at hand. */
export function showTail(timeline: Timeline): Timeline {
  if (!timeline.moreAfter || timeline.tail.length === 0) return timeline;
  return { ...timeline, messages: timeline.tail, more: true, moreAfter: false, tail: [], changed: null };
}

/** Adds the page of history that ends where the window begins. A page asked for when it began elsewhere is dropped. */
export function prepend(timeline: Timeline, page: Stretch, before: number): Timeline {
  if (timeline.messages[0]?.seq !== before) return { ...timeline, changed: null };
  return catchUp({ ...timeline, messages: [...page.messages, ...timeline.messages], more: page.more });
}

/** Adds the page of history that begins where the window ends. */
export function append(timeline: Timeline, page: Stretch, after: number): Timeline {
  if (timeline.messages.at(-1)?.seq !== after || !timeline.moreAfter) return { ...timeline, changed: null };
  const messages = [...timeline.messages, ...page.messages];
  return catchUp(join({ ...timeline, messages, moreAfter: page.moreAfter }));
}

/** A page is on its way. It may be older than changes that come meanwhile, so those are remembered. */
export function awaitPage(timeline: Timeline): Timeline {
  return { ...timeline, changed: [] };
}

/** The page did not come. */
export function giveUpPage(timeline: Timeline): Timeline {
  return { ...timeline, changed: null };
}

/** Drops the messages farthest from `seq` until at most `most` are left. */
export function trim(timeline: Timeline, seq: number, most: number): Timeline {
  const { messages } = timeline;
  const extra = messages.length - most;
  if (extra <= 0) return timeline;
  const at = lowerBound(messages, seq);
  if (at > messages.length / 2) return { ...timeline, messages: messages.slice(extra), more: true };
  const tail = timeline.moreAfter ? timeline.tail : messages.slice(-extra).slice(-TAIL);
  return { ...timeline, messages: messages.slice(0, -extra), moreAfter: true, tail };
}

/** The chat is no longer on screen: only its newest messages stay, to show at once the next time. */
export function close(timeline: Timeline): Timeline {
  const newest = newestOf(timeline);
  return {
    messages: newest.slice(-TAIL),
    opened: false,
    more: newest.length > TAIL || timeline.more || timeline.moreAfter,
    moreAfter: false,
    tail: [],
    changed: null,
  };
}

/** The newest messages known, without holes: the end of the window, or what is known beyond it. */
export function newestOf(timeline: Timeline): Message[] {
  return timeline.moreAfter ? timeline.tail : timeline.messages;
}

/** Messages from others, without system messages, after `seq`. */
export function countFromOthers(messages: Message[], afterSeq: number, meId: string): number {
  return messages.slice(lowerBound(messages, afterSeq + 1)).filter((m) => isFromOther(m, meId)).length;
}

export function isFromOther(message: Message, meId: string): boolean {
  return message.kind !== 'system' && message.senderId !== meId;
}

export function mentionsMe(message: Message, meId: string): boolean {
  return mentionsOf(message).some((who) => who === 'all' || who === meId);
}

/** Quotes of the message show it as it is now. */
export function requote(timeline: Timeline, message: Message): Timeline {
  const messages = allFollowing(timeline.messages, message);
  const tail = allFollowing(timeline.tail, message);
  return messages === timeline.messages && tail === timeline.tail
    ? timeline
    : { ...timeline, messages, tail };
}

function place(timeline: Timeline, message: Message, isNew: boolean): Timeline {
  const { messages, tail, more, moreAfter } = timeline;
  if (isTakenBack(message)) {
    const others = (some: Message[]) => some.filter((one) => one.id !== message.id);
    return { ...timeline, messages: others(messages), tail: others(tail) };
  }
  const last = messages.at(-1);
  if (moreAfter && last !== undefined && message.seq > last.seq) {
    const grown = put(tail, message, isNew);
    return grown === tail ? timeline : { ...timeline, tail: grown.slice(-TAIL) };
  }
  const grown = put(messages, message, more ? isNew : 'anywhere');
  if (grown === messages) return timeline;
  if (timeline.opened || grown.length <= TAIL) return { ...timeline, messages: grown };
  return { ...timeline, messages: grown.slice(-TAIL), more: true };
}

/** `fits`: whether the message may be the first of an empty stretch; with "anywhere", also of one that is not empty. */
function put(messages: Message[], message: Message, fits: boolean | 'anywhere'): Message[] {
  const at = lowerBound(messages, message.seq);
  const there = messages[at];
  if (there?.seq === message.seq)
    return there.version >= message.version ? messages : messages.with(at, message);
  const first = messages[0];
  const belongs = fits === 'anywhere' || (first === undefined ? fits : message.seq > first.seq);
  return belongs ? messages.toSpliced(at, 0, message) : messages;
}

/** Where the window has come to overlap the tail, it reaches the newest. */
function join(timeline: Timeline): Timeline {
  const { messages, tail } = timeline;
  const [first, last, tailFirst, tailLast] = [messages[0], messages.at(-1), tail[0], tail.at(-1)];
  if (first === undefined || last === undefined || tailFirst === undefined || tailLast === undefined)
    return timeline;
  // The page lies behind the whole tail, as after a time without a connection.
  if (tailLast.seq < first.seq) return { ...timeline, tail: [] };
  // There may be messages between the two; the next page will tell.
  if (tailFirst.seq > last.seq) return { ...timeline, moreAfter: true };
  const joined = tail.reduce((all, message) => put(all, message, 'anywhere'), messages);
  return { ...timeline, messages: joined, moreAfter: false, tail: [] };
}

function catchUp(timeline: Timeline): Timeline {
  const settled: Timeline = { ...timeline, changed: null };
  return (timeline.changed ?? []).reduce(
    (next, message) => requote(place(next, message, false), message),
    settled,
  );
}

function lowerBound(messages: Message[], seq: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((messages[mid]?.seq ?? 0) < seq) low = mid + 1;
    else high = mid;
  }
  return low;
}
