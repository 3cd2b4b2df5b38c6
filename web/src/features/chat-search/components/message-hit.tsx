// One hit: the message's sender, its time, and the words in it.
import { useEffect, useRef } from 'react';
import { cx } from '@/components/ui/cx';
import { Line } from '@/components/ui/text/words';
import { m } from '@/lib/i18n/messages';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { excerpt } from '@/lib/text/excerpt';
import { allWordsOf } from '@/lib/text/preview';
import { listTime } from '@/lib/time/format';
import type { Message } from '@/protocol/types';

type Props = {
  id: string;
  hit: Message;
  words: string;
  now: number;
  chosen: boolean;
  onClick: () => void;
};

export function MessageHit({ id, hit, words, now, chosen, onClick }: Props) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const sender = useMessengerState((state) =>
    hit.senderId === state.me.id ? m.common.you : (state.people[hit.senderId]?.name ?? m.common.someone),
  );
  const text = useMessengerState((state) => allWordsOf(hit, state.people));
  const { before, match, after } = excerpt(text, words);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the field
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      onClick={onClick}
      className={cx(
        'mx-2 min-h-15 scroll-mt-24 scroll-mb-2 cursor-pointer rounded-xl px-3 py-2',
        chosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex items-baseline gap-2">
        <Line className="grow font-semibold">{sender}</Line>
        <span className="shrink-0 text-xs text-ink-faint">{listTime(hit.sentAt, now)}</span>
      </span>
      <span dir="auto" className="line-clamp-2 text-match text-sm text-ink-soft">
        {before}
        <mark
          className={cx('rounded-sm font-semibold text-accent-ink', chosen ? 'bg-raised' : 'bg-accent-soft')}
        >
          {match}
        </mark>
        {after}
      </span>
    </div>
  );
}
