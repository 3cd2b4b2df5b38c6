// Buttons with words.
import type { ComponentProps } from 'react';
import { cx } from '../cx';

type Look = 'primary' | 'quiet' | 'danger' | 'text';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  quiet: 'bg-sunken text-ink hover:bg-line',
  danger: 'bg-danger text-surface hover:opacity-90',
  text: 'text-accent-ink hover:bg-accent-soft',
};

export function Button({
  look = 'primary',
  busy = false,
  className,
  children,
  ...rest
}: ComponentProps<'button'> & { look?: Look; busy?: boolean }) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      className={cx(
        'inline-flex min-h-11 touch:min-h-12 items-center justify-center gap-2 rounded-lg border border-transparent whitespace-nowrap px-4 font-semibold transition-colors',
        'disabled:bg-sunken disabled:text-ink-faint',
        looks[look],
        className,
      )}
      {...rest}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4 animate-spin rounded-full border-2 border-current border-e-transparent"
    />
  );
}
