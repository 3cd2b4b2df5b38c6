// Which chats the list shows: chosen above the list, or by a command elsewhere.
import { Store, useStore } from '@/lib/store';

export const CHAT_FILTERS = ['all', 'unread', 'groups', 'archived'] as const;
export type ChatFilter = (typeof CHAT_FILTERS)[number];

const filter = new Store<ChatFilter>('all');

export function useChatFilter(): ChatFilter {
  return useStore(filter, (value) => value);
}

export function setChatFilter(value: ChatFilter): void {
  filter.update(() => value);
}
