// A button that is only an icon: always with a name, always large enough for a thumb.
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

export function IconButton({
  label,
  children,
  className,
  ...rest
}: ComponentProps<'button'> & { label: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        'inline-grid size-10 touch:size-12 shrink-0 place-items-center rounded-full text-ink-soft transition-colors',
        'hover:bg-hover hover:text-ink disabled:text-line-strong aria-expanded:bg-hover aria-expanded:text-ink',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
