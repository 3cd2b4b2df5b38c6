// The words of messages that are sent later.
import { m } from '@/lib/i18n/messages';
import type { Messenger } from '@/lib/messenger/messenger';
import { contentOf, type Said } from '@/lib/state/content';
import { mentionsIn } from '@/lib/text/mentions';
import { previewOf } from '@/lib/text/preview';
import { tidied } from '@/lib/text/tidy';
import type { ChatId, User, UserId } from '@/protocol/types';

/** What a label can hold of a text. */
const LABEL = 40;

/** The text with these words, and whom they mention. A very large group does not carry its members: there it stays as it was. */
export function withWords(messenger: Messenger, chatId: ChatId, said: Said, words: string): Said {
  const { chats, people, me } = messenger.store.get();
  const chat = chats[chatId];
  const text = tidied(words);
  if (chat?.members === undefined) return { ...said, text };
  const members = chat.members.flatMap(({ userId }) => (userId === me.id ? [] : (people[userId] ?? [])));
  const { mentions: _, ...rest } = said;
  const mentions = mentionsIn(text, members, chat.kind === 'group');
  return { ...rest, text, ...(mentions.length > 0 ? { mentions } : {}) };
}

/** What it says, in one line. */
export function wordsOf(said: Said, people: Record<UserId, User>): string {
  return said.forwardOf === undefined ? previewOf(contentOf(said), people) : m.contents.forwarded;
}

/** For the name of a button that acts on it. */
export function shortened(words: string): string {
  return words.length <= LABEL ? words : `${words.slice(0, LABEL).trimEnd()}…`;
}
