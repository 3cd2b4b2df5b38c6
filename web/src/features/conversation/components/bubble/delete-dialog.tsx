// Asks for whom messages are deleted: for everyone, where one may, or for oneself alone.
import { Button } from '@/components/ui/controls/button';
import { Dialog } from '@/components/ui/overlays/dialog';
import { deleteForEveryone, deleteForMe } from '@/lib/chats/message-actions';
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { ChatId, MessageId } from '@/protocol/types';

type Which = { chatId: ChatId; id: MessageId };

type Props = {
  messages: Which[];
  /** Whether one may delete all of them for everyone. */
  forAll: boolean;
  onDeleted?: () => void;
  onClose: () => void;
};

export function DeleteDialog({ messages, forAll, onDeleted, onClose }: Props) {
  const messenger = useMessenger();

  function choose(remove: (messenger: Messenger, which: Which) => void) {
    for (const { chatId, id } of messages) remove(messenger, { chatId, id });
    onClose();
    onDeleted?.();
  }

  return (
    <Dialog
      open
      title={m.lasting.deleteQuestion(messages.length)}
      note={forAll ? m.lasting.deleteNote : m.lasting.deleteForMeNote}
      onClose={onClose}
    >
      <footer className="flex flex-col gap-2 p-6 pt-5">
        {forAll && (
          <Button look="danger" onClick={() => choose(deleteForEveryone)}>
            {m.messages.deleteForAll}
          </Button>
        )}
        <Button look={forAll ? 'quiet' : 'danger'} onClick={() => choose(deleteForMe)}>
          {m.lasting.deleteForMe}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {m.common.cancel}
        </Button>
      </footer>
    </Dialog>
  );
}
