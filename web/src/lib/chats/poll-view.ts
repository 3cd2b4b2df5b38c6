// How a poll stands for this person: with the votes that the server has counted, and one's own that is on its way. Pure.
import type { MessageId, Poll, PollOption, UserId, Vote } from '@/protocol/types';

/** A vote on its way, and what of it the counts of the poll hold already. */
export type Casting = {
  /** What one chose last. */
  wanted: string[];
  /** What is being sent, or was sent last. */
  sent: string[];
  /** What the counts held before that. */
  counted: string[];
  /** The version of the message then. */
  since: number;
  /** From which version on the counts hold what was sent; null until the server has answered. */
  takenAt: number | null;
};

export type PollView = { options: PollOption[]; chosen: string[]; total: number; closed: boolean };

export function pollView(
  poll: Poll,
  { id, version }: { id: MessageId; version: number },
  { meId, votes, casting, now }: Watching,
): PollView {
  const own = ownVote(poll, votes[id], meId);
  const isTold = casting === undefined || isSettled(casting, version);
  const counted = isTold ? own : countedIn(casting, version);
  const chosen = isTold ? own : casting.wanted;
  const options = poll.options.map((option) => withVote(option, counted, chosen, meId));
  const total = options.reduce((sum, option) => sum + option.count, 0);
  return { options, chosen, total, closed: isClosed(poll, now) };
}

type Watching = {
  meId: UserId;
  votes: Record<MessageId, Vote>;
  casting: Casting | undefined;
  now: number;
};

/** What one has chosen, as far as the server has told: it names the first voters of a public poll to everybody. */
export function ownVote(poll: Poll, told: Vote | undefined, meId: UserId): string[] {
  if (told !== undefined) return told.options;
  return poll.options.filter(({ userIds }) => userIds?.includes(meId)).map(({ id }) => id);
}

/** What the counts hold of one's own. While there is no answer, the next change is most likely one's own vote. */
export function countedIn({ sent, counted, since, takenAt }: Casting, version: number): string[] {
  return version >= (takenAt ?? since + 1) ? sent : counted;
}

/** The server has it, and the poll shows it. */
export function isSettled({ wanted, sent, takenAt }: Casting, version: number): boolean {
  return takenAt !== null && version >= takenAt && wanted === sent;
}

export function isClosed({ closesAt, closedAt }: Poll, now: number): boolean {
  return closedAt !== undefined || (closesAt !== undefined && closesAt <= now);
}

/** What one has chosen after a press on an answer: a second press takes it back. */
export function toggled(poll: Poll, chosen: string[], id: string): string[] {
  if (chosen.includes(id)) return chosen.filter((one) => one !== id);
  return poll.multiple ? [...chosen, id] : [id];
}

function withVote(option: PollOption, counted: string[], chosen: string[], meId: UserId): PollOption {
  const { id, count, userIds } = option;
  const by = Number(chosen.includes(id)) - Number(counted.includes(id));
  if (by === 0) return option;
  const others = userIds?.filter((userId) => userId !== meId);
  return {
    ...option,
    count: Math.max(0, count + by),
    ...(others === undefined ? {} : { userIds: by > 0 ? [...others, meId] : others }),
  };
}
