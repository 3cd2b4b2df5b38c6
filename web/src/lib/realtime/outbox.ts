// The outbox as pure data: what was written but not yet acknowledged, and what may be sent next.
// Order is kept per chat by having at most one message of a chat under way. A message that cannot be sent holds up its own
// chat for a few attempts only, and no other chat: what went out with a connection that then broke goes by itself the next
// time, so that it breaks nothing, and in the end it fails, for the person to decide.
import type { ChatId, ErrorInfo, MessageId, SendMessage } from '@/protocol/types';

export type PendingStatus = 'queued' | 'sending' | 'failed';

export type Pending = {
  /** Goes out with this id however often it is tried. */
  message: SendMessage;
  createdAt: number;
  status: PendingStatus;
  /** Not before then. */
  retryAt: number;
  /** How often it was refused for the moment. */
  attempts: number;
  /** How often it went out and no answer came; kept in the database. */
  lost: Lost;
  /** Why it failed for good. */
  error?: PendingError;
};

/** `alone`: of these so many by itself, while the server answered everything else. */
export type Lost = { times: number; alone: number };

/** `undeliverable`: no answer ever came, so the server may have it all the same. */
export type PendingError = { code: ErrorInfo['code'] | 'undeliverable' };

export const NEVER_LOST: Lost = { times: 0, alone: 0 };
/** So often alone, and it is the message. */
const MOST_ALONE = 2;
/** So often in any way, and the person is to know. A bad network alone is unlikely to come so far. */
const MOST_LOST = 10;

/** Wait when the server says "later" without saying when; doubles with each refusal. */
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/** What says nothing of the message: a limit, a slow network, a token that the next connection carries a fresh one of. */
const TEMPORARY: string[] = [
  'rate_limited',
  'unavailable',
  'disk_full',
  'request_timeout',
  'unauthenticated',
];

/** A message just written, to stand behind all others, whatever the clock says. */
export function written(outbox: Pending[], message: SendMessage, now: number): Pending {
  const createdAt = Math.max(now, (outbox.at(-1)?.createdAt ?? 0) + 1);
  return { message, createdAt, status: 'queued', retryAt: 0, attempts: 0, lost: NEVER_LOST };
}

/** Puts messages where they belong by the time they were written; those that are there stay as they are. */
export function add(outbox: Pending[], ...pending: Pending[]): Pending[] {
  const there = new Set(outbox.map((p) => p.message.id));
  const added = pending.filter((p) => !there.has(p.message.id));
  return added.length === 0 ? outbox : [...outbox, ...added].sort((a, b) => a.createdAt - b.createdAt);
}

export function enqueue(outbox: Pending[], message: SendMessage, now: number): Pending[] {
  return add(outbox, written(outbox, message, now));
}

/** What may go out now: the first waiting message of each chat that has none under way. A failed one holds up nothing. */
export function dueNow(outbox: Pending[], now: number): Pending[] {
  const seen = new Set<ChatId>();
  const due: Pending[] = [];
  for (const pending of outbox) {
    if (pending.status === 'failed' || seen.has(pending.message.chatId)) continue;
    seen.add(pending.message.chatId);
    if (pending.status === 'queued' && pending.retryAt <= now) due.push(pending);
  }
  return due;
}

/** When to look again for something that waits; null when nothing waits for a time. */
export function nextRetryAt(outbox: Pending[], now: number): number | null {
  const times = outbox.filter((p) => p.status === 'queued' && p.retryAt > now).map((p) => p.retryAt);
  return times.length === 0 ? null : Math.min(...times);
}

export function markSending(outbox: Pending[], id: MessageId): Pending[] {
  return change(outbox, id, (p) => ({ ...p, status: 'sending' }));
}

export function remove(outbox: Pending[], id: MessageId): Pending[] {
  return outbox.some((p) => p.message.id === id) ? outbox.filter((p) => p.message.id !== id) : outbox;
}

/** The server refused: for the moment (it waits and goes again by itself) or for good. */
export function refuse(outbox: Pending[], id: MessageId, error: ErrorInfo, now: number): Pending[] {
  return change(outbox, id, (p) => {
    if (!TEMPORARY.includes(error.code)) return { ...p, status: 'failed', error: { code: error.code } };
    return { ...p, ...later(p, now, error.retryAfter) };
  });
}

/** It went out and no answer came. `alone`: it went by itself, and the server answered something else since. */
export function lose(outbox: Pending[], id: MessageId, alone: boolean, now: number): Pending[] {
  return change(outbox, id, (p) => {
    const lost = { times: p.lost.times + 1, alone: p.lost.alone + (alone ? 1 : 0) };
    if (lost.alone >= MOST_ALONE || lost.times >= MOST_LOST)
      return { ...p, lost, status: 'failed', error: { code: 'undeliverable' } };
    return { ...p, lost, ...(alone ? later(p, now, null) : { status: 'queued' }) };
  });
}

/** It has gone out in vain: it goes by a request of its own, which breaks no connection that others use. */
export function goesAlone(pending: Pending): boolean {
  return pending.lost.times > 0;
}

/** Another tab sends from now on: what was under way goes again, with the same id. */
export function requeue(outbox: Pending[]): Pending[] {
  if (!outbox.some((p) => p.status === 'sending')) return outbox;
  return outbox.map((p) => (p.status === 'sending' ? { ...p, status: 'queued' } : p));
}

/** The person asks to try a failed one again. It keeps its place. */
export function retry(outbox: Pending[], id: MessageId): Pending[] {
  return change(outbox, id, ({ error: _, ...p }) => ({
    ...p,
    status: 'queued',
    retryAt: 0,
    attempts: 0,
    // It still goes alone, and has a few attempts more.
    lost: p.lost.times > 0 ? { times: 1, alone: 0 } : NEVER_LOST,
  }));
}

export function pendingOf(outbox: Pending[], chatId: ChatId): Pending[] {
  return outbox.filter((p) => p.message.chatId === chatId);
}

function later(pending: Pending, now: number, retryAfter: number | null) {
  const backoff = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** pending.attempts);
  const retryAt = now + (retryAfter ?? backoff);
  return { status: 'queued' as const, attempts: pending.attempts + 1, retryAt };
}

function change(outbox: Pending[], id: MessageId, to: (pending: Pending) => Pending): Pending[] {
  return outbox.map((p) => (p.message.id === id ? to(p) : p));
}
