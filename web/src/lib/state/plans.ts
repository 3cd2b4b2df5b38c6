// What the server is to do for this person at a time: messages that it will send, and reminders. Pure.
import type {
  ChatId,
  MessageId,
  Reminder,
  ReminderChange,
  ScheduledChange,
  ScheduledMessage,
} from '@/protocol/types';
import type { PendingChange } from './pending/message-changes';
import type { Pending } from './pending/outbox';

/** A plan as of a user version. One that is gone has no `now`, and stays known, so that older news does not bring it back. */
export type Known<T> = { id: MessageId; asOf: number; now?: T };
/** By the message. */
export type Plans<T> = Record<MessageId, Known<T>>;

export function addPlan<T>(plans: Plans<T>, plan: Known<T>): Plans<T> {
  return (plans[plan.id]?.asOf ?? -1) > plan.asOf ? plans : { ...plans, [plan.id]: plan };
}

export function scheduledAsOf({ id, message }: ScheduledChange, asOf: number): Known<ScheduledMessage> {
  return message === undefined ? { id, asOf } : { id, asOf, now: message };
}

export function reminderAsOf({ id, reminder }: ReminderChange, asOf: number): Known<Reminder> {
  return reminder === undefined ? { id, asOf } : { id, asOf, now: reminder };
}

/**
 * What another tab has written, over what this one knows. What it does not name by then is gone.
 * @param upTo the user version that it has reached
 */
export function caughtUp<T>(plans: Plans<T>, written: Plans<T>, upTo: number): Plans<T> {
  const newer = Object.values(plans).filter(({ asOf }) => asOf > upTo);
  return newer.reduce(addPlan, written);
}

/** A message that is to be sent at a time, whether the server has it or not. */
export type ShownSchedule = {
  message: ScheduledMessage;
  /** It is still in the outbox: waiting for the connection, or refused. */
  pending: Pending | null;
};

/** All of them, or those of one chat, soonest first; those that could not be sent before the others. */
export function shownScheduled(
  { scheduled, outbox }: { scheduled: Plans<ScheduledMessage>; outbox: Pending[] },
  chatId: ChatId | null,
): ShownSchedule[] {
  const waiting = outbox.flatMap((pending): ShownSchedule[] => {
    const { message, error } = pending;
    if (!isLater(pending)) return [];
    const code = error?.code === 'undeliverable' ? 'unavailable' : error?.code;
    return [{ message: { ...message, ...(code === undefined ? {} : { error: code }) }, pending }];
  });
  const there = new Set(waiting.map(({ message }) => message.id));
  const known = Object.values(scheduled).flatMap(({ now }) =>
    now === undefined || there.has(now.id) ? [] : [{ message: now, pending: null }],
  );
  return [...known, ...waiting]
    .filter(({ message }) => chatId === null || message.chatId === chatId)
    .sort(
      ({ message: a }, { message: b }) =>
        Number(b.error !== undefined) - Number(a.error !== undefined) || (a.sendAt ?? 0) - (b.sendAt ?? 0),
    );
}

/** Whether the server is to keep it and send it later. */
export function isLater({ message }: Pending): boolean {
  return message.sendAt !== undefined;
}

/** All reminders as the person last set them: those that are due first, then soonest first. */
export function shownReminders({
  reminders,
  messageChanges,
}: {
  reminders: Plans<Reminder>;
  messageChanges: PendingChange[];
}): Reminder[] {
  const all = new Map<MessageId, Reminder>();
  for (const { now } of Object.values(reminders)) if (now !== undefined) all.set(now.id, now);
  for (const change of messageChanges) {
    if (change.type !== 'remind') continue;
    const { chatId, id, remindAt } = change;
    if (remindAt === null) all.delete(id);
    else all.set(id, { chatId, id, at: remindAt });
  }
  return [...all.values()].sort((a, b) => Number(b.due ?? false) - Number(a.due ?? false) || a.at - b.at);
}

/** The reminder of one message. */
export function reminderOf(state: Parameters<typeof shownReminders>[0], id: MessageId): Reminder | undefined {
  return shownReminders(state).find((one) => one.id === id);
}
