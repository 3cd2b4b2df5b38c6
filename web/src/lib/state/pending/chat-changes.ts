// What this person changed in their chats (pinned, archived, muted, marked unread, drafts, how far they have read) and
// the server has not acknowledged yet: one change per chat, a later value of a field replacing an earlier one. Pure.
import type { Chat, ChatId, ChatState, ChatStatePatch } from '@/protocol/types';

/** The marks are watermarks, each a `seq`. */
export type ChatMarks = { delivered?: number; read?: number };
export type ChatChange = ChatStatePatch & ChatMarks;
export type ChatChanges = Record<ChatId, ChatChange>;

export function addChange(changes: ChatChanges, chatId: ChatId, change: ChatChange): ChatChanges {
  return { ...changes, [chatId]: { ...changes[chatId], ...change } };
}

/** The two ways in which a change goes to the server. */
export function parts({ delivered, read, ...patch }: ChatChange): {
  marks: ChatMarks;
  patch: ChatStatePatch;
} {
  const marks = {
    ...(delivered === undefined ? {} : { delivered }),
    ...(read === undefined ? {} : { read }),
  };
  return { marks, patch };
}

/** The server has taken `sent`. Fields that changed again since then still have to be sent. */
export function settleChange(changes: ChatChanges, chatId: ChatId, sent: ChatChange): ChatChanges {
  const { [chatId]: change, ...others } = changes;
  if (change === undefined) return changes;
  const left = Object.entries(change).filter(([field, value]) => sent[field as keyof typeof sent] !== value);
  return left.length === 0 ? others : { ...others, [chatId]: Object.fromEntries(left) };
}

/** A chat as the server has it, with the changes that it does not know yet. */
export function withChanges(changes: ChatChanges, chat: Chat): Chat {
  const change = changes[chat.id];
  return change === undefined ? chat : { ...chat, state: patched(chat.state, parts(change).patch) };
}

export function patched(state: ChatState, patch: ChatStatePatch): ChatState {
  const next = { ...state, ...patch };
  const { mutedUntil, draft, cleared: _, unlisted, ...flags } = next;
  // What is cleared stays so.
  const cleared = Math.max(state.cleared ?? 0, patch.cleared ?? 0);
  return {
    ...flags,
    ...(cleared === 0 ? {} : { cleared }),
    ...(unlisted === true ? { unlisted } : {}),
    ...(mutedUntil === undefined || mutedUntil === null ? {} : { mutedUntil }),
    ...(draft === undefined || draft === null || draft === '' ? {} : { draft }),
  };
}
