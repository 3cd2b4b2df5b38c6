// Asks before messages are deleted for everyone.
import { ConfirmDialog } from '@/components/ui/overlays/dialog';
import { deleteForEveryone } from '@/lib/chats/message-actions';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { ChatId, MessageId } from '@/protocol/types';

type Props = {
  messages: { chatId: ChatId; id: MessageId }[];
  onDeleted?: () => void;
  onClose: () => void;
};

export function DeleteDialog({ messages, onDeleted, onClose }: Props) {
  const messenger = useMessenger();

  function confirm() {
    for (const { chatId, id } of messages) deleteForEveryone(messenger, { chatId, id });
    onClose();
    onDeleted?.();
  }

  return (
    <ConfirmDialog
      open
      title={messages.length === 1 ? m.messages.deleteQuestion : m.lasting.deleteSeveral(messages.length)}
      note={messages.length === 1 ? m.messages.deleteNote : m.lasting.deleteSeveralNote}
      action={m.messages.deleteForAll}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
