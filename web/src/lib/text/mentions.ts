// Mentions while writing: what is being typed after an @, and whom a finished text mentions.
import type { Mention, User } from '@/protocol/types';

export type MentionQuery = { from: number; to: number; query: string };

/** The @word that the caret is in, or null. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const found = /(?:^|[^\p{L}\p{N}])@([\p{L}\p{N}._-]*)$/u.exec(text.slice(0, caret));
  if (found === null) return null;
  const query = found[1] ?? '';
  return { from: caret - query.length - 1, to: caret, query };
}

/** Members whose name or user name fits what was typed, best first. */
export function matchPeople(people: User[], query: string, limit: number): User[] {
  const wanted = query.toLocaleLowerCase();
  const rank = (user: User): number => {
    const name = user.name.toLocaleLowerCase();
    const username = user.username.toLowerCase();
    if (name.startsWith(wanted) || username.startsWith(wanted)) return 0;
    return name.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .map((user) => ({ user, rank: rank(user) }))
    .filter((entry) => entry.rank < 2)
    .sort((a, b) => a.rank - b.rank || a.user.name.localeCompare(b.user.name))
    .slice(0, limit)
    .map((entry) => entry.user);
}

/** Whom the text mentions: members by `@username`, and everybody by `@all` where that is allowed. */
export function mentionsIn(text: string, members: User[], allowAll: boolean): Mention[] {
  const byName = new Map(members.map((user) => [user.username.toLowerCase(), user.id]));
  const found = new Set<Mention>();
  for (const [, name = ''] of text.matchAll(
    /(?<![\p{L}\p{N}])@([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)/gu,
  )) {
    const id = byName.get(name.toLowerCase());
    if (id !== undefined) found.add(id);
    else if (allowAll && name.toLowerCase() === 'all') found.add('all');
  }
  return [...found];
}
