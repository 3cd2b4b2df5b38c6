// How many messages of a chat are sent later, and the way to them.
import { CalendarClock, CircleAlert } from 'lucide-react';
import { cx } from '@/components/ui/cx';
import { plan } from '@/lib/chats/plans/planning';
import { m } from '@/lib/i18n/messages';
import type { ChatId } from '@/protocol/types';

type Props = { chatId: ChatId; all: number; failed: number };

export function ScheduledCount({ chatId, all, failed }: Props) {
  const Icon = failed > 0 ? CircleAlert : CalendarClock;
  return (
    <div className="flex justify-center pb-1.5">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => plan({ kind: 'list', chatId })}
        className={cx(
          'flex min-h-8 items-center gap-2 rounded-full bg-raised px-3.5 text-sm font-medium shadow-bubble hover:bg-hover touch:min-h-11',
          failed > 0 ? 'text-danger' : 'text-ink-soft',
        )}
      >
        <Icon size={16} aria-hidden="true" />
        {failed > 0 ? m.plans.failed(failed) : m.plans.count(all)}
      </button>
    </div>
  );
}
