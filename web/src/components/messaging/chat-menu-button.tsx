// The button that opens the menu of a chat. The menu itself is only made when it is first wanted.
import { EllipsisVertical } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { m } from '@/lib/i18n/messages';
import { lazily } from '@/lib/lazily';
import type { Chat } from '@/protocol/types';
import { IconButton } from '../ui/controls/icon-button';
import type { Point } from '../ui/overlays/press-menu';

const ChatContextMenu = lazily(async () => (await import('./chat-context-menu')).ChatContextMenu, 'lasting');

export function ChatMenuButton({ chat }: { chat: Chat }) {
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<Point | null>(null);

  function open() {
    const box = button.current?.getBoundingClientRect();
    if (box !== undefined) setAt({ x: box.x, y: box.bottom });
  }

  return (
    <>
      <IconButton
        ref={button}
        label={m.messages.menu}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={open}
      >
        <EllipsisVertical size={20} />
      </IconButton>
      {at !== null && (
        <Suspense>
          <ChatContextMenu chatId={chat.id} at={at} returnTo={button.current} onClose={() => setAt(null)} />
        </Suspense>
      )}
    </>
  );
}
