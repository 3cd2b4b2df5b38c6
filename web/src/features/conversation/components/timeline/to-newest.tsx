// A button that leads back to the place before a followed quote, and then to the newest message, with the number of
// messages that have come meanwhile.
import { ChevronDown } from 'lucide-react';
import { cx } from '@/components/ui/cx';
import { m } from '@/lib/i18n/messages';

export function ToNewest({ unread, back, onClick }: { unread: number; back: boolean; onClick: () => void }) {
  const label = back ? m.lasting.jumpBack : m.messages.jumpDown;
  return (
    <div
      className={cx(
        'pointer-events-none absolute inset-x-4 bottom-4 flex animate-pop',
        unread > 0 ? 'justify-center' : 'justify-end',
      )}
    >
      <button
        type="button"
        aria-label={unread > 0 ? label + m.common.comma + m.messages.newMessages(unread) : label}
        onClick={onClick}
        className={cx(
          'pointer-events-auto flex h-10 items-center justify-center gap-1.5 rounded-full font-semibold shadow-raised transition-colors touch:h-12',
          unread > 0
            ? 'bg-accent ps-4 pe-3 text-sm text-on-accent hover:bg-accent-strong'
            : 'w-10 bg-raised text-ink-soft hover:bg-hover hover:text-ink touch:w-12',
        )}
      >
        {unread > 0 && <span>{m.messages.newMessages(unread)}</span>}
        <ChevronDown size={unread > 0 ? 18 : 22} aria-hidden="true" />
      </button>
    </div>
  );
}
