// Asks before a message is deleted for everyone.
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/overlays/dialog';
import { deleteForEveryone } from '@/lib/chats/message-actions';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { ChatId, MessageId } from '@/protocol/types';

export function DeleteDialog({
  message: { chatId, id },
  onClose,
}: {
  message: { chatId: ChatId; id: MessageId };
  onClose: () => void;
}) {
  const messenger = useMessenger();
  const [busy, setBusy] = useState(false);

  async function confirm() {
    setBusy(true);
    await deleteForEveryone(messenger, { chatId, id });
    onClose();
  }

  return (
    <ConfirmDialog
      open
      title={m.messages.deleteQuestion}
      note={m.messages.deleteNote}
      action={m.messages.deleteForAll}
      busy={busy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    />
  );
}
