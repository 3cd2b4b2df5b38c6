// A calendar that leads to the messages of a day. Fetched when it is first wanted.
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { IconButton } from '@/components/ui/controls/icon-button';
import { cx } from '@/components/ui/cx';
import { Popover } from '@/components/ui/overlays/popover';
import { locale } from '@/lib/i18n/locale';
import { m } from '@/lib/i18n/messages';
import { dayOf } from '@/lib/time/format';
import { serverNow } from '@/lib/time/server-clock';
import type { Chat } from '@/protocol/types';
import { dayAt, dayByKey, firstDayOfWeek, monthAfter, monthOf, weeksOf } from '../../model/timeline/calendar';

type Props = {
  chat: Chat;
  /** A moment of the day that the calendar opens with. */
  at: number;
  anchor: HTMLElement;
  onPick: (ms: number) => void;
  onClose: () => void;
};

export function JumpToDate({ anchor, onClose, onPick, ...calendar }: Props) {
  /** Returns the focus to where the calendar was opened from. */
  function close() {
    onClose();
    anchor.focus({ preventScroll: true });
  }
  function pick(ms: number) {
    close();
    onPick(ms);
  }
  return (
    <Popover label={m.messages.jumpToDate} anchor={anchor} side="bottom" align="center" onClose={close}>
      <Calendar {...calendar} onPick={pick} />
    </Popover>
  );
}

function Calendar({ chat, at, onPick }: Omit<Props, 'anchor' | 'onClose'>) {
  const today = dayOf(serverNow());
  const first = Math.min(dayOf(chat.createdAt), today);
  /** The day that the keys have reached; its month is shown. */
  const [day, setDay] = useState(() => clamp(dayOf(at), first, today));
  const month = monthOf(day);
  const titleId = useId();
  const grid = useRef<HTMLTableElement>(null);
  const focusDay = useRef(true);

  // The focus follows the keys, not the buttons for months.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day that has the focus is another one
  useEffect(() => {
    if (focusDay.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    focusDay.current = false;
  }, [day]);

  function byMonth(step: number) {
    setDay(clamp(dayAt(monthAfter(month, step), 1), first, today));
  }
  function onKeyDown(event: KeyboardEvent) {
    const next = dayByKey(day, event.key, document.documentElement.dir === 'rtl');
    if (next === null) return;
    event.preventDefault();
    focusDay.current = true;
    setDay(clamp(next, first, today));
  }

  const weeks = weeksOf(month, firstDayOfWeek(locale));
  const say = (shape: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, shape);
    return (ms: number) => format.format(ms);
  };
  const [numeral, full, narrow, long] = [
    say({ day: 'numeric' }),
    say({ dateStyle: 'full' }),
    say({ weekday: 'narrow' }),
    say({ weekday: 'long' }),
  ];
  return (
    <div className="flex flex-col gap-1 p-3">
      <div className="flex items-center justify-between">
        <IconButton
          label={m.messages.previousMonth}
          disabled={dayAt(month, 1) <= first}
          onClick={() => byMonth(-1)}
        >
          <ChevronLeft size={20} className="rtl:-scale-x-100" />
        </IconButton>
        <p id={titleId} aria-live="polite" className="font-bold">
          {say({ month: 'long', year: 'numeric' })(day)}
        </p>
        <IconButton
          label={m.messages.nextMonth}
          disabled={dayAt(monthAfter(month, 1), 1) > today}
          onClick={() => byMonth(1)}
        >
          <ChevronRight size={20} className="rtl:-scale-x-100" />
        </IconButton>
      </div>
      <table ref={grid} aria-labelledby={titleId} onKeyDown={onKeyDown} className="border-collapse">
        <thead>
          <tr>
            {(weeks[1] ?? []).map((one) => (
              <th key={one} abbr={long(one ?? 0)} className="h-8 text-xs font-semibold text-ink-faint">
                {narrow(one ?? 0)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.find((one) => one !== null)}>
              {week.map((one, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a place in a week is nothing but its place
                <td key={i} className="p-0">
                  {one !== null && (
                    <button
                      type="button"
                      tabIndex={one === day ? 0 : -1}
                      disabled={one < first || one > today}
                      aria-label={full(one)}
                      aria-current={one === today ? 'date' : undefined}
                      onClick={() => onPick(one)}
                      className={cx(
                        'grid size-10 place-items-center rounded-full tabular-nums transition-colors enabled:hover:bg-hover disabled:text-line-strong touch:size-12',
                        one === today && 'font-bold text-accent-ink',
                        one === day && 'bg-accent-soft',
                      )}
                    >
                      {numeral(one)}
                    </button>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Button look="text" onClick={() => onPick(0)}>
        {m.messages.toBeginning}
      </Button>
    </div>
  );
}

function clamp(ms: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, ms));
}
