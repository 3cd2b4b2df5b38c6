// Which reminders have become due, from one state to the next. Pure.
import { shownReminders } from '@/lib/state/plans';
import type { MessengerState } from '@/lib/state/state';
import type { Reminder } from '@/protocol/types';

type Plans = Pick<MessengerState, 'reminders' | 'messageChanges'>;

/** Also those that became due while one was away: nothing else tells of them. */
export function dueSince(before: Plans, now: Plans): Reminder[] {
  if (before.reminders === now.reminders) return [];
  return shownReminders(now).filter(({ id, due }) => due && before.reminders[id]?.now?.due !== true);
}
