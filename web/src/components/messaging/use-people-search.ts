// The people on this server who match the typed words.

import { usePeople } from '@/lib/chats/use-chat';
import { query } from '@/lib/http/request';
import { type Resource, useResource } from '@/lib/http/use-resource';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { useDebounced } from '@/lib/use-debounced';
import type { User, UserList } from '@/protocol/types';

export function usePeopleSearch(words: string): Resource<User[]> {
  const messenger = useMessenger();
  const settled = useDebounced(words.trim(), 180);
  const meId = messenger.keeper.userId;
  const known = usePeople();
  const found = useResource(`people:${settled}`, async () => {
    const { users } = await messenger.keeper.request<UserList>('GET', `users${query({ q: settled })}`);
    messenger.addPeople(users);
    return users.filter((user) => user.id !== meId).sort((a, b) => a.name.localeCompare(b.name));
  });
  // When a person changes their name while the list is open, the list shows the new name, too.
  const data = found.data?.map((user) => known[user.id] ?? user);
  return { ...found, data };
}
