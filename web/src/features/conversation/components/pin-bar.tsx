// The pinned messages of a chat, one at a time: a press goes to the one that is shown, and shows the next.
import { Pin } from 'lucide-react';
import { useState } from 'react';
import { cx } from '@/components/ui/cx';
import { Line } from '@/components/ui/text/words';
import { snippetOf } from '@/lib/chats/faces';
import { useMeId, usePeople } from '@/lib/chats/use-chat';
import { useResource } from '@/lib/http/use-resource';
import { number } from '@/lib/i18n/locale';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { jumpTo } from '@/lib/navigation/jump';
import { shownMessage, shownPins } from '@/lib/state/pending/overlay';
import { pinsNow } from '@/lib/state/selectors';
import { timelineOf } from '@/lib/state/tab';
import { useNow } from '@/lib/time/use-now';
import type { Chat } from '@/protocol/types';

export function PinBar({ chat }: { chat: Chat }) {
  const now = useNow();
  const messenger = useMessenger();
  const people = usePeople();
  const meId = useMeId();
  const changes = useMessengerState((state) => state.messageChanges);
  const pins = pinsNow(shownPins(chat, changes, meId), now);
  const [step, setStep] = useState(0);
  const at = pins.length === 0 ? 0 : step % pins.length;
  const pin = pins[at];
  const shown = useMessengerState((state) =>
    timelineOf(state, chat.id).messages.find(({ seq }) => seq === pin?.seq),
  );
  const isAway = pin !== undefined && shown === undefined;
  const fetched = useResource(isAway ? pin.id : null, async () =>
    messenger.messageAt(chat.id, pin?.seq ?? 0),
  );
  if (pin === undefined) return null;
  const message = shown ?? (fetched.data?.id === pin.id ? fetched.data : undefined);

  return (
    <section aria-label={m.lasting.pinned} className="shrink-0 border-b border-line bg-surface">
      <button
        type="button"
        onClick={() => {
          jumpTo({ chatId: chat.id, seq: pin.seq });
          setStep(at + 1);
        }}
        className="flex min-h-12 w-full items-center gap-3 px-4 py-1.5 text-start -outline-offset-2 hover:bg-hover md:px-6"
      >
        <span aria-hidden="true" className="flex h-8 w-0.75 shrink-0 flex-col-reverse gap-0.5">
          {pins.map(({ id }) => (
            <span
              key={id}
              className={cx('grow rounded-full', id === pin.id ? 'bg-accent' : 'bg-line-strong')}
            />
          ))}
        </span>
        <span className="min-w-0 grow">
          <span className="block text-sm font-semibold text-accent-ink">
            {m.lasting.pinnedOne}
            {pins.length > 1 && (
              <span className="ms-2 font-normal text-ink-faint">
                {m.lasting.pinPlace(number(at + 1), number(pins.length))}
              </span>
            )}
          </span>
          <Line className="min-h-5 text-sm text-ink-soft">
            {message === undefined ? '' : snippetOf(shownMessage(message, changes, meId), people, meId)}
          </Line>
        </span>
        <Pin size={16} aria-hidden="true" className="shrink-0 rotate-45 text-ink-faint" />
      </button>
    </section>
  );
}
