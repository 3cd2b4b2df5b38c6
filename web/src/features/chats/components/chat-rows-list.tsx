// The rows of the chat list and their common parts: their menu, and scrolling to the row of the open chat.
import { Suspense, useEffect, useRef, useState } from 'react';
import { type Point, usePressMenu } from '@/components/ui/overlays/press-menu';
import { lazily } from '@/lib/lazily';
import type { ChatId } from '@/protocol/types';
import type { ChatRowData } from '../model/chat-rows';
import { ChatRow } from './chat-row';

const ChatContextMenu = lazily(
  async () => (await import('@/components/messaging/chat-context-menu')).ChatContextMenu,
  'lasting',
);

type MenuRequest = { chatId: ChatId; at: Point; row: HTMLElement };

type Props = { rows: ChatRowData[]; open: ChatId | null; now: number };

export function ChatRowsList({ rows, open, now }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [menu, setMenu] = useState<MenuRequest | null>(null);

  // The chat may have been opened from elsewhere: by a key, the palette, a banner.
  useEffect(() => {
    if (open !== null)
      list.current?.querySelector(`[data-chat="${open}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [open]);

  usePressMenu(list, (at, target) => {
    const row = target.closest<HTMLElement>('[data-chat]');
    const chatId = row?.dataset.chat;
    if (row === null || chatId === undefined) return false;
    setMenu({ chatId, at, row });
    return true;
  });

  return (
    <>
      <ul ref={list} className="py-1">
        {rows.map((row) => (
          <ChatRow
            key={row.chat.id}
            row={row}
            active={row.chat.id === open}
            menuOpen={menu?.chatId === row.chat.id}
            now={now}
          />
        ))}
      </ul>
      {menu !== null && (
        <Suspense>
          <ChatContextMenu
            chatId={menu.chatId}
            at={menu.at}
            returnTo={menu.row.querySelector('a')}
            onClose={() => setMenu(null)}
          />
        </Suspense>
      )}
    </>
  );
}
