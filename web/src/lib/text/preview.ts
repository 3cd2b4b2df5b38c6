// The words of a message in one line: its beginning for lists and banners, all of it for search. Read once per message,
// because a list asks at every change of the state.
import type { Mention, User, UserId } from '@/protocol/types';
import { readMessage } from './message';
import { plainText } from './plain';

type People = Record<UserId, User>;
/** A message that was sent or is about to be. */
type Source = { kind?: string; text?: string; mentions?: Mention[] };
type Known = { mentioned: (User | undefined)[]; words: string };

/** More than any list shows, so that the end is never visible. */
const LONGEST = 500;

const beginnings = new WeakMap<Source, Known>();
const wholes = new WeakMap<Source, Known>();

export function previewOf(message: Source, people: People): string {
  return remembered(beginnings, message, people, () => {
    const text = message.text ?? '';
    return wordsOf(text.slice(0, LONGEST), message.mentions, people, text.length > LONGEST);
  });
}

export function allWordsOf(message: Source, people: People): string {
  return remembered(wholes, message, people, () =>
    wordsOf(message.text ?? '', message.mentions, people, false),
  );
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
  const mentioned = (message.mentions ?? []).map((who) => people[who]);
  const known = memory.get(message);
  if (known?.mentioned.every((user, i) => user === mentioned[i])) return known.words;
  const words = read();
  memory.set(message, { mentioned, words });
  return words;
}
