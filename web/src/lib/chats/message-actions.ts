// What becomes of a message that has arrived: shown at once, and told to the server when it can be reached.
import { noteEmojiUsed } from '@/lib/emoji/emoji-habits';
import { query } from '@/lib/http/request';
import type { Messenger } from '@/lib/messenger/messenger';
import { voteOn, votingAfter } from '@/lib/state/pending/poll-vote';
import { serverNow } from '@/lib/time/server-clock';
import type {
  ChatId,
  Mention,
  MessageEdits,
  MessageId,
  Poll,
  Reaction,
  ReactionPage,
  UserId,
} from '@/protocol/types';
import { ownVote } from './poll-view';

const DAY_MS = 86_400_000;

type Which = { chatId: ChatId; id: MessageId };

export function editMessage(messenger: Messenger, which: Which, text: string, mentions: Mention[]): void {
  messenger.changeMessage(which, { type: 'edit', text, mentions });
}

export function deleteForEveryone(messenger: Messenger, which: Which): void {
  messenger.changeMessage(which, { type: 'delete' });
}

/** For this person alone, on all of their devices. */
export function deleteForMe(messenger: Messenger, which: Which): void {
  messenger.changeMessage(which, { type: 'hide' });
}

export function toggleStar(messenger: Messenger, which: Which, on: boolean): void {
  messenger.changeMessage(which, { type: 'star', on });
}

/** Reacts with an emoji, or takes that reaction back. */
export function toggleReaction(
  messenger: Messenger,
  which: Which & { reactions: Reaction[] },
  emoji: string,
): void {
  const meId = messenger.store.get().me.id;
  const isOn = which.reactions.some((one) => one.emoji === emoji && one.userIds.includes(meId));
  if (!isOn) noteEmojiUsed(emoji);
  messenger.changeMessage(which, { type: 'react', emoji, on: !isOn });
}

/** For all members, for so many days, or for good. */
export function pinMessage(messenger: Messenger, which: Which & { seq: number }, days: number | null): void {
  const until = days === null ? {} : { until: serverNow() + days * DAY_MS };
  messenger.changeMessage(which, { type: 'pin', on: true, seq: which.seq, ...until });
}

export function unpinMessage(messenger: Messenger, which: Which & { seq: number }): void {
  messenger.changeMessage(which, { type: 'pin', on: false, seq: which.seq });
}

export function closePoll(messenger: Messenger, which: Which): void {
  messenger.changeMessage(which, { type: 'close' });
}

/** Chooses these answers of a poll in place of those before. */
export function castVote(messenger: Messenger, which: Which, poll: Poll, options: string[]): void {
  const { messageChanges, votes, me } = messenger.store.get();
  const before = voteOn(messageChanges, which.id);
  messenger.changeMessage(which, votingAfter(before, ownVote(poll, votes[which.id], me.id), options));
}

/** What a message said before each of its edits. */
export function messageEdits(messenger: Messenger, which: Which): Promise<MessageEdits> {
  return messenger.keeper.request<MessageEdits>('GET', `${pathOf(which)}/edits`);
}

/** The first people who reacted with an emoji, so many pages of them, and whether there are more. */
export async function reactorsOf(
  messenger: Messenger,
  which: Which,
  emoji: string,
  pages: number,
): Promise<{ userIds: UserId[]; more: boolean }> {
  const userIds: UserId[] = [];
  let more = true;
  for (let page = 0; page < pages && more; page++) {
    const asked = query({ emoji, after: userIds.at(-1) });
    const found = await messenger.keeper.request<ReactionPage>('GET', `${pathOf(which)}/reactions${asked}`);
    // The list goes on with the next emoji.
    const same = found.reactions.filter((one) => one.emoji === emoji);
    userIds.push(...same.map(({ userId }) => userId));
    more = found.more && same.length === found.reactions.length;
  }
  return { userIds, more };
}

/** Whether somebody may delete what this sender said. */
export function mayDelete(messenger: Messenger, chatId: ChatId, senderId: UserId): boolean {
  const { me, chats } = messenger.store.get();
  return senderId === me.id || (chats[chatId]?.role ?? 'member') !== 'member';
}

function pathOf({ chatId, id }: Which): string {
  return `chats/${chatId}/messages/${id}`;
}
