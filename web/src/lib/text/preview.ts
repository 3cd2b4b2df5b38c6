// The words of a message in one line: its beginning for lists and banners, all of it for search. Read once per message,
// because a list asks at every change of the state.
import { m } from '@/lib/i18n/messages';
import { textOf } from '@/lib/state/content';
import type { Mention, MessageContent, Quote, User, UserId } from '@/protocol/types';
import { readMessage } from './message';
import { plainText } from './plain';

type People = Record<UserId, User>;
/** A message that was sent or is about to be, or a quote of one. */
type Source = MessageContent | Pick<Quote, 'kind' | 'text'>;
type Known = { mentioned: (User | undefined)[]; words: string };

/** More than any list shows, so that the end is never visible. */
const LONGEST = 500;

const beginnings = new WeakMap<Source, Known>();
const wholes = new WeakMap<Source, Known>();

export function previewOf(message: Source, people: People): string {
  const text = wordsIn(message);
  if (message.kind !== 'text') return labelled(message, text);
  return remembered(beginnings, message, people, () =>
    wordsOf(text.slice(0, LONGEST), mentionsIn(message), people, text.length > LONGEST),
  );
}

export function allWordsOf(message: Source, people: People): string {
  const text = wordsIn(message);
  if (message.kind !== 'text') return labelled(message, text);
  return remembered(wholes, message, people, () => wordsOf(text, mentionsIn(message), people, false));
}

function wordsIn(source: Source): string {
  return ('text' in source ? source.text : textOf(source as MessageContent)) ?? '';
}

function mentionsIn(source: Source): Mention[] | undefined {
  return 'mentions' in source ? source.mentions : undefined;
}

/** What is not a text is named before its words. */
function labelled(source: Source, text: string): string {
  const [words = ''] = text.split('\n', 1);
  switch (source.kind) {
    case 'poll':
      return m.chats.said.poll(words);
    case 'location': {
      const isLive = 'location' in source && source.location?.live !== undefined;
      return m.chats.said.location(isLive, words);
    }
    case 'contact':
      return m.chats.said.contact(words);
    case 'sticker':
      return m.chats.said.sticker;
    default:
      return words;
  }
}

function wordsOf(text: string, mentions: Mention[] | undefined, people: People, cut: boolean): string {
  const { blocks, mentioned } = readMessage(text, mentions, people, cut);
  return plainText(blocks, (name) => `@${people[mentioned(name) ?? '']?.name ?? name}`);
}

/** The preview is valid until one of the mentioned people changes their name. */
function remembered(
  memory: WeakMap<Source, Known>,
  message: Source,
  people: People,
  read: () => string,
): string {
  const mentioned = (mentionsIn(message) ?? []).map((who) => people[who]);
  const known = memory.get(message);
  if (known?.mentioned.every((user, i) => user === mentioned[i])) return known.words;
  const words = read();
  memory.set(message, { mentioned, words });
  return words;
}
