// The interface between a bubble and the kinds of content in it. registry.ts lists the kinds.
import type { ComponentType, ReactNode } from 'react';
import type { PersonalContent } from '@/lib/state/content';
import type { ChatId, MessageId, Pin, Quote, Reaction, User, UserId } from '@/protocol/types';

/** A message as it is shown, whether it has arrived at the server or not. */
export type ShownMessage = {
  id: MessageId;
  kind: PersonalContent['kind'];
  chatId: ChatId;
  /** Null while it has not arrived at the server. */
  seq: number | null;
  senderId: UserId;
  /** The text that selecting and copying the message gives. */
  text: string;
  at: number;
  /** The message that it answers. */
  quote: Quote | null;
  /** Its sender wants nobody to be disturbed by it. */
  silent: boolean;
  /** How often it was forwarded. */
  forwarded: number;
  reactions: Reaction[];
  edited: boolean;
  deleted: boolean;
  pinned: Pin | null;
  /** When it disappears; null when it stays. */
  expiresAt: number | null;
};

/** System messages are lines of the timeline, not bubbles. */
export type ShownContent = PersonalContent;

/** The same for all messages of a chat. A prop, because a thousand listeners would slow down every message. */
export type ContentContext = { people: Record<UserId, User>; meId: UserId };

export type ContentProps<C extends ShownContent> = {
  message: ShownMessage;
  content: C;
  context: ContentContext;
  /** Whether a long message is shown whole, and the function that asks for it. */
  expanded: boolean;
  onExpand: (id: MessageId) => void;
  /** The time and the ticks: they float beside the last line. */
  meta: ReactNode;
};

export type ContentKind<C extends ShownContent> = {
  /** Whether it is shown without a bubble around it. */
  isBare: (content: C) => boolean;
  Content: ComponentType<ContentProps<C>>;
};
