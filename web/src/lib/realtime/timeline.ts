// Pure operations on one chat's timeline: a stretch of history without holes up to the newest message known.
import type { Message } from '@/protocol/types';
import type { Timeline } from './state';

/**
 * Puts a message in its place, or replaces an older version of it.
 *
 * `isNew` says that the message came to be after everything this device knew of the chat. Any other message that lies
 * before the stretch stays out: it would leave a hole, and fetching older history brings it.
 */
export function insert(timeline: Timeline, message: Message, isNew: boolean): Timeline {
  const { messages } = timeline;
  const at = lowerBound(messages, message.seq);
  const there = messages[at];
  if (there?.seq === message.seq) {
    return there.version >= message.version
      ? timeline
      : { ...timeline, messages: messages.with(at, message) };
  }
  const first = messages[0];
  const belongs = !timeline.more || (first === undefined ? isNew : message.seq > first.seq);
  return belongs ? { ...timeline, messages: messages.toSpliced(at, 0, message) } : timeline;
}

/** Adds a page of history that ends where the timeline begins (or at the newest, when it is empty). */
export function prepend(timeline: Timeline, page: Message[], more: boolean): Timeline {
  let merged: Timeline = { messages: timeline.messages, opened: true, more: false };
  if (merged.messages.length === 0) merged = { ...merged, messages: page };
  else for (const message of page) merged = insert(merged, message, false);
  return { ...merged, more };
}

/** Messages from others, without system messages, after `seq`. */
export function countFromOthers(messages: Message[], afterSeq: number, meId: string): number {
  return messages.slice(lowerBound(messages, afterSeq + 1)).filter((m) => isFromOther(m, meId)).length;
}

export function isFromOther(message: Message, meId: string): boolean {
  return message.kind !== 'system' && message.senderId !== meId;
}

export function mentionsMe(message: Message, meId: string): boolean {
  return message.mentions?.some((who) => who === 'all' || who === meId) ?? false;
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
