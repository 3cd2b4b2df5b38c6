// A vote that the server has not confirmed, counted in the poll as it is known here. Pure.
//
// A poll tells how many chose each answer, and it is not always told whether one's own choice is among them: the vote may have
// changed the poll before its answer is here. Where the poll names everybody who voted, it is certain; else it follows from the
// versions.
import type { MessageId, Poll, PollOption, UserId } from '@/protocol/types';

export type Voting = {
  type: 'vote';
  /** All answers that one chooses. */
  options: string[];
  /** What the counts held of one's own before. */
  counted: string[];
  /** What they hold from the version after `since` on, where that is another choice than `options`. */
  sent?: string[];
  /** The version of the chat when it was last sent; undefined before that. */
  since?: number;
  /** As of which user version one's vote was known then. */
  asOf?: number;
};

type PendingVote = Voting & { version?: number };

/** A choice in place of the one before, which may be under way. `own` is what one has chosen as far as the server has told. */
export function votingAfter(before: PendingVote | undefined, own: string[], options: string[]): Voting {
  if (before === undefined) return { type: 'vote', options, counted: own };
  const { counted, sent = before.options, version } = before;
  const since = version === undefined ? before.since : version - 1;
  return { type: 'vote', options, counted, ...(since === undefined ? {} : { sent, since }) };
}

/** It goes out now: whatever was sent before it has been answered. */
export function sentNow({ sent, ...vote }: Voting, since: number, asOf: number): Voting {
  return { ...vote, counted: sent ?? vote.counted, since, asOf };
}

/** The poll with this vote in place of what it holds of one's own. `version` is the message's. */
export function votedIn(poll: Poll, version: number, vote: PendingVote, meId: UserId): Poll {
  const held = isNamed(poll, meId) ? namedIn(poll, meId) : heldAt(vote, version);
  return { ...poll, options: poll.options.map((option) => moved(option, held, vote.options, meId)) };
}

/** The answers beside which the poll names somebody. It names the first of those who chose each. */
export function namedIn(poll: Poll, userId: UserId): string[] {
  return poll.options.filter(({ userIds }) => userIds?.includes(userId)).map(({ id }) => id);
}

/** The vote in this poll that the server has not confirmed. */
export function voteOn<C extends { type: string; id: MessageId }>(
  changes: C[],
  id: MessageId,
): Extract<C, { type: 'vote' }> | undefined {
  const isVote = (one: C): one is Extract<C, { type: 'vote' }> => one.type === 'vote' && one.id === id;
  return changes.find(isVote);
}

/** Whether the names tell for certain what somebody chose. */
function isNamed(poll: Poll, userId: UserId): boolean {
  return poll.options.every(
    ({ userIds, count }) => userIds !== undefined && (userIds.includes(userId) || userIds.length === count),
  );
}

function heldAt({ options, counted, sent = options, since, version: takenAt }: PendingVote, version: number) {
  if (takenAt !== undefined) return version >= takenAt ? options : counted;
  // The first change after it was sent is most likely one's own vote.
  return since !== undefined && version > since ? sent : counted;
}

function moved(option: PollOption, held: string[], chosen: string[], meId: UserId): PollOption {
  const { id, count, userIds } = option;
  const by = Number(chosen.includes(id)) - Number(held.includes(id));
  if (by === 0) return option;
  const others = userIds?.filter((userId) => userId !== meId);
  return {
    ...option,
    count: Math.max(0, count + by),
    ...(others === undefined ? {} : { userIds: by > 0 ? [...others, meId] : others }),
  };
}
