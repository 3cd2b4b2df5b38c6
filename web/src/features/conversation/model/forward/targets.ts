// The chats that something can be forwarded to. Pure.
import { type Face, faceOf } from '@/lib/chats/faces';
import { folded, fuzzyScore } from '@/lib/text/fuzzy';
import type { Chat, ChatId, User, UserId } from '@/protocol/types';

export type Target = { chat: Chat; face: Face };

/** Those whose name fits, the best first; without words, those that somebody wrote in last. */
export function findTargets(
  chats: Record<ChatId, Chat>,
  people: Record<UserId, User>,
  meId: UserId,
  words: string,
): Target[] {
  const wanted = folded(words.trim());
  const at = ({ lastMessage, createdAt }: Chat) => lastMessage?.sentAt ?? createdAt;
  return Object.values(chats)
    .map((chat) => ({ chat, face: faceOf(chat, people, meId) }))
    .map((target) => ({ target, score: fuzzyScore(folded(target.face.name), wanted) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || at(b.target.chat) - at(a.target.chat))
    .map(({ target }) => target);
}
