// Builds the state from the database: when the app opens, when a tab has missed something, and when a tab takes over from a
// leader that is gone. Pure.
import type { OutboxRow, WrittenRow } from '@/lib/db/database';
import type { Snapshot } from '@/lib/db/snapshot';
import { addVote, adoptChats, applyMessage, forgetChat } from '@/lib/state/apply/event';
import { addStar, hide } from '@/lib/state/apply/marks';
import { addPeople } from '@/lib/state/apply/people';
import { advanceTo, cursorAt } from '@/lib/state/cursor';
import { addChanges } from '@/lib/state/pending/message-changes';
import { add, NEVER_LOST, type Pending } from '@/lib/state/pending/outbox';
import { caughtUp } from '@/lib/state/plans';
import { initialState, type MessengerState } from '@/lib/state/state';
import type { Message, MessageId } from '@/protocol/types';

/** What a tab begins with: a state, and the last operation in the database that the state was read from. */
export type Opening = { state: MessengerState; written: WrittenRow | null };

/** The state as the database has it. */
export function stateFrom(snapshot: Snapshot): MessengerState {
  const { account, chats, people, votes, stars, scheduled, reminders } = snapshot;
  const state = initialState(account.me);
  return {
    ...state,
    meVersion: account.meVersion,
    user: cursorAt(account.userVersion),
    ready: account.ready,
    chats: Object.fromEntries(chats.map(({ id, chat }) => [id, chat])),
    cursors: Object.fromEntries(chats.map(({ id, at }) => [id, cursorAt(at)])),
    people: { ...state.people, ...Object.fromEntries(people.map((user) => [user.id, user])) },
    peopleVersion: account.peopleVersion,
    votes: byId(votes),
    stars: byId(stars),
    hidden: hiddenFrom(snapshot),
    scheduled: byId(scheduled),
    reminders: byId(reminders),
    ...ownFrom(snapshot),
  };
}

function byId<T extends { id: MessageId }>(all: T[]): Record<MessageId, T> {
  return Object.fromEntries(all.map((one) => [one.id, one]));
}

/** With what was deleted here and the server may not know yet. */
function hiddenFrom({ hidden, messageChanges }: Snapshot): MessengerState['hidden'] {
  const waiting = messageChanges.flatMap(({ change }) => (change.type === 'hide' ? [change] : []));
  return Object.fromEntries([...hidden, ...waiting].map(({ id, chatId }) => [id, chatId]));
}

/** The part that is found only on this device. */
export function ownFrom({
  outbox,
  changes,
  messageChanges,
}: Pick<Snapshot, 'outbox' | 'changes' | 'messageChanges'>): Pick<
  MessengerState,
  'outbox' | 'changes' | 'messageChanges'
> {
  return {
    outbox: outbox.map(pendingFrom),
    changes: Object.fromEntries(changes.map(({ chatId, change }) => [chatId, change])),
    messageChanges: addChanges([], ...messageChanges.map(({ change }) => change)),
  };
}

/** Updates a tab that has missed operations. `messages` are the stored ones of the chats on screen, in any order. */
export function catchUp(state: MessengerState, snapshot: Snapshot, messages: Message[]): MessengerState {
  const there = new Set(snapshot.chats.map(({ id }) => id));
  const hidden = Object.entries(hiddenFrom(snapshot));
  let next = hidden.reduce((known, [id, chatId]) => hide(known, { chatId, ids: [id] }, false), state);
  next = messages.reduce((known, message) => applyMessage(known, message, false), next);
  for (const id of Object.keys(state.chats)) if (!there.has(id)) next = forgetChat(next, id);
  next = adoptChats(
    next,
    snapshot.chats.map(({ chat }) => chat),
  );
  const cursors = { ...next.cursors };
  for (const { id, at } of snapshot.chats) cursors[id] = advanceTo(cursors[id] ?? cursorAt(at), at);
  const { account, people, votes, stars, scheduled, reminders } = snapshot;
  next = votes.reduce((known, { asOf, ...vote }) => addVote(known, vote, asOf), next);
  next = stars.reduce((known, { asOf, ...star }) => addStar(known, star, asOf), next);
  return {
    ...addPeople(next, people),
    me: account.meVersion >= next.meVersion ? account.me : next.me,
    meVersion: Math.max(account.meVersion, next.meVersion),
    user: advanceTo(next.user, account.userVersion),
    ready: next.ready || account.ready,
    cursors,
    peopleVersion: account.peopleVersion,
    scheduled: caughtUp(next.scheduled, byId(scheduled), account.userVersion),
    reminders: caughtUp(next.reminders, byId(reminders), account.userVersion),
    ...ownFrom(snapshot),
  };
}

/**
 * The state of a tab that takes over, given what the database holds. The last leader may have published operations that it
 * did not write: the cursors go back to where the database is, so the next sync brings them again.
 */
export function takenOver(state: MessengerState, held: MessengerState): MessengerState {
  const cursors = { ...state.cursors };
  for (const [id, { at }] of Object.entries(held.cursors)) {
    if (at < (cursors[id]?.at ?? 0)) cursors[id] = cursorAt(at);
  }
  return {
    ...state,
    cursors,
    user: cursorAt(Math.min(state.user.at, held.user.at)),
    peopleVersion: held.peopleVersion,
    outbox: add(state.outbox, ...held.outbox),
    changes: { ...held.changes, ...state.changes },
    messageChanges: addChanges(state.messageChanges, ...held.messageChanges),
  };
}

function pendingFrom({ message, copy, createdAt, lost = NEVER_LOST, error }: OutboxRow): Pending {
  const copied = copy === undefined ? {} : { copy };
  const pending: Pending = { message, ...copied, createdAt, status: 'queued', attempts: 0, lost };
  return error === undefined ? pending : { ...pending, status: 'failed', error };
}
