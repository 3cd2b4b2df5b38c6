// The outbox as pure data: messages that were written but not yet acknowledged, and which may be sent next.
// At most one message of a chat is under way, which keeps the order. A message that cannot be sent holds up its own chat
// for a few attempts, and no other chat. When the connection breaks under a message, the next attempt is a request of its
// own, which can break nothing else; in the end the message fails, and the person decides. A bad network never fails a
// message, however long it lasts: the message waits, and the person may cancel it.
import { isPassing } from '@/lib/http/api-error';
import type { ChatId, ErrorInfo, MessageId, SendMessage } from '@/protocol/types';
import type { Copy } from '../content';

export type PendingStatus = 'queued' | 'failed';

export type Pending = {
  /** Goes out with this id however often it is tried. */
  message: SendMessage;
  /** What it will say, when it forwards another message: the server copies that. */
  copy?: Copy;
  createdAt: number;
  status: PendingStatus;
  /** How many attempts were postponed. */
  attempts: number;
  /** What is known of attempts that got no answer; stored in the database. */
  lost: Lost;
  /** Why it failed for good. */
  error?: PendingError;
};

export type Lost = {
  /** The connection broke when it last went out, maybe because of it. */
  suspect: boolean;
  /** How often no answer came although the server answered everything else. */
  alone: number;
};

/** Why no answer came. When the connection broke, the message may or may not be the reason. */
export type Blame = 'connection' | 'network' | 'message';

/** `undeliverable`: no answer ever came, so the server may have it all the same. */
export type PendingError = { code: ErrorInfo['code'] | 'undeliverable' };

export const NEVER_LOST: Lost = { suspect: false, alone: 0 };
/** After this many requests of its own without an answer, the message itself is to blame. */
const MOST_ALONE = 2;

/** How long a message waits when the server did not say; doubles with each attempt. */
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 30_000;

/** A message just written, to stand behind all others, whatever the clock says. */
export function written(outbox: Pending[], message: SendMessage, now: number, copy?: Copy): Pending {
  const createdAt = Math.max(now, (outbox.at(-1)?.createdAt ?? 0) + 1);
  const pending: Pending = { message, createdAt, status: 'queued', attempts: 0, lost: NEVER_LOST };
  return copy === undefined ? pending : { ...pending, copy };
}

/** Adds messages in the order in which they were written. Messages already in the outbox stay as they are. */
export function add(outbox: Pending[], ...pending: Pending[]): Pending[] {
  const there = new Set(outbox.map((p) => p.message.id));
  const added = pending.filter((p) => !there.has(p.message.id));
  return added.length === 0 ? outbox : [...outbox, ...added].sort((a, b) => a.createdAt - b.createdAt);
}

export function enqueue(outbox: Pending[], message: SendMessage, now: number): Pending[] {
  return add(outbox, written(outbox, message, now));
}

/**
 * The messages to send now: the first of each chat, unless it has to wait or is under way. A failed one holds up
 * nothing.
 */
export function dueNow(outbox: Pending[], isHeld: (id: MessageId) => boolean): Pending[] {
  const seen = new Set<ChatId>();
  const due: Pending[] = [];
  for (const pending of outbox) {
    const { id, chatId } = pending.message;
    if (pending.status === 'failed' || seen.has(chatId)) continue;
    seen.add(chatId);
    if (!isHeld(id)) due.push(pending);
  }
  return due;
}

/** How long a message waits after this many attempts, when the server did not say. */
export function waitAfter(attempts: number): number {
  return Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** (attempts - 1));
}

export function remove(outbox: Pending[], id: MessageId): Pending[] {
  return outbox.some((p) => p.message.id === id) ? outbox.filter((p) => p.message.id !== id) : outbox;
}

/** The server refused: for the moment (it waits and goes again by itself) or for good. */
export function refuse(outbox: Pending[], id: MessageId, { code }: ErrorInfo): Pending[] {
  return change(outbox, id, (p) =>
    isPassing(code) ? later(p) : { ...p, status: 'failed', error: { code } },
  );
}

/** It went out and no answer came. */
export function lose(outbox: Pending[], id: MessageId, blame: Blame): Pending[] {
  return change(outbox, id, (p) => {
    if (blame === 'connection') return { ...p, status: 'queued', lost: { ...p.lost, suspect: true } };
    if (blame === 'network') return later({ ...p, lost: { ...p.lost, suspect: false } });
    const lost = { suspect: true, alone: p.lost.alone + 1 };
    if (lost.alone < MOST_ALONE) return later({ ...p, lost });
    return { ...p, lost, status: 'failed', error: { code: 'undeliverable' } };
  });
}

/** Whether it may break connections, so that it is sent by a request of its own, on which nothing else depends. */
export function goesAlone(pending: Pending): boolean {
  return pending.lost.suspect;
}

/** The person tries a failed message again. It keeps its position in the outbox, and begins anew in every other way. */
export function retry(outbox: Pending[], id: MessageId): Pending[] {
  return change(outbox, id, ({ error: _, ...p }) => ({
    ...p,
    status: 'queued',
    attempts: 0,
    lost: NEVER_LOST,
  }));
}

/** Those that the chat shows. What is to be sent later stands in a list of its own. */
export function pendingOf(outbox: Pending[], chatId: ChatId): Pending[] {
  return outbox.filter((p) => p.message.chatId === chatId && p.message.sendAt === undefined);
}

function later(pending: Pending): Pending {
  return { ...pending, status: 'queued', attempts: pending.attempts + 1 };
}

function change(outbox: Pending[], id: MessageId, to: (pending: Pending) => Pending): Pending[] {
  return outbox.map((p) => (p.message.id === id ? to(p) : p));
}
