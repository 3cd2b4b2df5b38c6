// Above the chats: how many reminders are due, and the way to them.
import { AlarmClock, ChevronRight } from 'lucide-react';
import { m } from '@/lib/i18n/messages';
import { go } from '@/lib/navigation/navigation';

export function DueLine({ count }: { count: number }) {
  return (
    <button
      type="button"
      onClick={() => go({ left: 'plans' })}
      className="mx-2 mb-1 flex min-h-12 shrink-0 items-center gap-3.5 rounded-xl bg-accent-soft ps-2.5 pe-3 text-start text-sm font-semibold text-accent-ink -outline-offset-2"
    >
      <span className="grid w-[3.125rem] place-items-center">
        <AlarmClock size={19} aria-hidden="true" />
      </span>
      <span className="grow">{m.plans.due(count)}</span>
      <ChevronRight size={17} aria-hidden="true" className="rtl:-scale-x-100" />
    </button>
  );
}
