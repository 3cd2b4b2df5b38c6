// The outbox as pure data: what was written but not yet acknowledged, and what may be sent next.
// Order is kept per chat by having at most one message of a chat under way.
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
  /** Why it failed for good. */
  error?: ErrorInfo;
};

/** Wait when the server says "later" without saying when; doubles with each refusal. */
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/** A message just written, to stand behind all others, whatever the clock says. */
export function written(outbox: Pending[], message: SendMessage, now: number): Pending {
  const createdAt = Math.max(now, (outbox.at(-1)?.createdAt ?? 0) + 1);
  return { message, createdAt, status: 'queued', retryAt: 0, attempts: 0 };
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
    if (!isTemporary(error)) return { ...p, status: 'failed', error };
    const backoff = Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** p.attempts);
    return { ...p, status: 'queued', attempts: p.attempts + 1, retryAt: now + (error.retryAfter ?? backoff) };
  });
}

/** The connection went away, or no answer came: what was under way goes again, with the same id. */
export function requeue(outbox: Pending[], id?: MessageId): Pending[] {
  if (!outbox.some((p) => p.status === 'sending')) return outbox;
  return outbox.map((p) =>
    p.status === 'sending' && (id === undefined || p.message.id === id) ? { ...p, status: 'queued' } : p,
  );
}

/** The person asks to try a failed one again. It keeps its place. */
export function retry(outbox: Pending[], id: MessageId): Pending[] {
  return change(outbox, id, ({ error: _, ...p }) => ({ ...p, status: 'queued', retryAt: 0, attempts: 0 }));
}

export function pendingOf(outbox: Pending[], chatId: ChatId): Pending[] {
  return outbox.filter((p) => p.message.chatId === chatId);
}

function isTemporary(error: ErrorInfo): boolean {
  return (
    error.code === 'rate_limited' ||
    error.code === 'unavailable' ||
    error.code === 'disk_full' ||
    // The next connection carries a fresh token.
    error.code === 'unauthenticated'
  );
}

function change(outbox: Pending[], id: MessageId, to: (pending: Pending) => Pending): Pending[] {
  return outbox.map((p) => (p.message.id === id ? to(p) : p));
}
