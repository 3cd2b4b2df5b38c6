// The keyboard, everywhere in the app. The list people read is in features/settings/model/shortcuts.ts.
import { useEffect } from 'react';
import { chatRows, rowSource } from '@/features/chats/model/chat-rows';
import { mute, toggleArchive, toggleRead, unmute } from '@/lib/chats/chat-actions';
import { isMuted } from '@/lib/chats/chat-state';
import { isCommand, isWriting, isWritten, shortcutKey } from '@/lib/input/keyboard';
import type { Messenger } from '@/lib/messenger/messenger';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { closeUppermost } from '@/lib/navigation/escape';
import { CHAT_SEARCH_FIELD_ID, COMPOSER_ID, SEARCH_FIELD_ID } from '@/lib/navigation/landmarks';
import { close, currentRoute, go } from '@/lib/navigation/navigation';
import { togglePalette } from '@/lib/navigation/palette';
import { serverNow } from '@/lib/time/server-clock';

export function useShortcuts(): void {
  const messenger = useMessenger();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A menu or dialog has used the key.
      if (event.defaultPrevented) return;
      if (handle(event, messenger)) event.preventDefault();
      else if (isWriting(event) && !isWritten(event.target)) goOnWriting();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [messenger]);
}

function handle(event: KeyboardEvent, messenger: Messenger): boolean {
  const { altKey, shiftKey } = event;
  const key = shortcutKey(event);
  const { chatId } = currentRoute();
  if (isCommand(event)) {
    if (altKey) return handleChosen(key, messenger);
    if (key === 'k' && !shiftKey) togglePalette();
    else if (key === '/') go({ left: 'settings.shortcuts' });
    else if (key === 'f' && chatId !== null) return searchChat();
    else return false;
  } else if (altKey && key === 'arrowup') step(messenger, -1);
  else if (altKey && key === 'arrowdown') step(messenger, 1);
  else if (key === 'escape') return closeTop();
  else return false;
  return true;
}

function handleChosen(key: string, messenger: Messenger): boolean {
  const chat = messenger.store.get().chats[currentRoute().chatId ?? ''];
  if (key === 'n') go({ left: 'new' });
  else if (key === 'f') focusSearch();
  else if (chat === undefined) return false;
  else if (key === 'e') toggleArchive(messenger, chat);
  else if (key === 'u') toggleRead(messenger, chat);
  else if (key === 'm') {
    if (isMuted(chat, serverNow())) unmute(messenger, chat);
    else mute(messenger, chat, 'always');
  } else return false;
  return true;
}

/** Typing outside of any field goes into the composer: it takes the focus before the browser writes the letter. */
function goOnWriting(): void {
  const composer = document.getElementById(COMPOSER_ID);
  // On a phone the composer may lie below another pane.
  if (!isCovered() && composer?.getClientRects().length) composer.focus();
}

/** When the search field has the focus already, the shortcut is left to the browser's own search. */
function searchChat(): boolean {
  const field = document.getElementById(CHAT_SEARCH_FIELD_ID);
  if (field !== null && field === document.activeElement) return false;
  if (isCovered()) return false;
  if (field === null) go({ right: 'search' });
  else field.focus();
  return true;
}

function focusSearch(): void {
  close({
    left: 'chats',
    ...(window.matchMedia('(min-width: 48rem)').matches ? {} : { chatId: null, right: null }),
  });
  // The list may have been covered; it is visible with the next frame.
  requestAnimationFrame(() => document.getElementById(SEARCH_FIELD_ID)?.focus());
}

function step(messenger: Messenger, by: number): void {
  const { chatId } = currentRoute();
  const rows = chatRows(rowSource(messenger.store.get()), { filter: 'all', open: chatId });
  const at = rows.findIndex((row) => row.chat.id === chatId);
  const next = at === -1 ? rows[0] : rows[at + by];
  if (next !== undefined) go({ chatId: next.chat.id, right: null });
}

/** Goes one step back: closes the layer over the screen, the side pane, the settings or the chat. */
function closeTop(): boolean {
  if (isCovered()) return false;
  if (closeUppermost()) return true;
  const { right, left, chatId } = currentRoute();
  if (right !== null) close({ right: null });
  else if (left !== 'chats') close({ left: left.startsWith('settings.') ? 'settings' : 'chats' });
  else if (chatId !== null) close({ chatId: null });
  else return false;
  return true;
}

/** Whether a dialog or a menu is open: it closes itself, and gets the keys until then. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}
