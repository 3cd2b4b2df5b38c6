// One reminder: of which message, when, and the way there.
import { AlarmClock, Check, Clock, Trash2 } from 'lucide-react';
import { IconButton } from '@/components/ui/controls/icon-button';
import { cx } from '@/components/ui/cx';
import { Line } from '@/components/ui/text/words';
import { faceOf } from '@/lib/chats/faces';
import { plan } from '@/lib/chats/plans/planning';
import { forgetReminder, showMessage } from '@/lib/chats/plans/plans';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { exactTime, whenExactly } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import type { Reminder } from '@/protocol/types';
import { shortened } from '../model/words';
import { useMessageWords } from './use-message';

export function ReminderRow({ reminder }: { reminder: Reminder }) {
  const messenger = useMessenger();
  const now = useNow();
  const name = useMessengerState((state) => {
    const chat = state.chats[reminder.chatId];
    return chat === undefined ? m.common.someone : faceOf(chat, state.people, state.me.id).name;
  });
  const words = useMessageWords(reminder);
  const label = shortened(words);
  const { at, due = false } = reminder;
  const when = whenExactly(at, now);

  return (
    <li className="flex items-center gap-1 rounded-xl pe-1 hover:bg-hover">
      <button
        type="button"
        onClick={() => void showMessage(messenger, reminder)}
        className="min-w-0 grow rounded-xl px-3 py-2 text-start -outline-offset-2"
      >
        <Line className="font-semibold">{name}</Line>
        <span dir="auto" className="line-clamp-2 min-h-5.5 text-match wrap-anywhere">
          {words}
        </span>
        <span
          className={cx(
            'flex items-center gap-1.5 text-sm',
            due ? 'font-semibold text-accent-ink' : 'text-ink-soft',
          )}
        >
          <AlarmClock size={15} aria-hidden="true" className="shrink-0" />
          <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
            {due ? m.plans.wasDue(when) : when}
          </time>
        </span>
      </button>
      <IconButton
        label={m.plans.anotherTime}
        aria-label={m.plans.changeTime(label)}
        onClick={() => plan({ kind: 'remind', which: reminder })}
      >
        <Clock size={18} />
      </IconButton>
      <IconButton
        label={due ? m.plans.done : m.plans.deleteReminder}
        aria-label={due ? m.plans.doneOf(label) : m.plans.deleteOf(label)}
        onClick={() => forgetReminder(messenger, reminder)}
      >
        {due ? <Check size={20} /> : <Trash2 size={18} />}
      </IconButton>
    </li>
  );
}
