// In place of the composer while messages are selected: their number, and the actions on them.
import { Copy, Trash2, X } from 'lucide-react';
import { Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { IconButton } from '@/components/ui/controls/icon-button';
import { mayDelete } from '@/lib/chats/message-actions';
import { usePeople } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { copyText } from '@/lib/input/clipboard';
import { isCommand, isWritten, shortcutKey } from '@/lib/input/keyboard';
import { lazily } from '@/lib/lazily';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { useBackCloses } from '@/lib/navigation/back-closes';
import { useEscape } from '@/lib/navigation/escape';
import { serverNow } from '@/lib/time/server-clock';
import { showToast } from '@/lib/toasts';
import { endSelection, type Picked, transcript } from '../../model/selection/selection';

const DeleteDialog = lazily(async () => (await import('../bubble/delete-dialog')).DeleteDialog);

export function SelectionBar({ picked }: { picked: Picked[] }) {
  const messenger = useMessenger();
  const people = usePeople();
  const [isDeleting, setDeleting] = useState(false);
  const mayDeleteAll = picked.every(
    ({ seq, chatId, senderId }) => seq !== null && mayDelete(messenger, chatId, senderId),
  );
  const bar = useRef<HTMLDivElement>(null);
  useBackCloses(endSelection);
  useEscape(endSelection);

  // The focus moves to the buttons of this bar, for the keyboard.
  useEffect(() => bar.current?.focus({ preventScroll: true }), []);

  async function copy() {
    const done = await copyText(transcript(picked, people, serverNow()));
    if (done) {
      showToast({ key: 'copied', kind: 'done', text: m.messages.copied(picked.length) });
      endSelection();
    } else showToast({ key: 'copied', kind: 'error', text: m.messages.copyFailed });
  }
  const copyNow = useEffectEvent(copy);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isWritten(event.target)) return;
      if (!isCommand(event) || event.altKey || event.shiftKey || shortcutKey(event) !== 'c') return;
      event.preventDefault();
      void copyNow();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div
      ref={bar}
      tabIndex={-1}
      role="toolbar"
      aria-label={m.messages.select}
      className="shrink-0 animate-rise border-t border-line bg-surface px-2 pb-[env(safe-area-inset-bottom)] outline-none md:px-4"
    >
      <div className="mx-auto flex min-h-16 max-w-[62rem] items-center gap-2">
        <IconButton label={m.messages.endSelection} onClick={endSelection}>
          <X size={21} />
        </IconButton>
        <p role="status" className="grow font-semibold">
          {m.messages.selected(picked.length)}
        </p>
        {mayDeleteAll && (
          <IconButton label={m.messages.deleteForAll} onClick={() => setDeleting(true)}>
            <Trash2 size={20} />
          </IconButton>
        )}
        <Button look="quiet" onClick={() => void copy()}>
          <Copy size={18} aria-hidden="true" />
          {m.messages.copyText}
        </Button>
      </div>
      {isDeleting && (
        <Suspense>
          <DeleteDialog messages={picked} onDeleted={endSelection} onClose={() => setDeleting(false)} />
        </Suspense>
      )}
    </div>
  );
}
