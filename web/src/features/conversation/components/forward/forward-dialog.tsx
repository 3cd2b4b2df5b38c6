// Forwards messages to several chats at once, with a comment before them.
import { Check } from 'lucide-react';
import { useState } from 'react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { Button } from '@/components/ui/controls/button';
import { SearchField } from '@/components/ui/controls/search-field';
import { TextField } from '@/components/ui/controls/text-field';
import { cx } from '@/components/ui/cx';
import { Dialog } from '@/components/ui/overlays/dialog';
import { Line } from '@/components/ui/text/words';
import type { Face } from '@/lib/chats/faces';
import { forward } from '@/lib/chats/forward';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { moveInList, useListBelowField } from '@/lib/navigation/list-keys';
import { go } from '@/lib/navigation/navigation';
import { showToast } from '@/lib/toasts';
import type { ChatId, MessageId } from '@/protocol/types';
import { findTargets } from '../../model/forward/targets';

type Props = {
  /** Messages of one chat. */
  chatId: ChatId;
  messages: { id: MessageId; seq: number }[];
  onForwarded?: () => void;
  onClose: () => void;
};

export function ForwardDialog({ chatId, messages, onForwarded, onClose }: Props) {
  const messenger = useMessenger();
  const { chats, people, me } = useMessengerState((state) => ({
    chats: state.chats,
    people: state.people,
    me: state.me,
  }));
  const [words, setWords] = useState('');
  const [comment, setComment] = useState('');
  const [isSending, setSending] = useState(false);
  const [chosen, setChosen] = useState<ChatId[]>([]);
  const { list, onFieldKey } = useListBelowField();
  const targets = findTargets(chats, people, me.id, words);

  function toggle(id: ChatId) {
    setChosen((all) => (all.includes(id) ? all.filter((one) => one !== id) : [...all, id]));
    setWords('');
  }

  async function send() {
    setSending(true);
    const isDone = await forward(messenger, { chatId, messages }, chosen, comment).catch(failureCode);
    setSending(false);
    if (isDone !== true) {
      const text = isDone === false ? m.contents.forward.gone : m.errors[isDone];
      showToast({ key: 'message', kind: 'error', text });
      return;
    }
    onClose();
    onForwarded?.();
    const [only, ...others] = chosen;
    if (only !== undefined && others.length === 0) go({ chatId: only, left: 'chats', right: null });
    else showToast({ key: 'forwarded', kind: 'done', text: m.contents.forward.done(chosen.length) });
  }

  return (
    <Dialog open title={m.contents.forward.title} onClose={onClose}>
      <div className="px-4 pt-3 pb-2">
        <SearchField
          label={m.contents.forward.search}
          value={words}
          onValue={setWords}
          onKeyDown={onFieldKey}
          autoFocus
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens on behalf of the rows inside */}
      <div ref={list} onKeyDown={moveInList} className="h-[min(24rem,45dvh)] overflow-y-auto pb-2">
        {targets.map(({ chat, face }) => (
          <Target
            key={chat.id}
            face={face}
            isChosen={chosen.includes(chat.id)}
            onToggle={() => toggle(chat.id)}
          />
        ))}
        {targets.length === 0 && <p className="px-6 py-4 text-ink-soft">{m.chats.nothing(words.trim())}</p>}
      </div>
      <div className="border-t border-line px-6 pt-3">
        <TextField
          label={m.contents.forward.comment}
          value={comment}
          dir="auto"
          autoComplete="off"
          onChange={(event) => setComment(event.target.value)}
        />
      </div>
      <footer className="flex justify-end gap-2 px-6 py-4">
        <Button look="quiet" onClick={onClose}>
          {m.common.cancel}
        </Button>
        <Button busy={isSending} disabled={isSending || chosen.length === 0} onClick={() => void send()}>
          {m.contents.forward.send(chosen.length)}
        </Button>
      </footer>
    </Dialog>
  );
}

function Target({ face, isChosen, onToggle }: { face: Face; isChosen: boolean; onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onToggle}
      className="mx-2 flex min-h-14 w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-2.5 text-start -outline-offset-2 hover:bg-hover"
    >
      <ChatAvatar face={face} size={40} />
      <Line className="grow font-semibold">{face.name}</Line>
      <span
        className={cx(
          'grid size-6 shrink-0 place-items-center rounded-full border-2 transition-colors',
          isChosen ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
        )}
      >
        {isChosen && <Check size={15} strokeWidth={3} aria-hidden="true" />}
      </span>
    </button>
  );
}
