// While messages are being selected, each has a checkbox that covers the whole bubble.
import { Check } from 'lucide-react';
import { useEffect } from 'react';
import { cx } from '@/components/ui/cx';
import { m } from '@/lib/i18n/messages';
import { followPicked, type Picked, togglePicked } from '../../model/selection/selection';

export function BubbleSelect({ message, picked }: { message: Picked; picked: boolean }) {
  useEffect(() => followPicked(message), [message]);
  return (
    <label
      className={cx(
        'absolute inset-0 z-10 flex cursor-pointer items-center px-2 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent',
        picked && 'bg-accent/12',
      )}
    >
      <input
        type="checkbox"
        checked={picked}
        onChange={() => togglePicked(message)}
        aria-label={`${m.messages.selectMessage}: ${message.text.slice(0, 80)}`}
        className="cover"
      />
      <span
        className={cx(
          'grid size-6 animate-pop place-items-center rounded-full border-2',
          picked ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-raised',
        )}
      >
        {picked && <Check size={15} strokeWidth={3} aria-hidden="true" />}
      </span>
    </label>
  );
}
