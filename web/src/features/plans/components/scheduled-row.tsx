// One message that is sent later: what it says, when, and what can be done with it.
import { BellOff, CalendarClock, Pencil, Repeat2, SendHorizontal, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/components/ui/controls/icon-button';
import { Line } from '@/components/ui/text/words';
import { faceOf } from '@/lib/chats/faces';
import { planChange } from '@/lib/chats/plans/planning';
import { deleteScheduled, sendScheduledNow } from '@/lib/chats/plans/plans';
import { usePeople } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import type { ShownSchedule } from '@/lib/state/plans';
import { exactTime, whenExactly } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import { shortened, wordsOf } from '../model/words';

type Props = {
  scheduled: ShownSchedule;
  /** In a list over all chats. */
  withChat?: boolean;
};

export function ScheduledRow({ scheduled: { message, pending }, withChat = false }: Props) {
  const messenger = useMessenger();
  const people = usePeople();
  const now = useNow();
  const name = useMessengerState((state) => {
    const chat = state.chats[message.chatId];
    return chat === undefined ? m.common.someone : faceOf(chat, state.people, state.me.id).name;
  });
  const [busy, setBusy] = useState(false);
  const { id, sendAt = 0, repeat, silent, error } = message;
  const words = wordsOf(message, people);
  const label = shortened(words);

  async function run(deed: Promise<unknown>) {
    setBusy(true);
    await deed;
    setBusy(false);
  }

  return (
    <li className="rounded-xl px-3 py-2">
      {withChat && <Line className="font-semibold">{name}</Line>}
      <p dir="auto" className="line-clamp-3 text-match whitespace-pre-line wrap-anywhere">
        {words}
      </p>
      {error !== undefined && (
        <p className="pt-0.5 text-sm text-danger">{m.plans.notSent(m.errors[error])}</p>
      )}
      <div className="flex flex-wrap items-center gap-x-2">
        <p className="flex min-w-0 grow flex-wrap items-center gap-x-2 text-sm text-ink-soft">
          <CalendarClock size={15} aria-hidden="true" className="shrink-0" />
          <time dateTime={new Date(sendAt).toISOString()} title={exactTime(sendAt)}>
            {whenExactly(sendAt, now)}
          </time>
          {repeat !== undefined && (
            <span className="flex items-center gap-1">
              <Repeat2 size={15} aria-hidden="true" />
              {m.plans.repeats[repeat]}
            </span>
          )}
          {silent && <BellOff size={14} role="img" aria-label={m.plans.silent} />}
          {pending?.status === 'queued' && <span>{m.plans.waiting}</span>}
        </p>
        <span className="-me-2 ms-auto flex">
          <IconButton
            label={m.plans.change}
            aria-label={m.plans.changeOf(label)}
            onClick={() => planChange(id)}
          >
            <Pencil size={18} />
          </IconButton>
          <IconButton
            label={m.plans.sendNow}
            aria-label={m.plans.sendNowOf(label)}
            disabled={busy}
            onClick={() => void run(sendScheduledNow(messenger, id))}
          >
            <SendHorizontal size={18} className="rtl:-scale-x-100" />
          </IconButton>
          <IconButton
            label={m.plans.delete}
            aria-label={m.plans.deleteOf(label)}
            disabled={busy}
            onClick={() => void run(deleteScheduled(messenger, id))}
          >
            <Trash2 size={18} />
          </IconButton>
        </span>
      </div>
    </li>
  );
}
