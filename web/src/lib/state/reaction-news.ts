// The newest reaction of another person to a message of one's own: the chat list shows it as the last line of the chat,
// until the next message. Only events tell of it, so a tab knows those since it was opened. Pure.
import type { Message, UserId } from '@/protocol/types';

export type ReactionNews = {
  /** The message as it is now. */
  message: Message;
  emoji: string;
  userId: UserId;
  /** The place of the newest message of the chat at that time. */
  lastSeq: number;
};

/** The news of the chat after its message changed from `known`; undefined for none. */
export function newsAfter(
  news: ReactionNews | undefined,
  known: Message | undefined,
  message: Message,
  lastSeq: number,
  meId: UserId,
): ReactionNews | undefined {
  if (message.senderId !== meId || known === undefined || known.version >= message.version) return news;
  for (const { emoji, userIds } of message.reactions) {
    const before = known.reactions.find((one) => one.emoji === emoji)?.userIds ?? [];
    const userId = userIds.findLast((id) => id !== meId && !before.includes(id));
    if (userId !== undefined) return { message, emoji, userId, lastSeq };
  }
  if (news?.message.id !== message.id) return news;
  const isLeft = message.reactions.some(
    ({ emoji, userIds }) => emoji === news.emoji && userIds.includes(news.userId),
  );
  return isLeft ? { ...news, message } : undefined;
}
