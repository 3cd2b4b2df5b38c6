// Searching on the server: people and messages. Chats are all known here.
import { query } from '@/lib/http/request';
import type { SessionKeeper } from '@/lib/http/session';
import type { MessageHits, UserList } from '@/protocol/types';

export function searchPeople(keeper: SessionKeeper, words: string): Promise<UserList> {
  return keeper.request('GET', `users${query({ q: words })}`);
}

export function searchMessages(keeper: SessionKeeper, words: string): Promise<MessageHits> {
  return keeper.request('GET', `search/messages${query({ q: words })}`);
}
