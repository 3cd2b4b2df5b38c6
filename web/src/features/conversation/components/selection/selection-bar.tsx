// In place of the composer while messages are selected: their number, and the actions on them.
import { Copy, Forward, type LucideIcon, Star, StarOff, Trash2, X } from 'lucide-react';
import { Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { IconButton } from '@/components/ui/controls/icon-button';
import { cx } from '@/components/ui/cx';
import { mayDelete, toggleStar } from '@/lib/chats/message-actions';
import { usePeople } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { copyText } from '@/lib/input/clipboard';
import { isCommand, isWritten, shortcutKey } from '@/lib/input/keyboard';
import { lazily } from '@/lib/lazily';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { useBackCloses } from '@/lib/navigation/back-closes';
import { useEscape } from '@/lib/navigation/escape';
import { isStarred } from '@/lib/state/pending/overlay';
import { serverNow } from '@/lib/time/server-clock';
import { showToast } from '@/lib/toasts';
import { endSelection, forwardBar, type Picked, transcript } from '../../model/selection/selection';

const DeleteDialog = lazily(async () => (await import('../bubble/delete-dialog')).DeleteDialog);
const ForwardDialog = lazily(async () => (await import('../forward/forward-dialog')).ForwardDialog);

export function SelectionBar({ picked }: { picked: Picked[] }) {
  const messenger = useMessenger();
  const people = usePeople();
  const [isDeleting, setDeleting] = useState(false);
  const [isForwarding, setForwarding] = useState(false);
  const mayDeleteAll = picked.every(
    ({ seq, chatId, senderId, deleted }) =>
      seq !== null && !deleted && mayDelete(messenger, chatId, senderId),
  );
  const areStarred = useMessengerState((state) => picked.every(({ id }) => isStarred(state, id)));
  const box = useRef<HTMLDivElement>(null);
  useBackCloses(endSelection);
  useEscape(endSelection);

  // The focus moves to the buttons of this bar, for the keyboard.
  useEffect(() => box.current?.focus({ preventScroll: true }), []);

  async function copy() {
    const said = picked.filter(({ deleted }) => !deleted);
    if (said.length === 0)
      return showToast({ key: 'message', kind: 'error', text: m.messages.nothingToCopy });
    const done = await copyText(transcript(said, people, serverNow()));
    if (done) {
      showToast({ key: 'copied', kind: 'done', text: m.messages.copied(said.length) });
      endSelection();
    } else showToast({ key: 'copied', kind: 'error', text: m.messages.copyFailed });
  }
  function star() {
    for (const one of picked) toggleStar(messenger, one, !areStarred);
    endSelection();
  }

  const copyNow = useEffectEvent(copy);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // In a dialog over the messages one copies what is there.
      const isElsewhere = event.target instanceof Element && event.target.closest('[role=dialog]') !== null;
      if (event.defaultPrevented || isWritten(event.target) || isElsewhere) return;
      if (!isCommand(event) || event.altKey || event.shiftKey || shortcutKey(event) !== 'c') return;
      event.preventDefault();
      void copyNow();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div
      ref={box}
      tabIndex={-1}
      role="toolbar"
      aria-label={m.messages.select}
      className="shrink-0 animate-rise border-t border-line bg-surface px-2 pb-[env(safe-area-inset-bottom)] outline-none md:px-4"
    >
      <div className="mx-auto flex min-h-16 max-w-[62rem] items-center gap-1">
        <IconButton label={m.messages.endSelection} onClick={endSelection}>
          <X size={21} />
        </IconButton>
        <p role="status" className="grow font-semibold">
          {m.messages.selected(picked.length)}
        </p>
        <Action
          icon={Copy}
          label={m.messages.copyText}
          bar={picked.every(({ deleted }) => deleted) ? m.messages.nothingToCopy : null}
          onPress={() => void copy()}
        />
        <Action
          icon={Forward}
          label={m.contents.forward.action}
          bar={forwardBar(picked)}
          onPress={() => setForwarding(true)}
        />
        <Action
          icon={areStarred ? StarOff : Star}
          label={areStarred ? m.lasting.unstar : m.lasting.star}
          bar={forwardBar(picked)}
          onPress={star}
        />
        <Action
          icon={Trash2}
          label={m.lasting.delete}
          bar={picked.some(({ seq }) => seq === null) ? m.contents.forward.unsent : null}
          onPress={() => setDeleting(true)}
        />
      </div>
      {isForwarding && picked[0] !== undefined && (
        <Suspense>
          <ForwardDialog
            chatId={picked[0].chatId}
            messages={picked.flatMap(({ id, seq }) => (seq === null ? [] : [{ id, seq }]))}
            onForwarded={endSelection}
            onClose={() => setForwarding(false)}
          />
        </Suspense>
      )}
      {isDeleting && (
        <Suspense>
          <DeleteDialog
            messages={picked}
            forAll={mayDeleteAll}
            onDeleted={endSelection}
            onClose={() => setDeleting(false)}
          />
        </Suspense>
      )}
    </div>
  );
}

type ActionProps = {
  icon: LucideIcon;
  label: string;
  /** Why it cannot be done with these messages. */
  bar: string | null;
  onPress: () => void;
};

/** One that cannot be used stays in reach of the keyboard, and tells why. */
function Action({ icon: Icon, label, bar, onPress }: ActionProps) {
  return (
    <IconButton
      label={label}
      aria-disabled={bar !== null}
      data-tip={bar ?? label}
      className="aria-disabled:!text-ink-faint/60 aria-disabled:hover:!bg-transparent"
      onClick={() => (bar === null ? onPress() : showToast({ key: 'message', kind: 'error', text: bar }))}
    >
      <Icon size={20} aria-hidden="true" className={cx(Icon === Forward && 'rtl:-scale-x-100')} />
    </IconButton>
  );
}
