// Actions on a whole chat: from its menu, by swiping, by keyboard, from the palette. Where it is worth it, a toast says
// what was done and can undo it.
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { serverNow } from '@/lib/time/server-clock';
import { showToast } from '@/lib/toasts';
import type { Chat, ChatStatePatch } from '@/protocol/types';
import { isUnread, type MuteLength, muteUntil } from './chat-state';
import { faceOf } from './faces';

export function togglePin(messenger: Messenger, chat: Chat): void {
  messenger.setChatState(chat.id, { pinned: !chat.state.pinned });
}

export function toggleArchive(messenger: Messenger, chat: Chat): void {
  const archived = !chat.state.archived;
  const { pinned } = chat.state;
  const name = nameOf(messenger, chat);
  // An archived chat does not stay pinned.
  change(messenger, chat, archived ? { archived, pinned: false } : { archived }, {
    text: archived ? m.chats.archivedToast(name) : m.chats.unarchivedToast(name),
    undo: { archived: !archived, pinned },
  });
}

export function mute(messenger: Messenger, chat: Chat, length: MuteLength): void {
  change(
    messenger,
    chat,
    { mutedUntil: muteUntil(length, serverNow()) },
    {
      text: m.chats.mutedToast(nameOf(messenger, chat)),
      undo: { mutedUntil: chat.state.mutedUntil ?? null },
    },
  );
}

export function unmute(messenger: Messenger, chat: Chat): void {
  change(
    messenger,
    chat,
    { mutedUntil: null },
    {
      text: m.chats.unmutedToast(nameOf(messenger, chat)),
      undo: { mutedUntil: chat.state.mutedUntil ?? null },
    },
  );
}

/** Reading cannot be taken back: others may have seen it. */
export function toggleRead(messenger: Messenger, chat: Chat): void {
  if (isUnread(chat)) {
    messenger.read(chat.id, chat.lastMessage?.seq ?? chat.head);
    if (chat.state.markedUnread) messenger.setChatState(chat.id, { markedUnread: false });
  } else messenger.setChatState(chat.id, { markedUnread: true });
}

export function markAllRead(messenger: Messenger): void {
  for (const chat of Object.values(messenger.store.get().chats)) {
    if (isUnread(chat)) toggleRead(messenger, chat);
  }
}

function change(
  messenger: Messenger,
  chat: Chat,
  patch: ChatStatePatch,
  { text, undo }: { text: string; undo: ChatStatePatch },
): void {
  messenger.setChatState(chat.id, patch);
  showToast({
    key: `chat ${chat.id}`,
    kind: 'done',
    text,
    action: { label: m.common.undo, run: () => messenger.setChatState(chat.id, undo) },
  });
}

function nameOf(messenger: Messenger, chat: Chat): string {
  const { people, me } = messenger.store.get();
  return faceOf(chat, people, me.id).name;
}
