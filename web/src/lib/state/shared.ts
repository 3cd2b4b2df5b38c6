// What all tabs of an account share: the leading tab numbers each change of it, and the database keeps most of it. Only
// operations (ops.ts) change it.
import type {
  Activity,
  Chat,
  ChatId,
  Me,
  MessageId,
  Presence,
  Reminder,
  ScheduledMessage,
  Star,
  User,
  UserId,
  Vote,
} from '@/protocol/types';
import { type Cursor, cursorAt } from './cursor';
import type { ChatChanges } from './pending/chat-changes';
import type { PendingChange } from './pending/message-changes';
import type { Pending } from './pending/outbox';
import type { Plans } from './plans';

export type TypingMark = { activity: Activity; until: number };

/** What one has chosen in a poll, as of this user version. */
export type OwnVote = Vote & { asOf: number };

/** One's star of a message, or that one took it back, as of this user version. */
export type OwnStar = Star & { asOf: number };

export type SharedState = {
  me: Me;
  /** The user counter that `me` is known to be as new as. */
  meVersion: number;
  user: Cursor;
  chats: Record<ChatId, Chat>;
  cursors: Record<ChatId, Cursor>;
  people: Record<UserId, User>;
  /** The tenant's counter of changed profiles that `people` is as new as; null before the first sync. */
  peopleVersion: number | null;
  presence: Record<UserId, Presence>;
  typing: Record<ChatId, Record<UserId, TypingMark>>;
  /** By the message that is the poll. Only oneself is told what one chose in it. */
  votes: Record<MessageId, OwnVote>;
  stars: Record<MessageId, OwnStar>;
  /** The messages that one deleted for oneself, with their chats. Events about them may still come. */
  hidden: Record<MessageId, ChatId>;
  /** What the server is to send, and what it is to remind of. */
  scheduled: Plans<ScheduledMessage>;
  reminders: Plans<Reminder>;
  outbox: Pending[];
  /** Changes of chats that `chats` has already, and the server has not. */
  changes: ChatChanges;
  /** Changes of messages that the server has not confirmed; `chats` and timelines are without them. */
  messageChanges: PendingChange[];
  /** Whether the first sync has finished: until then an empty chat list says nothing. */
  ready: boolean;
};

/** How long a typing mark holds without a new event. */
export const TYPING_TTL_MS = 8_000;

export function initialShared(me: Me): SharedState {
  return {
    me,
    meVersion: 0,
    user: cursorAt(0),
    chats: {},
    cursors: {},
    people: { [me.id]: userOf(me) },
    peopleVersion: null,
    presence: {},
    typing: {},
    votes: {},
    stars: {},
    hidden: {},
    scheduled: {},
    reminders: {},
    outbox: [],
    changes: {},
    messageChanges: [],
    ready: false,
  };
}

export function userOf(me: Me): User {
  const user: User = { id: me.id, username: me.username, name: me.name, version: me.version };
  return me.about === undefined ? user : { ...user, about: me.about };
}
