// What this person changed in their chats (pinned, archived, muted, marked unread, drafts) and the server has not
// acknowledged yet: one change per chat, in which a later value of a field replaces an earlier one. Pure.
import type { Chat, ChatId, ChatState, ChatStatePatch } from '@/protocol/types';
import type { MessengerState } from './state';

export type ChatChanges = Record<ChatId, ChatStatePatch>;

/** Shows the change at once, and keeps it for the server. */
export function changeChat(state: MessengerState, chatId: ChatId, patch: ChatStatePatch): MessengerState {
  const chat = state.chats[chatId];
  if (chat === undefined) return state;
  return {
    ...state,
    changes: { ...state.changes, [chatId]: { ...state.changes[chatId], ...patch } },
    chats: { ...state.chats, [chatId]: { ...chat, state: patched(chat.state, patch) } },
  };
}

/** The server has taken `sent`: what was changed once more since then stays to be sent. */
export function settleChange(changes: ChatChanges, chatId: ChatId, sent: ChatStatePatch): ChatChanges {
  const { [chatId]: change, ...others } = changes;
  if (change === undefined) return changes;
  const left = Object.entries(change).filter(([field, value]) => sent[field as keyof typeof sent] !== value);
  return left.length === 0 ? others : { ...others, [chatId]: Object.fromEntries(left) };
}

/** A chat as the server says it is, with what it does not know yet. */
export function withChanges(changes: ChatChanges, chat: Chat): Chat {
  const change = changes[chat.id];
  return change === undefined ? chat : { ...chat, state: patched(chat.state, change) };
}

export function patched(state: ChatState, patch: ChatStatePatch): ChatState {
  const next = { ...state, ...patch };
  const { mutedUntil, draft, ...flags } = next;
  return {
    ...flags,
    ...(mutedUntil === undefined || mutedUntil === null ? {} : { mutedUntil }),
    ...(draft === undefined || draft === null || draft === '' ? {} : { draft }),
  };
}
