// What can be done with one message. The menu itself is only made when it is first wanted.
import { ChevronDown } from 'lucide-react';
import { type ComponentProps, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { m } from '@/lib/i18n/messages';
import { go } from '@/lib/navigation/navigation';

const LONG_PRESS_MS = 450;

const BubbleActions = lazy(async () => ({ default: (await import('./bubble-actions')).BubbleActions }));

type Props = { id: string; text: string; hasInfo: boolean; own: boolean; bare: boolean };

export function BubbleMenu({ id, text, hasInfo, own, bare }: Props) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  const button = useRef<HTMLButtonElement>(null);

  // A long press, or the other mouse button, anywhere on the bubble.
  useEffect(() => {
    const bubble = button.current?.parentElement;
    if (!bubble) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const cancel = () => clearTimeout(timer);
    const press = (event: PointerEvent) => {
      if (event.pointerType === 'touch') timer = setTimeout(() => setState('open'), LONG_PRESS_MS);
    };
    const context = (event: MouseEvent) => {
      // Selected text and links keep the browser's own menu.
      if ((event.target as Element).closest('a') || !getSelection()?.isCollapsed) return;
      event.preventDefault();
      cancel();
      setState('open');
    };
    const off = new AbortController();
    bubble.addEventListener('pointerdown', press, off);
    bubble.addEventListener('contextmenu', context, off);
    for (const type of ['pointerup', 'pointercancel', 'pointermove'])
      bubble.addEventListener(type, cancel, off);
    return () => {
      off.abort();
      cancel();
    };
  }, []);

  const trigger = (
    <Trigger ref={button} own={own} bare={bare} onClick={() => state === 'never' && setState('open')} />
  );
  if (state === 'never') return trigger;
  return (
    <Suspense fallback={trigger}>
      <BubbleActions
        text={text}
        onInfo={hasInfo ? () => go({ right: `message.${id}` }) : null}
        align={own ? 'end' : 'start'}
        trigger={trigger}
        open={state === 'open'}
        onOpenChange={(open) => setState(open ? 'open' : 'closed')}
      />
    </Suspense>
  );
}

function Trigger({
  own,
  bare,
  className: _,
  ...rest
}: ComponentProps<'button'> & { own: boolean; bare: boolean }) {
  return (
    <button
      type="button"
      aria-label={m.chat.actions}
      aria-haspopup="menu"
      {...rest}
      className={cx(
        'absolute end-1 top-1 grid size-7 place-items-center rounded-full text-ink-soft opacity-0 transition-opacity group-hover/bubble:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 touch:pointer-events-none',
        bare ? 'bg-canvas' : own ? 'bg-own' : 'bg-other',
      )}
    >
      <ChevronDown size={17} />
    </button>
  );
}
