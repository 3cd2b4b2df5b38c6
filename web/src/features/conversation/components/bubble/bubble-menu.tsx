// The actions on one message: a button that shows while one points at it, the other mouse button, a long press.
// The menu itself is only made when it is first wanted.
import { ChevronDown } from 'lucide-react';
import { Suspense, useLayoutEffect, useRef, useState } from 'react';
import type { ShownMessage } from '@/components/messaging/content/content';
import { cx } from '@/components/ui/cx';
import { type Point, usePressMenu } from '@/components/ui/overlays/press-menu';
import { mayDelete, toggleReaction } from '@/lib/chats/message-actions';
import { m } from '@/lib/i18n/messages';
import { fetchWhenIdle, lazily } from '@/lib/lazily';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { Standing } from '../../model/bubble/bubble-view';

const BubbleActions = lazily(async () => (await import('./bubble-actions')).BubbleActions, 'plans');
const EmojiPopover = lazily(
  async () => (await import('@/components/messaging/emoji/emoji-popover')).EmojiPopover,
  'emoji',
  'stickers',
);
const ReactorsDialog = lazily(async () => (await import('./reactors-dialog')).ReactorsDialog);
const DeleteDialog = lazily(async () => (await import('./delete-dialog')).DeleteDialog);
const ForwardDialog = lazily(async () => (await import('../forward/forward-dialog')).ForwardDialog);
/** Without the network a message that waits for it can still be cancelled. */
fetchWhenIdle(BubbleActions.load);

type Props = { message: ShownMessage; standing: Standing; own: boolean };

export function BubbleMenu({ message, standing, own }: Props) {
  const messenger = useMessenger();
  const [at, setAt] = useState<Point | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  const [isForwarding, setForwarding] = useState(false);
  const [isListing, setListing] = useState(false);
  const [isPicking, setPicking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const bubble = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    bubble.current = button.current?.parentElement ?? null;
  }, []);

  usePressMenu(bubble, (point, target) => {
    // Selected text and links keep the browser's own menu.
    if (target.closest('a') !== null || getSelection()?.isCollapsed === false) return false;
    setAt(point);
    return true;
  });

  function openBelow() {
    const box = button.current?.getBoundingClientRect();
    if (box !== undefined) setAt({ x: box.x, y: box.bottom });
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={m.messages.actions}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={openBelow}
        className={cx(
          // Beside the bubble, where it covers no letters.
          'absolute top-0.5 grid size-7 place-items-center rounded-full bg-raised/85 text-ink-soft opacity-0 transition-opacity group-hover/bubble:opacity-100 hover:text-ink focus-visible:opacity-100 aria-expanded:opacity-100 touch:pointer-events-none touch:opacity-0!',
          own ? 'end-full' : 'start-full',
        )}
      >
        <ChevronDown size={17} aria-hidden="true" />
      </button>
      {at !== null && (
        <Suspense>
          <BubbleActions
            message={message}
            standing={standing}
            at={at}
            returnTo={button.current}
            onForward={() => setForwarding(true)}
            onDelete={() => setDeleting(true)}
            onListReactions={() => setListing(true)}
            onPickEmoji={() => setPicking(true)}
            onClose={() => setAt(null)}
          />
        </Suspense>
      )}
      {isPicking && (
        <Suspense>
          <EmojiPopover
            anchor={bubble.current}
            onPick={(emoji) => {
              toggleReaction(messenger, message, emoji);
              setPicking(false);
            }}
            onClose={() => setPicking(false)}
          />
        </Suspense>
      )}
      {isForwarding && message.seq !== null && (
        <Suspense>
          <ForwardDialog
            chatId={message.chatId}
            messages={[{ id: message.id, seq: message.seq }]}
            onClose={() => setForwarding(false)}
          />
        </Suspense>
      )}
      {isListing && (
        <Suspense>
          <ReactorsDialog which={message} onClose={() => setListing(false)} />
        </Suspense>
      )}
      {isDeleting && (
        <Suspense>
          <DeleteDialog
            messages={[message]}
            forAll={!message.deleted && mayDelete(messenger, message.chatId, message.senderId)}
            onClose={() => setDeleting(false)}
          />
        </Suspense>
      )}
    </>
  );
}
