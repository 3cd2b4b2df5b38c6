// A pane of the app: a header with its title and the way back, and content that scrolls.
import { ArrowLeft, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { m } from '@/lib/i18n/messages';
import { IconButton } from './controls/icon-button';
import { cx } from './cx';

type Props = {
  title: string;
  onBack: () => void;
  /** A cross instead of an arrow where the pane lies beside another and not over it. */
  cross?: boolean;
  end?: ReactNode;
  /** The content has no controls: the keyboard scrolls the pane itself. */
  reading?: boolean;
  children: ReactNode;
};

const touch = window.matchMedia('(pointer: coarse)');

export function Pane({ title, onBack, cross = false, end, reading = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [openedFrom] = useState(() => document.activeElement);
  // The focus goes to the top of the pane, unless a field in it has taken it.
  useEffect(() => {
    const pane = heading.current?.closest('section');
    if (pane && !pane.contains(document.activeElement)) heading.current?.focus();
  }, []);
  // After closing, the focus returns to the element from which the pane was opened, unless another element has taken
  // it. Not on a phone, which might show its keyboard for that.
  useEffect(
    () => () => {
      if (document.activeElement !== document.body || touch.matches) return;
      if (openedFrom instanceof HTMLElement) openedFrom.focus({ preventScroll: true });
    },
    [openedFrom],
  );
  return (
    <section aria-label={title} className="flex h-full animate-pane flex-col bg-surface">
      <header className="safe-top shrink-0 border-b border-line">
        <div className="flex h-header items-center gap-1.5 ps-2 pe-3">
          <IconButton label={cross ? m.common.close : m.common.back} onClick={onBack}>
            {cross && <X size={21} className="max-lg:hidden" />}
            <ArrowLeft size={21} className={cx('rtl:-scale-x-100', cross && 'lg:hidden')} />
          </IconButton>
          <h2 ref={heading} tabIndex={-1} className="grow truncate text-lg font-bold outline-none">
            {title}
          </h2>
          {end}
        </div>
      </header>
      <div
        tabIndex={reading ? 0 : undefined}
        className="relative flex min-h-0 grow flex-col overflow-y-auto overscroll-contain safe-bottom -outline-offset-2"
      >
        {children}
      </div>
    </section>
  );
}
