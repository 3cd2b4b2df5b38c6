// The interface between a bubble and the kinds of content in it. registry.ts lists the kinds.
import type { ComponentType, ReactNode } from 'react';
import type { ChatId, MessageContent, MessageId, Quote, Reaction, User, UserId } from '@/protocol/types';

/** A message as it is shown, whether it has arrived at the server or not. */
export type ShownMessage = {
  id: MessageId;
  chatId: ChatId;
  /** Null while it has not arrived at the server. */
  seq: number | null;
  senderId: UserId;
  /** The words that selecting and copying it give. */
  text: string;
  at: number;
  /** What it answers. */
  quote: Quote | null;
  reactions: Reaction[];
  edited: boolean;
  deleted: boolean;
};

/** System messages are lines of the timeline, not bubbles. */
export type ShownContent = Exclude<MessageContent, { kind: 'system' }>;

/** The same for all messages of a chat. Handed down, because a thousand listeners would slow down every message. */
export type ContentContext = { people: Record<UserId, User>; meId: UserId };

export type ContentProps<C extends ShownContent> = {
  message: ShownMessage;
  content: C;
  context: ContentContext;
  /** Whether the whole of a long message is shown, and what asks for it. */
  expanded: boolean;
  onExpand: (id: MessageId) => void;
  /** When it was sent and how far it has come: floats beside the last line. */
  meta: ReactNode;
};

export type ContentKind<C extends ShownContent> = {
  /** Whether it stands by itself, without a bubble around it. */
  isBare: (content: C) => boolean;
  Content: ComponentType<ContentProps<C>>;
};
