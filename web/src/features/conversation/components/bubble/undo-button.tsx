// Beside the message that was sent last, for as long as it can be taken back. It takes no room of its own, so nothing moves when
// it comes and goes.
import { Undo2 } from 'lucide-react';
import { useIsLastSent } from '@/lib/chats/undo';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { ChatId, MessageId } from '@/protocol/types';
import { undoSend } from '../../model/composer/undo-send';

export function UndoButton({ which: { chatId, id } }: { which: { chatId: ChatId; id: MessageId } }) {
  const messenger = useMessenger();
  if (!useIsLastSent(id)) return null;
  return (
    <button
      type="button"
      aria-label={m.messages.undoSending}
      // The keyboard of a phone stays up.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => undoSend(messenger, { chatId, id })}
      className="absolute end-full bottom-0 me-1.5 flex h-8 animate-fade items-center gap-1.5 rounded-full bg-raised px-2 text-sm font-semibold text-accent-ink shadow-bubble before:absolute before:-inset-1.5 hover:bg-hover md:me-8 md:px-3"
    >
      <Undo2 size={16} aria-hidden="true" className="rtl:-scale-x-100" />
      <span className="max-md:hidden">{m.common.undo}</span>
    </button>
  );
}
