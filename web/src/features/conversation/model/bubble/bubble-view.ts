// Turns a row of the timeline into the props of its bubble. Rows are made anew at every change of the chat, so a bubble
// compares these small values by their fields, and is rendered again only when one of them has changed. Pure.
import type { ShownContent, ShownMessage } from '@/components/messaging/content/content';
import type { TickKind } from '@/components/ui/ticks';
import { allTextOf, contentOf } from '@/lib/state/content';
import type { PendingStatus } from '@/lib/state/pending/outbox';
import { tickOf } from '@/lib/state/selectors';
import { shallowEqual } from '@/lib/store';
import type { Chat, MessageId, UserId } from '@/protocol/types';
import type { GroupPosition, TimelineItem } from '../timeline/timeline-items';

/** The state of a message at this moment. */
export type Standing = {
  /** How far an own message has come; null for those of others. */
  tick: TickKind | null;
  /** Null once the message has arrived at the server. */
  pending: PendingStatus | null;
  /** Own messages that have arrived at the server have info. */
  hasInfo: boolean;
  highlighted: boolean;
  /** It has this person's star. */
  starred: boolean;
  /** When one is reminded of it; null when one is not. */
  remindAt: number | null;
  /** The message came after the chat was opened. */
  fresh: boolean;
};

export type BubbleView = {
  message: ShownMessage;
  content: ShownContent;
  position: GroupPosition;
  standing: Standing;
};

/** The values of a message that has not arrived at the server. */
const NOTHING_SINCE = { reactions: [], edited: false, deleted: false, pinned: null, expiresAt: null };

/** What a timeline shows of its messages at this moment. */
export type TimelineMarks = {
  highlightedSeq: number | null;
  freshAfter: number;
  isStarred: (id: MessageId) => boolean;
  /** When one is reminded of which message. */
  reminders: ReadonlyMap<MessageId, number>;
};

export function bubbleView(
  item: TimelineItem & { type: 'message' | 'pending' },
  chat: Chat,
  meId: UserId,
  { highlightedSeq, freshAfter, isStarred, reminders }: TimelineMarks,
): BubbleView {
  const { position } = item;
  if (item.type === 'pending') {
    const { message, copy, createdAt: at, status } = item.pending;
    const { id, chatId, silent = false } = message;
    const { quote } = item;
    const content = contentOf(message, copy);
    const text = allTextOf(content);
    const sent = { kind: content.kind, at, quote, silent, forwarded: copy?.times ?? 0 };
    return {
      message: { id, chatId, seq: null, senderId: meId, text, ...sent, ...NOTHING_SINCE },
      content,
      position,
      standing: {
        tick: status === 'failed' ? 'failed' : 'sending',
        pending: status,
        hasInfo: false,
        highlighted: false,
        starred: false,
        remindAt: null,
        fresh: at > freshAfter,
      },
    };
  }
  const { message, own } = item;
  const { id, chatId, seq, senderId, replyTo: quote = null, reactions } = message;
  const { sentAt: at, silent = false, forwarded } = message;
  const sent = { kind: message.kind, at, quote, silent, forwarded: forwarded?.times ?? 0 };
  const since = {
    reactions,
    edited: message.editedAt !== undefined,
    deleted: message.deleted !== undefined,
    pinned: message.pinned ?? null,
    expiresAt: message.expiresAt ?? null,
  };
  return {
    message: { id, chatId, seq, senderId, text: allTextOf(message), ...sent, ...since },
    content: message,
    position,
    standing: {
      tick: own ? tickOf(chat, message, meId) : null,
      pending: null,
      hasInfo: own && chat.memberCount > 1 && message.deleted === undefined,
      highlighted: highlightedSeq === seq,
      starred: isStarred(id),
      remindAt: reminders.get(id) ?? null,
      fresh: at > freshAfter && !own,
    },
  };
}

/** Whether two sets of props look the same: each of them shallowly. */
export function looksSame<P extends object>(before: P, after: P): boolean {
  return (Object.keys(after) as (keyof P)[]).every((key) => shallowEqual(before[key], after[key]));
}
