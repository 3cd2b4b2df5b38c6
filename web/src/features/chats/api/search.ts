// Searching people on the server. The app searches chats itself, since it has them all.
import { query } from '@/lib/http/request';
import type { SessionKeeper } from '@/lib/http/session';
import type { UserList } from '@/protocol/types';

export function searchPeople(keeper: SessionKeeper, words: string): Promise<UserList> {
  return keeper.request('GET', `users${query({ q: words })}`);
}
