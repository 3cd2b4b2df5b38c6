// A message as it is read: its blocks, and the person of each mention. The text holds user names, the message holds
// ids. When a person has changed their user name, the order of names and ids tells who is meant.
import type { Mention, User, UserId } from '@/protocol/types';
import { type Block, mentionPieces } from './parse/ast';
import { parseText } from './parse/parse';

type People = Record<UserId, User>;

/** Whom a name in the text means; null when it mentions nobody. */
export type Mentioned = (name: string) => Mention | null;

export function readMessage(
  text: string,
  mentions: Mention[] | undefined,
  people: People,
  cut = false,
): { blocks: Block[]; mentioned: Mentioned } {
  if (mentions === undefined || mentions.length === 0) {
    return { blocks: parseText(text, { cut }), mentioned: () => null };
  }
  const byName = new Map<string, Mention>();
  for (const who of mentions) {
    const name = who === 'all' ? who : people[who]?.username.toLowerCase();
    if (name !== undefined) byName.set(name, who);
  }
  const blocks = parseText(text, { isName: (name) => byName.has(name), cut });
  const meaning = meaningOf(namesIn(blocks), mentions, byName);
  return { blocks, mentioned: (name) => meaning.get(name.toLowerCase()) ?? null };
}

/** The names after an @, in small letters, each once, in the order in which they come. */
export function namesIn(blocks: Block[]): string[] {
  return [...new Set(mentionPieces(blocks).map(({ name }) => name.toLowerCase()))];
}

function meaningOf(names: string[], mentions: Mention[], byName: Map<string, Mention>): Map<string, Mention> {
  const meaning = new Map([...byName].filter(([name]) => names.includes(name)));
  const found = new Set(meaning.values());
  const people = mentions.filter((who) => who !== 'all');
  if (people.every((who) => found.has(who))) return meaning;
  // A person was renamed, maybe to the former name of another: with a name for each, the order decides alone.
  const words = names.filter((name) => name !== 'all');
  const certain = words.length === people.length;
  const left = certain ? words : words.filter((name) => !meaning.has(name));
  const renamed = certain ? people : people.filter((who) => !found.has(who));
  if (left.length === renamed.length)
    for (const [i, who] of renamed.entries()) meaning.set(left[i] ?? '', who);
  return meaning;
}
