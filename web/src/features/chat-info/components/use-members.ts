// The members of a group; undefined while they are on their way.
import { useResource } from '@/lib/http/use-resource';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { Chat, Member } from '@/protocol/types';

/** A very large group does not carry its members; they are fetched when they are looked at. */
export function useMembers(chat: Chat): Member[] | undefined {
  const messenger = useMessenger();
  const isLarge = chat.kind === 'group' && chat.members === undefined;
  const fetched = useResource(isLarge ? `members:${chat.id}:${chat.head}` : null, () =>
    messenger.loadMembers(chat.id),
  );
  return chat.members ?? fetched.data;
}
