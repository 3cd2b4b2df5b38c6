// Shows the notices: messages as banners over the messages of a chat, the rest at the bottom. They stay while the
// pointer or the focus is on them, a finger swipes them away, and screen readers announce them politely.
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { type CSSProperties, useEffect, useState } from 'react';
import { m } from '@/lib/i18n/messages';
import { useRoute } from '@/lib/navigation/navigation';
import { dismissToast, type ShownToast, useToasts } from '@/lib/toasts';
import { useMedia } from '@/lib/use-media';
import { Avatar } from '../avatar';
import { cx } from '../cx';
import { Line } from '../text/words';
import { useSwipeAway } from './swipe-away';

const SHOWN_MS = { done: 6_000, error: 8_000, message: 5_000 };

/** Below the header of a chat, over messages that were read: there the banner covers no button and no field. */
const BENEATH = 'calc(env(safe-area-inset-top) + var(--spacing-header) + 0.75rem)';

export function Toaster() {
  const toasts = useToasts();
  const { chatId, left, right } = useRoute();
  const isPhone = useMedia('(max-width: 47.99rem)');
  const isWide = useMedia('(min-width: 75rem)');
  // Other panes have fields at their top and rows that scroll at their foot.
  const isChatSeen = chatId !== null && (isWide || (right === null && (left === 'chats' || !isPhone)));
  const banners = toasts.filter((toast) => toast.kind === 'message');
  const notices = toasts.filter((toast) => toast.kind !== 'message');
  return (
    <section aria-label={m.common.toasts} aria-live="polite" aria-relevant="additions text">
      <List
        toasts={banners}
        // Beside the pane that is open at the end of a wide screen.
        className={cx('items-center md:items-end', isWide && right !== null && 'lg:end-100')}
        style={isChatSeen ? { top: BENEATH } : { bottom: '5rem' }}
      />
      <List toasts={notices} className="bottom-20 items-center md:bottom-16 md:items-start" />
    </section>
  );
}

type ListProps = { toasts: ShownToast[]; className: string; style?: CSSProperties };

function List({ toasts, className, style }: ListProps) {
  return (
    <div
      style={style}
      className={cx(
        'safe-bottom pointer-events-none fixed inset-x-3 z-60 flex flex-col gap-2 md:inset-x-4',
        className,
      )}
    >
      {toasts.map((toast) => (
        <Item key={toast.key} toast={toast} />
      ))}
    </div>
  );
}

function Item({ toast }: { toast: ShownToast }) {
  const { key, kind, serial, title, text, face, action, stays = false, onOpen } = toast;
  const [held, setHeld] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: shown again, its time starts afresh
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismissToast(key), SHOWN_MS[kind]);
    return () => clearTimeout(timer);
  }, [held, stays, key, kind, serial]);

  const close = () => dismissToast(key);
  const { box, swipe } = useSwipeAway(close);
  const words = (
    <>
      {face !== undefined && <Avatar id={face.id} name={face.name} kind={face.kind} size={38} />}
      {kind === 'error' && <CircleAlert size={20} aria-hidden="true" className="shrink-0 text-danger" />}
      {kind === 'done' && <CircleCheck size={20} aria-hidden="true" className="shrink-0 text-online" />}
      <span className="min-w-0 grow">
        {title !== undefined && <Line className="font-semibold">{title}</Line>}
        <span className={cx('line-clamp-3 wrap-anywhere', title !== undefined && 'text-sm text-ink-soft')}>
          {text}
        </span>
      </span>
    </>
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only makes it wait
    <div
      ref={box}
      {...swipe}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex min-h-13 w-full max-w-100 touch-pan-y animate-toast items-center gap-1 rounded-2xl border border-line bg-raised py-1.5 ps-2 pe-1.5 shadow-raised"
    >
      {onOpen === undefined ? (
        <div className="flex min-w-0 grow items-center gap-3 px-2 py-1">{words}</div>
      ) : (
        <button
          type="button"
          onClick={() => {
            close();
            onOpen();
          }}
          className="flex min-w-0 grow items-center gap-3 rounded-xl px-2 py-1 text-start hover:bg-hover"
        >
          {words}
        </button>
      )}
      {action !== undefined && (
        <button
          type="button"
          onClick={() => {
            close();
            action.run();
          }}
          className="min-h-10 shrink-0 rounded-lg px-3 font-bold text-accent-ink hover:bg-accent-soft touch:min-h-12"
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={m.common.dismiss}
        onClick={close}
        className="grid size-9 shrink-0 place-items-center rounded-full text-ink-soft hover:bg-hover hover:text-ink touch:size-12"
      >
        <X size={18} aria-hidden="true" />
      </button>
    </div>
  );
}
