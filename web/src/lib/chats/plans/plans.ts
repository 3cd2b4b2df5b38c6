// What is to happen later: messages that the server sends at a time, and reminders of messages.
import { type FailureCode, failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { jumpTo } from '@/lib/navigation/jump';
import { go } from '@/lib/navigation/navigation';
import type { Said } from '@/lib/state/content';
import type { Pending } from '@/lib/state/pending/outbox';
import { type ShownSchedule, shownScheduled } from '@/lib/state/plans';
import { whenExactly } from '@/lib/time/format';
import { serverNow } from '@/lib/time/server-clock';
import { showToast } from '@/lib/toasts';
import type { ChatId, MessageId, Repeat, ScheduledMessage } from '@/protocol/types';
import { planChange } from './planning';
import { withdraw } from './withdraw';

type Which = { chatId: ChatId; id: MessageId };

/** When it is sent, and how often again. */
export type Times = { sendAt: number; repeat: Repeat | null };

/** What of a scheduled message is to be another. */
export type ScheduledChanges = Times & Partial<Pick<ScheduledMessage, 'text' | 'mentions'>>;

/** Goes by the outbox: the server gets it once, when it can be reached. */
export function schedule(messenger: Messenger, chatId: ChatId, said: Said, { sendAt, repeat }: Times): void {
  const id = messenger.send(chatId, { ...said, sendAt, ...(repeat === null ? {} : { repeat }) });
  showToast({
    key: 'planned',
    kind: 'done',
    text: m.plans.willBeSent(whenExactly(sendAt, serverNow())),
    action: { label: m.plans.change, run: () => planChange(id) },
  });
}

export function scheduledMessage(messenger: Messenger, id: MessageId): ShownSchedule | undefined {
  return shownScheduled(messenger.store.get(), null).find(({ message }) => message.id === id);
}

/** Resolves with why it was not done. */
export async function changeScheduled(
  messenger: Messenger,
  id: MessageId,
  changes: ScheduledChanges,
): Promise<FailureCode | null> {
  const pending = waiting(messenger, id);
  if (pending === undefined)
    return attempt(() => messenger.keeper.request('PATCH', `me/scheduled/${id}`, changes));
  const { id: _, chatId, repeat: __, ...said } = pending.message;
  const { repeat, ...others } = changes;
  withdraw(messenger, id);
  messenger.send(chatId, { ...said, ...others, ...(repeat === null ? {} : { repeat }) });
  return null;
}

/** Sends it now, and not again. */
export async function sendScheduledNow(messenger: Messenger, id: MessageId): Promise<void> {
  const pending = waiting(messenger, id);
  if (pending === undefined) {
    report(await attempt(() => messenger.keeper.request('POST', `me/scheduled/${id}/send`)));
    return;
  }
  const { id: _, chatId, sendAt: __, repeat: ___, ...said } = pending.message;
  withdraw(messenger, id);
  messenger.send(chatId, said);
}

/** Returns whether it was done; if not, a toast says why. */
export async function deleteScheduled(messenger: Messenger, id: MessageId): Promise<boolean> {
  if (waiting(messenger, id) === undefined)
    return report(await attempt(() => messenger.keeper.request('DELETE', `me/scheduled/${id}`)));
  withdraw(messenger, id);
  return true;
}

export function remind(messenger: Messenger, which: Which, at: number): void {
  messenger.changeMessage(which, { type: 'remind', remindAt: at });
  const when = whenExactly(at, serverNow());
  showToast({ key: 'planned', kind: 'done', text: m.plans.willRemind(when) });
}

/** It is done, or no longer wanted. */
export function forgetReminder(messenger: Messenger, which: Which): void {
  messenger.changeMessage(which, { type: 'remind', remindAt: null });
}

/** Shows a message where it stands. */
export async function showMessage(messenger: Messenger, { chatId, id }: Which): Promise<void> {
  try {
    const { seq } = await messenger.messageOf(chatId, id);
    go({ chatId, left: 'chats', right: null });
    jumpTo({ chatId, seq });
  } catch (error) {
    report(failureCode(error));
  }
}

/** The message, if it is still in the outbox. */
function waiting(messenger: Messenger, id: MessageId): Pending | undefined {
  return messenger.store.get().outbox.find(({ message }) => message.id === id);
}

async function attempt(request: () => Promise<unknown>): Promise<FailureCode | null> {
  try {
    await request();
    return null;
  } catch (error) {
    return failureCode(error);
  }
}

function report(failure: FailureCode | null): boolean {
  if (failure !== null) showToast({ key: 'planned', kind: 'error', text: m.errors[failure] });
  return failure === null;
}
