// The menu of a chat, at the place of the click or press. Fetched when it is first wanted.

import { useChat, useFace } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import type { Chat, ChatId } from '@/protocol/types';
import { ContextMenu } from '../ui/overlays/menu';
import type { Point } from '../ui/overlays/press-menu';
import { ChatMenuItems } from './chat-menu-items';

type MenuPosition = { at: Point; returnTo: HTMLElement | null; onClose: () => void };

export function ChatContextMenu({ chatId, ...position }: MenuPosition & { chatId: ChatId }) {
  const chat = useChat(chatId);
  return chat === undefined ? null : <Open chat={chat} {...position} />;
}

function Open({ chat, ...position }: MenuPosition & { chat: Chat }) {
  const face = useFace(chat);
  return (
    <ContextMenu label={m.chats.actions(face.name)} {...position}>
      <ChatMenuItems chat={chat} />
    </ContextMenu>
  );
}
