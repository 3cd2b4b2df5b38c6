// A button that is only an icon: always with a name, which shows when one points at it, always large enough for a
// thumb.
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../cx';

export function IconButton({
  label,
  keys,
  children,
  className,
  ...rest
}: ComponentProps<'button'> & {
  label: string;
  /** The shortcut that does the same, as people read it. */
  keys?: string;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      data-tip={keys === undefined ? label : `${label}  ${keys}`}
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
