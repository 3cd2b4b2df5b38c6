// How a poll stands for this person. Pure.
import { namedIn } from '@/lib/state/pending/poll-vote';
import type { Poll, UserId, Vote } from '@/protocol/types';

/** What one has chosen, as far as the server has told: it names the first voters of a public poll to everybody. */
export function ownVote(poll: Poll, told: Vote | undefined, meId: UserId): string[] {
  return told?.options ?? namedIn(poll, meId);
}

export function isClosed({ closesAt, closedAt }: Poll, now: number): boolean {
  return closedAt !== undefined || (closesAt !== undefined && closesAt <= now);
}

/** What one has chosen after a press on an answer: a second press takes it back. */
export function toggled(poll: Poll, chosen: string[], id: string): string[] {
  if (chosen.includes(id)) return chosen.filter((one) => one !== id);
  return poll.multiple ? [...chosen, id] : [id];
}
