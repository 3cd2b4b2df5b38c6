// The people on this server, narrowed by what was typed.
import { query } from '@/lib/http/request';
import { type Resource, useResource } from '@/lib/http/use-resource';
import { useMessenger } from '@/lib/realtime/use-messenger';
import { useDebounced } from '@/lib/use-debounced';
import type { User, UserList } from '@/protocol/types';

export function usePeopleSearch(words: string): Resource<User[]> {
  const messenger = useMessenger();
  const settled = useDebounced(words.trim(), 180);
  const meId = messenger.keeper.userId;
  return useResource(`people:${settled}`, async () => {
    const { users } = await messenger.keeper.request<UserList>('GET', `users${query({ q: settled })}`);
    messenger.keepPeople(users);
    return users.filter((user) => user.id !== meId).sort((a, b) => a.name.localeCompare(b.name));
  });
}
