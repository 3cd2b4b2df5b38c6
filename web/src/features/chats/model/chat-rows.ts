// The chats in the list, their order, and the texts of each row. Pure.

import { isUnread } from '@/lib/chats/chat-state';
import { type Face, faceOf, shortName, snippetOf } from '@/lib/chats/faces';
import { m } from '@/lib/i18n/messages';
import type { ChatFilter } from '@/lib/navigation/chat-filter';
import { contentOf, isTakenBack } from '@/lib/state/content';
import { pendingOf } from '@/lib/state/pending/outbox';
import { shownMessage } from '@/lib/state/pending/overlay';
import { type Tick, tickOf } from '@/lib/state/selectors';
import type { MessengerState } from '@/lib/state/state';
import type { TabState } from '@/lib/state/tab';
import { previewOf } from '@/lib/text/preview';
import type { Chat, ChatId } from '@/protocol/types';

export type ChatRowData = {
  chat: Chat;
  face: Face;
  at: number;
  /** Who wrote the preview; null in direct chats, and for own and system messages. */
  by: string | null;
  preview: string;
  /** Whether a person wrote the preview; if not, the app did. */
  written: boolean;
  /** The sign before the preview of an own message. */
  tick: Tick | 'sending' | 'failed' | null;
  draft: string | null;
};

type View = {
  filter: ChatFilter;
  /** The chat on screen is always listed. */
  open: ChatId | null;
};

/** The part of the state that rows are made of, without typing and presence. */
export type RowSource = Pick<MessengerState, 'chats' | 'people' | 'me' | 'outbox' | 'messageChanges'> &
  Pick<TabState, 'reacted'>;

export function rowSource({ chats, people, me, outbox, messageChanges, tab }: MessengerState): RowSource {
  return { chats, people, me, outbox, messageChanges, reacted: tab.reacted };
}

export function chatRows(state: RowSource, view: View): ChatRowData[] {
  return Object.values(state.chats)
    .filter((chat) => isListed(state, chat, view) && matches(chat, view))
    .map((chat) => rowOf(state, chat, view))
    .sort((a, b) => Number(b.chat.state.pinned) - Number(a.chat.state.pinned) || b.at - a.at);
}

/** Chats whose name contains the words, the newest first; archived chats, too. */
export function findChats(state: RowSource, words: string): ChatRowData[] {
  const wanted = words.toLocaleLowerCase();
  const view = { open: null };
  return [...chatRows(state, { ...view, filter: 'all' }), ...chatRows(state, { ...view, filter: 'archived' })]
    .filter((row) => row.face.name.toLocaleLowerCase().includes(wanted))
    .sort((a, b) => b.at - a.at);
}

/** How many chats are archived, and how many of them have unread messages. */
export function archiveCounts(chats: Record<ChatId, Chat>): { all: number; unread: number } {
  const archived = Object.values(chats).filter((chat) => chat.state.archived);
  return { all: archived.length, unread: archived.filter(isUnread).length };
}

/**
 * A direct chat that somebody else opened, without a message yet, is not listed; nor is a chat that this person deleted,
 * until its next message.
 */
function isListed(state: RowSource, chat: Chat, { open }: View): boolean {
  return (
    (chat.kind === 'group' && chat.state.unlisted !== true) ||
    chat.lastMessage !== undefined ||
    chat.id === open ||
    chat.state.draft !== undefined ||
    pendingOf(state.outbox, chat.id).length > 0
  );
}

function matches(chat: Chat, { filter, open }: View): boolean {
  if (chat.state.archived || filter === 'archived') return chat.state.archived && filter === 'archived';
  if (filter === 'unread') return isUnread(chat) || chat.id === open;
  return filter === 'all' || chat.kind === 'group';
}

function rowOf(state: RowSource, chat: Chat, view: View): ChatRowData {
  const pending = pendingOf(state.outbox, chat.id).at(-1);
  const last = chat.lastMessage && shownMessage(chat.lastMessage, state.messageChanges, state.me.id);
  const face = faceOf(chat, state.people, state.me.id);
  const draft = chat.id === view.open ? '' : (chat.state.draft ?? '').trim();
  const written = pending !== undefined || (last !== undefined && last.kind !== 'system');
  const row = {
    chat,
    face,
    at: last?.sentAt ?? chat.createdAt,
    by: null,
    written,
    draft: draft === '' ? null : draft,
  };
  if (pending !== undefined) {
    return {
      ...row,
      at: Math.max(row.at, pending.createdAt),
      preview: previewOf(contentOf(pending.message, pending.copy), state.people),
      tick: pending.status === 'failed' ? 'failed' : 'sending',
    };
  }
  if (last === undefined) return { ...row, preview: m.chats.noMessages, tick: null };
  // The server is about to tell what comes before it.
  if (isTakenBack(last)) return { ...row, preview: '', tick: null };
  const news = state.reacted[chat.id];
  if (news !== undefined && news.lastSeq === last.seq) {
    const words = snippetOf(news.message, state.people, state.me.id);
    const preview = m.chats.reacted(shortName(state.people[news.userId]), news.emoji, words);
    return { ...row, written: false, preview, tick: null };
  }
  const text = snippetOf(last, state.people, state.me.id);
  const own = last.senderId === state.me.id;
  if (last.kind === 'system' || chat.kind === 'direct' || own) {
    const tick =
      own && last.kind !== 'system' && face.kind !== 'self' ? tickOf(chat, last, state.me.id) : null;
    return { ...row, preview: text, tick };
  }
  return { ...row, by: shortName(state.people[last.senderId]), preview: text, tick: null };
}
