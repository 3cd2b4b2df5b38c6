// Mentions while writing: what is being typed after an @, and whom a finished text mentions. Both ask the parser that reads
// the message later.
import type { Mention, User } from '@/protocol/types';
import { folded } from './fuzzy';
import { namesIn } from './message';
import { mentionPieces } from './parse/ast';
import { parseText } from './parse/parse';

export type MentionQuery = { from: number; to: number; query: string };

/** The server takes no more. */
const MOST_MENTIONS = 100;
const LONGEST_QUERY = 64;
const QUERY = /^[\p{L}\p{N}\p{M}._'’-]*$/u;

/** The @word that the caret is in, or null; also where a user name would mention nobody, as in code. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const from = caret === 0 ? -1 : text.lastIndexOf('@', caret - 1);
  const query = text.slice(from + 1, caret);
  if (from === -1 || query.length > LONGEST_QUERY || !QUERY.test(query)) return null;
  const completed = parseText(`${text.slice(0, from)}@a ${text.slice(caret)}`);
  return mentionPieces(completed).some(({ at }) => at === from) ? { from, to: caret, query } : null;
}

/** Members whose name or user name fits what was typed, best first. */
export function matchPeople(people: User[], query: string, limit: number): User[] {
  const wanted = folded(query);
  const rank = (user: User): number => {
    const name = folded(user.name);
    if (name.startsWith(wanted) || folded(user.username).startsWith(wanted)) return 0;
    return name.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .map((user) => ({ user, rank: rank(user) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.user.name.localeCompare(b.user.name))
    .slice(0, limit)
    .map((entry) => entry.user);
}

/** Whom the text mentions, in this order: members by `@username`, and everybody by `@all` where that is allowed. */
export function mentionsIn(text: string, members: User[], allowAll: boolean): Mention[] {
  const byName = new Map<string, Mention>(members.map(({ username, id }) => [username.toLowerCase(), id]));
  if (allowAll) byName.set('all', 'all');
  const names = namesIn(parseText(text, { isName: (name) => byName.has(name) }));
  return names.flatMap((name) => byName.get(name) ?? []).slice(0, MOST_MENTIONS);
}
