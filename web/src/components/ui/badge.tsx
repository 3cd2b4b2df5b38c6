// A small count, or a dot for something without a number. Grey for muted chats.
import { number } from '@/lib/i18n/locale';
import { cx } from './cx';

const MOST = 999;

export function Badge({ count, label, quiet = false }: { count: number; label: string; quiet?: boolean }) {
  const digits = number(Math.min(count, MOST));
  return (
    <span
      role="img"
      aria-label={label}
      className={cx(
        'grid h-5.5 min-w-5.5 shrink-0 animate-pop place-items-center rounded-full px-1.5 text-xs font-bold tabular-nums',
        quiet ? 'bg-ink-faint text-surface' : 'bg-accent text-on-accent',
      )}
    >
      {count > MOST ? `${digits}+` : digits}
    </span>
  );
}

export function Dot({ label, quiet = false }: { label: string; quiet?: boolean }) {
  return (
    <span
      role="img"
      aria-label={label}
      className={cx('me-1 size-3 shrink-0 animate-pop rounded-full', quiet ? 'bg-ink-faint' : 'bg-accent')}
    />
  );
}
