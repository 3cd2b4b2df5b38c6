// Asks before a chat is cleared, or deleted, for oneself.
import { ConfirmDialog } from '@/components/ui/overlays/dialog';
import { type Clearing, clearChat, deleteChat, endClearing } from '@/lib/chats/clearing';
import { useChat, useFace } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { currentRoute } from '@/lib/navigation/navigation';
import type { Chat } from '@/protocol/types';

export function ClearDialog({ clearing }: { clearing: Clearing }) {
  const chat = useChat(clearing.chatId);
  return chat === undefined ? null : <Asked chat={chat} how={clearing.how} />;
}

function Asked({ chat, how }: { chat: Chat; how: Clearing['how'] }) {
  const messenger = useMessenger();
  const { name } = useFace(chat);
  const isGroup = chat.kind === 'group';
  const isDeleting = how === 'delete';
  const question = isDeleting
    ? isGroup
      ? m.lasting.deleteGroupQuestion
      : m.lasting.deleteChatQuestion
    : isGroup
      ? m.lasting.clearGroupQuestion
      : m.lasting.clearQuestion;

  function confirm() {
    endClearing();
    if (isDeleting) deleteChat(messenger, chat, currentRoute().chatId === chat.id);
    else clearChat(messenger, chat);
  }

  return (
    <ConfirmDialog
      open
      title={question(name)}
      note={isDeleting ? m.lasting.deleteChatNote : m.lasting.clearNote}
      action={isDeleting ? m.lasting.deleteChat : m.lasting.clear}
      onConfirm={confirm}
      onClose={endClearing}
    />
  );
}
