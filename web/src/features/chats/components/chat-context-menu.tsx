// The menu of a chat in the list, where it was asked for. Fetched when it is first wanted.
import { ChatMenuItems } from '@/components/messaging/chat-menu-items';
import { ContextMenu } from '@/components/ui/menu';
import type { Point } from '@/components/ui/press-menu';
import { m } from '@/lib/i18n/messages';
import { useChat, useFace } from '@/lib/realtime/use-chat';
import type { Chat, ChatId } from '@/protocol/types';

export type MenuRequest = { chatId: ChatId; at: Point; row: HTMLElement };

export function ChatContextMenu({ request, onClose }: { request: MenuRequest; onClose: () => void }) {
  const chat = useChat(request.chatId);
  return chat === undefined ? null : <Open chat={chat} request={request} onClose={onClose} />;
}

function Open({ chat, request, onClose }: { chat: Chat; request: MenuRequest; onClose: () => void }) {
  const face = useFace(chat);
  return (
    <ContextMenu
      label={m.chats.actions(face.name)}
      at={request.at}
      onClose={onClose}
      returnTo={request.row.querySelector('a')}
    >
      <ChatMenuItems chat={chat} />
    </ContextMenu>
  );
}
