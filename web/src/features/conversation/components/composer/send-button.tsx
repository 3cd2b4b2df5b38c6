// Sends what was written. The other mouse button, the menu key or a long press offers to send it without a sound, or later.
import { Check, SendHorizontal } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { type Point, usePressMenu } from '@/components/ui/overlays/press-menu';
import { m } from '@/lib/i18n/messages';
import { fetchWhenIdle, lazily } from '@/lib/lazily';
import type { Later } from './send-menu';

const SendMenu = lazily(async () => (await import('./send-menu')).SendMenu, 'plans');
/** Without the network, too, a message can be told to go later. */
fetchWhenIdle(SendMenu.load);

type Props = {
  sendable: boolean;
  /** It saves an edit, which disturbs nobody anyway. */
  isEdit: boolean;
  onSend: (silent: boolean) => void;
  later: Later;
};

export function SendButton({ sendable, isEdit, onSend, later }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<Point | null>(null);
  const label = isEdit ? m.messages.save : m.messages.composer.send;

  usePressMenu(button, (point) => {
    if (!sendable || isEdit) return false;
    setAt(point);
    return true;
  });

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        data-tip={label}
        disabled={!sendable}
        // The keyboard of a phone stays up.
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => onSend(false)}
        className={cx(
          'grid size-10 shrink-0 place-items-center rounded-full transition-all touch:size-12 [-webkit-touch-callout:none]',
          sendable ? 'bg-accent text-on-accent hover:bg-accent-strong' : 'text-line-strong',
        )}
      >
        {isEdit ? <Check size={20} /> : <SendHorizontal size={20} className="rtl:-scale-x-100" />}
      </button>
      {at !== null && (
        <Suspense>
          <SendMenu
            at={at}
            returnTo={button.current}
            onSilent={() => onSend(true)}
            later={later}
            onClose={() => setAt(null)}
          />
        </Suspense>
      )}
    </>
  );
}
