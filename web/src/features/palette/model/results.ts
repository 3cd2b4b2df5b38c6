// The palette's results for the typed words: chats, people, actions and settings, each best first. Pure.
import { type Face, faceOf } from '@/lib/chats/faces';
import type { MessengerState } from '@/lib/state/state';
import { folded, fuzzyScore } from '@/lib/text/fuzzy';
import type { Chat, User } from '@/protocol/types';
import type { Command } from './commands';

export type ChatHit = { kind: 'chat'; id: string; chat: Chat; face: Face };
export type PersonHit = { kind: 'person'; id: string; user: User };
export type CommandHit = { kind: 'command'; id: string; command: Command };
export type Hit = ChatHit | PersonHit | CommandHit;

const MOST_CHATS = 6;
const MOST_PEOPLE = 4;

/** The newest first while nothing is typed. */
export function findChatHits(
  state: Pick<MessengerState, 'chats' | 'people' | 'me'>,
  words: string,
): ChatHit[] {
  const hits = Object.values(state.chats)
    .filter((chat) => chat.kind === 'group' || chat.lastMessage !== undefined)
    .map((chat) => ({ chat, face: faceOf(chat, state.people, state.me.id) }))
    .sort((a, b) => timeOf(b.chat) - timeOf(a.chat));
  return ranked(hits, words, ({ face }) => face.name)
    .slice(0, MOST_CHATS)
    .map(({ chat, face }) => ({ kind: 'chat', id: `chat-${chat.id}`, chat, face }));
}

/** People without a chat in the list, in the server's order. */
export function findPersonHits(users: User[], chats: ChatHit[], words: string): PersonHit[] {
  if (words.trim() === '') return [];
  const listed = new Set(chats.map(({ face }) => face.userId));
  const others = users.filter((user) => !listed.has(user.id));
  return ranked(others, words, ({ name, username }) => `${name} ${username}`)
    .slice(0, MOST_PEOPLE)
    .map((user) => ({ kind: 'person', id: `person-${user.id}`, user }));
}

export function findCommandHits(commands: Command[], words: string): CommandHit[] {
  return ranked(commands, words, ({ title }) => title).map((command) => ({
    kind: 'command',
    id: `command-${command.id}`,
    command,
  }));
}

/** The entries that fit, best first. Equally good hits keep their order. */
function ranked<T>(all: T[], words: string, textOf: (one: T) => string): T[] {
  const wanted = folded(words.trim());
  return all
    .map((one) => ({ one, score: fuzzyScore(folded(textOf(one)), wanted) }))
    .filter((entry): entry is { one: T; score: number } => entry.score !== null)
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}

function timeOf(chat: Chat): number {
  return chat.lastMessage?.sentAt ?? chat.createdAt;
}
