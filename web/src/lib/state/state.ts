// What this device knows: the whole state of the messenger as plain data. Only apply/ and outbox.ts make new ones.
import type { Activity, Chat, ChatId, Me, Message, Presence, User, UserId } from '@/protocol/types';
import type { ChatChanges } from './chat-changes';
import { type Cursor, cursorAt } from './cursor';
import type { Pending } from './outbox';

/** A window onto the history of a chat: a stretch without holes. */
export type Timeline = {
  /** Invariant: ascending by `seq`, one per `seq`. */
  messages: Message[];
  /** Whether somebody looks at it, so that `messages` is what they should see. Otherwise it holds some of the newest. */
  opened: boolean;
  /** Whether there is older history to fetch. */
  more: boolean;
  /** Whether there is newer history to fetch: the window does not reach the newest message. */
  moreAfter: boolean;
  /** The newest messages, when the window does not reach them. Invariant: without holes; behind the window; else empty. */
  tail: Message[];
  /** What came while a page of history was on its way; null when none is. */
  changed: Message[] | null;
};

export type TypingMark = { activity: Activity; until: number };

export type MessengerState = {
  me: Me;
  /** The user counter that `me` is known to be as new as. */
  meVersion: number;
  user: Cursor;
  chats: Record<ChatId, Chat>;
  cursors: Record<ChatId, Cursor>;
  timelines: Record<ChatId, Timeline>;
  people: Record<UserId, User>;
  /** The tenant's counter of changed profiles that `people` is as new as; null before the first sync. */
  peopleVersion: number | null;
  presence: Record<UserId, Presence>;
  typing: Record<ChatId, Record<UserId, TypingMark>>;
  outbox: Pending[];
  /** What was changed in chats and is already in `chats`, but not yet on the server. */
  changes: ChatChanges;
  /** Whether the first sync has finished: until then an empty chat list says nothing. */
  ready: boolean;
};

export const EMPTY_TIMELINE: Timeline = {
  messages: [],
  opened: false,
  more: true,
  moreAfter: false,
  tail: [],
  changed: null,
};

/** How long a typing mark holds without news. */
export const TYPING_TTL_MS = 8_000;

export function initialState(me: Me): MessengerState {
  return {
    me,
    meVersion: 0,
    user: cursorAt(0),
    chats: {},
    cursors: {},
    timelines: {},
    people: { [me.id]: userOf(me) },
    peopleVersion: null,
    presence: {},
    typing: {},
    outbox: [],
    changes: {},
    ready: false,
  };
}

export function userOf(me: Me): User {
  const user: User = { id: me.id, username: me.username, name: me.name, version: me.version };
  return me.about === undefined ? user : { ...user, about: me.about };
}
