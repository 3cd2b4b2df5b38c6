// The rendered rows, day by day. The name of a day stays in sight while its messages are, and leads to other days.
import type { MouseEvent } from 'react';
import { cx } from '@/components/ui/cx';
import { m } from '@/lib/i18n/messages';
import { dayName } from '@/lib/time/format';
import type { Chat } from '@/protocol/types';
import type { TimelineMarks } from '../../model/bubble/bubble-view';
import type { Day, TimelineItem } from '../../model/timeline/timeline-items';
import type { BubbleContext } from '../bubble/bubble';
import { TimelineRow } from './timeline-row';

type Props = {
  items: TimelineItem[];
  chat: Chat;
  marks: TimelineMarks;
  context: BubbleContext;
  now: number;
  onDay: (day: Day, button: HTMLElement) => void;
};

export function TimelineDays({ items, now, onDay, ...shared }: Props) {
  return byDay(items).map(({ day, rows }) => {
    const [first] = rows;
    const begins = first?.type === 'day';
    return (
      <div key={day?.key ?? ''} data-day={day?.key}>
        {day !== null && (
          <DayName
            key="name"
            name={dayName(day.at, now)}
            begins={begins}
            onClick={(event) => onDay(day, event.currentTarget)}
          />
        )}
        {(begins ? rows.slice(1) : rows).map((item) => (
          <div key={item.key} data-row="">
            <TimelineRow item={item} {...shared} />
          </div>
        ))}
      </div>
    );
  });
}

/** The name of a day, as a row where the day begins. Above rows in the middle of a day it takes up ground. */
function DayName({
  name,
  begins,
  onClick,
}: {
  name: string;
  begins: boolean;
  onClick: (event: MouseEvent<HTMLElement>) => void;
}) {
  return (
    <div
      data-row={begins ? '' : undefined}
      data-continued={begins ? undefined : ''}
      className="pointer-events-none sticky top-0.5 z-10 flex h-11 items-center justify-center"
    >
      <button
        type="button"
        onClick={onClick}
        aria-haspopup="dialog"
        aria-label={m.messages.dayJump(name)}
        data-tip={m.messages.jumpToDate}
        className={cx(
          'pointer-events-auto relative rounded-full bg-raised px-3 py-1 text-xs font-semibold text-ink-soft shadow-bubble transition-opacity duration-300',
          // A larger touchable area, for thumbs.
          'before:absolute before:-inset-x-2 before:-inset-y-3 hover:text-ink',
          '[[data-resting]_[data-stuck]_&:not(:focus-visible)]:pointer-events-none [[data-resting]_[data-stuck]_&:not(:focus-visible)]:opacity-0',
        )}
      >
        {name}
      </button>
    </div>
  );
}

function byDay(items: TimelineItem[]): { day: Day | null; rows: TimelineItem[] }[] {
  const days: { day: Day | null; rows: TimelineItem[] }[] = [];
  for (const item of items) {
    const day = item.type === 'beginning' ? null : item.day;
    const last = days.at(-1);
    if (last !== undefined && last.day?.key === day?.key) last.rows.push(item);
    else days.push({ day, rows: [item] });
  }
  return days;
}
