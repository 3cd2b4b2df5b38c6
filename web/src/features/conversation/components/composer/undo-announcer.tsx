// Tells screen readers that what was sent can be taken back, and by which key.
import { useLastSent } from '@/lib/chats/undo';
import { m } from '@/lib/i18n/messages';
import { mac } from '@/lib/input/keyboard';
import type { ChatId } from '@/protocol/types';

export function UndoAnnouncer({ chatId }: { chatId: ChatId }) {
  const last = useLastSent(chatId);
  return (
    <p role="status" className="sr-only">
      {last !== null && m.messages.canUndo(mac ? '⌘ Z' : 'Ctrl Z')}
    </p>
  );
}
