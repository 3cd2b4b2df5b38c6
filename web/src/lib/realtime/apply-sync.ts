// The sync: what to ask, and what each page of the answer does to the state.
import type { ChatId, SyncPage, SyncRequest } from '@/protocol/types';
import { adoptChat, applyMessage, forgetChat } from './apply-event';
import { advanceTo } from './cursor';
import { type MessengerState, userOf } from './state';

/** The heads that the chats of this run's pages had: known in full only when the last page is in. */
export type SyncTargets = Record<ChatId, number>;

export function syncRequest(state: MessengerState): SyncRequest {
  const heads: SyncRequest['heads'] = {};
  for (const [chatId, cursor] of Object.entries(state.cursors)) heads[chatId] = cursor.at;
  return { userVersion: state.user.at, heads };
}

export function applySyncPage(state: MessengerState, page: SyncPage, targets: SyncTargets): MessengerState {
  const reached = targetsWith(state, page, targets);
  let next = state;
  if (page.me !== undefined) {
    const meVersion = Math.max(next.meVersion, page.userVersion);
    next = { ...next, me: page.me, meVersion, people: { ...next.people, [page.me.id]: userOf(page.me) } };
  }
  for (const chatId of page.removed) next = forgetChat(next, chatId);

  // Messages first: a chat in the same page counts them already, and its head must not make them look old.
  const highest: SyncTargets = {};
  for (const message of page.messages) {
    highest[message.chatId] = Math.max(highest[message.chatId] ?? 0, message.version);
    next = applyMessage(next, message, false);
  }
  for (const chat of page.chats) next = adoptChat(next, chat);
  next = reach(next, highest);
  if (!page.more) next = { ...reach(next, reached), ready: true };
  return { ...next, user: advanceTo(next.user, page.userVersion) };
}

/** The heads of the chats that the question had named: a new one is known up to its head by itself. */
export function targetsWith(state: MessengerState, page: SyncPage, targets: SyncTargets): SyncTargets {
  const reached = { ...targets };
  for (const { id, head } of page.chats) {
    const isNamed = state.cursors[id] !== undefined && !page.removed.includes(id);
    if (isNamed) reached[id] = Math.max(reached[id] ?? 0, head);
  }
  return reached;
}

function reach(state: MessengerState, versions: SyncTargets): MessengerState {
  let { cursors } = state;
  for (const [chatId, version] of Object.entries(versions)) {
    const cursor = cursors[chatId];
    if (cursor !== undefined) cursors = { ...cursors, [chatId]: advanceTo(cursor, version) };
  }
  return cursors === state.cursors ? state : { ...state, cursors };
}
