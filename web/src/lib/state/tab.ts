// A tab's own state: which part of which history it shows. The other tabs and the database do not have it.
import type { ChatId, Message } from '@/protocol/types';
import type { ReactionNews } from './reaction-news';

/** A window onto the history of a chat: a stretch without holes. */
export type Timeline = {
  /** Invariant: ascending by `seq`, one per `seq`. */
  messages: Message[];
  /** Whether the chat is on screen and shows `messages`. Otherwise `messages` holds some of the newest. */
  opened: boolean;
  /** Whether there is older history to fetch. */
  more: boolean;
  /** Whether there is newer history to fetch: the window does not reach the newest message. */
  moreAfter: boolean;
  /** The newest messages, when the window does not reach them. Invariant: without holes; behind the window; else empty. */
  tail: Message[];
  /** Messages that came or changed while a page of history was on its way; null when none is. */
  changed: Message[] | null;
};

export type TabState = {
  timelines: Record<ChatId, Timeline>;
  /** What the chat list tells of reactions to one's own messages. */
  reacted: Record<ChatId, ReactionNews>;
};

export const EMPTY_TIMELINE: Timeline = {
  messages: [],
  opened: false,
  more: true,
  moreAfter: false,
  tail: [],
  changed: null,
};

export function timelineOf({ tab }: { tab: TabState }, chatId: ChatId): Timeline {
  return tab.timelines[chatId] ?? EMPTY_TIMELINE;
}
