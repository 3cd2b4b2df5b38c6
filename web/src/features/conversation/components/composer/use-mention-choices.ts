// The people that the word after an @ may mean, in a group.
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { matchPeople, mentionAt } from '@/lib/text/mentions';
import type { Chat, User } from '@/protocol/types';
import type { Choice, Completion } from '../../model/composer/completion';

const MOST = 6;

export function useMentionChoices(
  chat: Chat,
  text: string,
  caret: number | null,
): { members: User[]; completion: Completion | null } {
  const messenger = useMessenger();
  // A very large group does not carry its members; they are fetched once somebody may be mentioned.
  const large = chat.kind === 'group' && chat.members === undefined && text.includes('@');
  const fetched = useResource(large ? chat.id : null, () => messenger.loadMembers(chat.id));
  const memberList = chat.members ?? fetched.data ?? [];
  const members = useMessengerState((state) =>
    memberList.flatMap(({ userId }) => (userId === state.me.id ? [] : (state.people[userId] ?? []))),
  );

  const at = chat.kind === 'group' && caret !== null ? mentionAt(text, caret) : null;
  if (at === null) return { members, completion: null };
  const choices: Choice[] = [];
  if ('all'.startsWith(at.query.toLowerCase())) {
    choices.push({
      id: 'all',
      kind: 'all',
      insert: '@all ',
      name: 'all',
      note: m.messages.composer.everyone,
    });
  }
  for (const { id, username, name } of matchPeople(members, at.query, MOST)) {
    choices.push({ id, kind: 'person', insert: `@${username} `, name, note: `@${username}` });
  }
  // A person fits better than everybody, except for a lone @.
  if (choices[0]?.kind === 'all' && at.query !== '' && choices.length > 1) {
    choices.push(...choices.splice(0, 1));
  }
  return { members, completion: { from: at.from, to: at.to, choices } };
}
