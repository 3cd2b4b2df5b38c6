// Texts that people wrote about themselves or a group: names, titles, descriptions. Each reads in its own direction,
// whatever the language around it, and stays on the side where the rest of the list begins.
import type { ReactNode } from 'react';
import { cx } from '../cx';

type Props = { className?: string; children: ReactNode };

/** On one line: without room its end is cut off, also when that is on the left. */
export function Line({ className, children }: Props) {
  return (
    <span dir="auto" className={cx('block min-w-0 truncate text-match', className)}>
      {children}
    </span>
  );
}

/** On as many lines as it takes. */
export function Words({ className, children }: Props) {
  return (
    <span dir="auto" className={cx('block text-match wrap-anywhere', className)}>
      {children}
    </span>
  );
}
