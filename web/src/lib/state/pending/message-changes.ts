// The changes of messages that this person made and the server has not confirmed yet: edits, deletions, reactions, pins,
// votes, polls that are closed, live locations that end, and what is for oneself alone: stars, reminders, and messages
// deleted for oneself. The state of the messages stays the server's. The app lays these changes over it, so a refused
// change leaves no trace.
// A later change of the same thing takes the place of an earlier one. Pure.
import type { ChatId, Mention, Message, MessageId, Reaction, UserId } from '@/protocol/types';
import { sentNow, type Voting, votedIn } from './poll-vote';

export type MessageChange =
  | { type: 'edit'; text: string; mentions: Mention[] }
  /** `undo`: it was sent a moment ago, and goes without a trace unless somebody has read it. */
  | { type: 'delete'; undo?: true }
  | { type: 'hide' }
  | { type: 'star'; on: boolean }
  | { type: 'react'; emoji: string; on: boolean }
  | { type: 'pin'; on: boolean; seq: number; until?: number }
  /** One is to be reminded of it at that time; null for no more. */
  | { type: 'remind'; remindAt: number | null }
  | Voting
  /** Closes a poll. */
  | { type: 'close' }
  /** Ends a live location. */
  | { type: 'stop' };

export type PendingChange = MessageChange & {
  chatId: ChatId;
  id: MessageId;
  /** When it was made. Invariant: ascending, no two alike. */
  at: number;
  /** The server has taken it: it goes when the chat is known up to this version. */
  version?: number;
};

/** Which change an answer is about. */
export type ChangeAnswer = { key: string; at: number };

/** The server deletes at most so many messages at once. */
const MOST_AT_ONCE = 100;

/** What it changes: of two changes with the same key only the later counts. */
export function keyOf(change: PendingChange): string {
  return [change.chatId, change.id, change.type, change.type === 'react' ? change.emoji : ''].join(' ');
}

/** A change just made, to stand behind all others, whatever the clock says. */
export function madeNow(
  changes: PendingChange[],
  which: { chatId: ChatId; id: MessageId },
  change: MessageChange,
  now: number,
): PendingChange {
  return { ...change, chatId: which.chatId, id: which.id, at: Math.max(now, (changes.at(-1)?.at ?? 0) + 1) };
}

/** Adds changes in the order in which they were made. A deletion makes every other change of its message needless. */
export function addChanges(changes: PendingChange[], ...added: PendingChange[]): PendingChange[] {
  return added.reduce((all, one) => {
    const key = keyOf(one);
    if (all.some((other) => keyOf(other) === key && other.at >= one.at)) return all;
    const isNeedless = (other: PendingChange) =>
      keyOf(other) === key || (one.type === 'delete' && other.id === one.id && other.chatId === one.chatId);
    return [...all.filter((other) => !isNeedless(other)), one].sort((a, b) => a.at - b.at);
  }, changes);
}

/** Votes go out when the chat is known up to `since`, and one's votes up to `asOf`. */
export function sent(
  changes: PendingChange[],
  answers: ChangeAnswer[],
  since: number,
  asOf: (id: MessageId) => number,
): PendingChange[] {
  return changes.map((one) =>
    one.type === 'vote' && isAnswered(one, answers) ? { ...one, ...sentNow(one, since, asOf(one.id)) } : one,
  );
}

/** The server has taken them. One that was replaced meanwhile still has to be sent. */
export function taken(changes: PendingChange[], answers: ChangeAnswer[], version: number): PendingChange[] {
  return changes.map((one) => (isAnswered(one, answers) ? { ...one, version } : one));
}

export function takenBack(changes: PendingChange[], answers: ChangeAnswer[]): PendingChange[] {
  return changes.filter((one) => !isAnswered(one, answers));
}

/**
 * The changes without those that the messages show by now, and without those of chats that are gone. Before the first sync
 * the app does not know its chats: then a chat that is missing is not gone.
 */
export function unseen(
  changes: PendingChange[],
  knownUpTo: (chatId: ChatId) => number | undefined,
  allKnown: boolean,
): PendingChange[] {
  const isLeft = ({ chatId, version }: PendingChange) => {
    const known = knownUpTo(chatId);
    if (known === undefined) return !allKnown;
    return version === undefined || known < version;
  };
  return changes.every(isLeft) ? changes : changes.filter(isLeft);
}

/** What is to be sent now: the first change of each chat; deletions of one kind that follow each other go together. */
export function dueChanges(changes: PendingChange[]): PendingChange[][] {
  const byChat = new Map<ChatId, PendingChange[]>();
  for (const one of changes)
    if (one.version === undefined) byChat.set(one.chatId, [...(byChat.get(one.chatId) ?? []), one]);
  return [...byChat.values()].map((all) => {
    const first = all[0]?.type;
    if (first !== 'delete' && first !== 'hide') return all.slice(0, 1);
    const other = all.findIndex(({ type }) => type !== first);
    return all.slice(0, other === -1 ? MOST_AT_ONCE : Math.min(MOST_AT_ONCE, other));
  });
}

/** The request that carries it. Deletions have an event of their own, for several at once. */
export function requestOf(change: Exclude<PendingChange, { type: 'delete' | 'hide' }>): {
  method: 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  path: string;
  body?: unknown;
} {
  const path = `chats/${change.chatId}/messages/${change.id}`;
  switch (change.type) {
    case 'edit':
      return { method: 'PATCH', path, body: { text: change.text, mentions: change.mentions } };
    case 'star':
      return { method: change.on ? 'PUT' : 'DELETE', path: `${path}/star` };
    case 'react':
      return {
        method: change.on ? 'PUT' : 'DELETE',
        path: `${path}/reactions/${encodeURIComponent(change.emoji)}`,
      };
    case 'remind': {
      const { chatId, id, remindAt: at } = change;
      if (at === null) return { method: 'DELETE', path: `me/reminders/${id}` };
      return { method: 'POST', path: 'me/reminders', body: { chatId, id, at } };
    }
    case 'pin': {
      if (!change.on) return { method: 'DELETE', path: `${path}/pin` };
      const body = change.until === undefined ? {} : { until: change.until };
      return { method: 'PUT', path: `${path}/pin`, body };
    }
    case 'vote':
      return { method: 'PUT', path: `${path}/vote`, body: { options: change.options } };
    case 'close':
      return { method: 'POST', path: `${path}/close` };
    case 'stop':
      return { method: 'DELETE', path: `${path}/location` };
  }
}

/** The message as it will be. A change that its present state has already changes nothing. */
export function changedBy(message: Message, change: PendingChange, meId: UserId): Message {
  if (message.deleted !== undefined) return message;
  switch (change.type) {
    case 'edit': {
      if (message.kind !== 'text') return message;
      const { mentions: _, ...rest } = message;
      const mentions = change.mentions.length === 0 ? {} : { mentions: change.mentions };
      return { ...rest, text: change.text, editedAt: change.at, ...mentions };
    }
    case 'delete': {
      const { id, chatId, seq, version, senderId, sentAt, kind } = message;
      const deleted = { at: change.at, by: meId, ...(change.undo ? { trace: false } : {}) };
      return { id, chatId, seq, version, senderId, sentAt, kind, reactions: [], deleted } as Message;
    }
    // The message is the same to all others; where this person sees it, its star is shown from elsewhere.
    case 'star':
    case 'hide':
    case 'remind':
      return message;
    case 'react':
      return { ...message, reactions: reacted(message.reactions, change.emoji, change.on, meId) };
    case 'pin': {
      const { pinned: _, ...rest } = message;
      return change.on ? { ...rest, pinned: pinOf(change, meId) } : rest;
    }
    case 'vote': {
      if (message.kind !== 'poll' || message.poll === undefined) return message;
      return { ...message, poll: votedIn(message.poll, message.version, change, meId) };
    }
    case 'close': {
      if (message.kind !== 'poll' || message.poll === undefined) return message;
      return { ...message, poll: { closedAt: change.at, ...message.poll } };
    }
    case 'stop': {
      if (message.kind !== 'location' || message.location?.live === undefined) return message;
      const { live } = message.location;
      const until = Math.min(live.until, change.at);
      return { ...message, location: { ...message.location, live: { ...live, until } } };
    }
  }
}

export function pinOf({ at, until }: { at: number; until?: number }, meId: UserId) {
  return { by: meId, at, ...(until === undefined ? {} : { until }) };
}

function reacted(reactions: Reaction[], emoji: string, on: boolean, meId: UserId): Reaction[] {
  const there = reactions.find((one) => one.emoji === emoji);
  if ((there?.userIds.includes(meId) ?? false) === on) return reactions;
  if (there === undefined) return [...reactions, { emoji, count: 1, userIds: [meId] }];
  const userIds = on ? [...there.userIds, meId] : there.userIds.filter((id) => id !== meId);
  const next = { emoji, count: there.count + (on ? 1 : -1), userIds };
  return reactions.flatMap((one) => (one !== there ? [one] : next.count > 0 ? [next] : []));
}

export function isAnswered(change: PendingChange, answers: ChangeAnswer[]): boolean {
  return answers.some(({ key, at }) => at === change.at && key === keyOf(change));
}
