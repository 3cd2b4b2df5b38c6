// The keyboard, everywhere in the app. The list people read is in features/settings/model/shortcuts.ts.
import { useEffect } from 'react';
import { chatRows } from '@/features/chats/model/chat-rows';
import { SEARCH_FIELD_ID } from '@/lib/navigation/landmarks';
import { close, currentRoute, go } from '@/lib/navigation/navigation';
import { togglePalette } from '@/lib/navigation/palette';
import { mute, toggleArchive, toggleRead, unmute } from '@/lib/realtime/chat-actions';
import { isMuted } from '@/lib/realtime/chat-state';
import type { Messenger } from '@/lib/realtime/messenger';
import { useMessenger } from '@/lib/realtime/use-messenger';
import { serverNow } from '@/lib/time/server-clock';

export function useShortcuts(): void {
  const messenger = useMessenger();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A menu or dialog that used the key has said so.
      if (event.defaultPrevented || event.isComposing) return;
      if (handle(event, messenger)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [messenger]);
}

function handle(event: KeyboardEvent, messenger: Messenger): boolean {
  const mod = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (mod && event.altKey) return handleChosen(event.code, messenger);
  if (mod && key === 'k') togglePalette();
  else if (mod && event.shiftKey && key === 'f' && currentRoute().chatId !== null) go({ right: 'search' });
  else if (mod && key === '/') go({ left: 'settings.shortcuts' });
  else if (event.altKey && !mod && key === 'arrowup') step(messenger, -1);
  else if (event.altKey && !mod && key === 'arrowdown') step(messenger, 1);
  else if (key === 'escape') return closeTop();
  else return false;
  return true;
}

/** With Ctrl and Alt a key writes another letter on some keyboards, so it goes by where it is. */
function handleChosen(code: string, messenger: Messenger): boolean {
  const chat = messenger.store.get().chats[currentRoute().chatId ?? ''];
  if (code === 'KeyN') go({ left: 'new' });
  else if (code === 'KeyF') focusSearch();
  else if (chat === undefined) return false;
  else if (code === 'KeyE') toggleArchive(messenger, chat);
  else if (code === 'KeyU') toggleRead(messenger, chat);
  else if (code === 'KeyM') {
    if (isMuted(chat, serverNow())) unmute(messenger, chat);
    else mute(messenger, chat, 'always');
  } else return false;
  return true;
}

function focusSearch(): void {
  close({
    left: 'chats',
    ...(window.matchMedia('(min-width: 48rem)').matches ? {} : { chatId: null, right: null }),
  });
  // The list may have been covered; it is there with the next frame.
  requestAnimationFrame(() => document.getElementById(SEARCH_FIELD_ID)?.focus());
}

function step(messenger: Messenger, by: number): void {
  const { chatId } = currentRoute();
  const rows = chatRows(messenger.store.get(), { filter: 'all', open: chatId });
  const at = rows.findIndex((row) => row.chat.id === chatId);
  const next = at === -1 ? rows[0] : rows[at + by];
  if (next !== undefined) go({ chatId: next.chat.id, right: null });
}

/** Closes what was opened last: the side pane, the settings, the chat. */
function closeTop(): boolean {
  // A dialog or menu closes itself.
  if (document.querySelector('[role="dialog"], [role="menu"]') !== null) return false;
  const { right, left, chatId } = currentRoute();
  if (right !== null) close({ right: null });
  else if (left !== 'chats') close({ left: left.startsWith('settings.') ? 'settings' : 'chats' });
  else if (chatId !== null) close({ chatId: null });
  else return false;
  return true;
}
