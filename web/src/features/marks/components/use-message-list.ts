// A list of messages of several chats, page by page.
import { useEffect, useState } from 'react';
import { failureCode } from '@/lib/http/api-error';
import { query } from '@/lib/http/request';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { showToast } from '@/lib/toasts';
import type { ChatId, MentionList, Message, StarList } from '@/protocol/types';

type Page = { messages: Message[]; next: string | undefined };

/** Which list: the stars of all chats or of one, or the mentions. */
export type MessageListOf = { list: 'stars'; chatId: ChatId | null } | { list: 'mentions' };

export function useMessageList(which: MessageListOf) {
  const messenger = useMessenger();
  const chatId = which.list === 'stars' ? (which.chatId ?? undefined) : undefined;

  async function load(before?: string): Promise<Page> {
    const asked = query({ chatId, before });
    if (which.list === 'mentions') {
      const { messages, next } = await messenger.keeper.request<MentionList>('GET', `me/mentions${asked}`);
      return { messages, next };
    }
    const { stars, next } = await messenger.keeper.request<StarList>('GET', `me/stars${asked}`);
    return { messages: stars.map(({ message }) => message), next };
  }

  const first = useResource(`${which.list} ${chatId ?? ''}`, () => load());
  /** The pages behind the first. */
  const [older, setOlder] = useState<Page | null>(null);
  const [isLoading, setLoading] = useState(false);
  const messages = [...(first.data?.messages ?? []), ...(older?.messages ?? [])];
  const next = older === null ? first.data?.next : older.next;
  const senders = messages.map(({ senderId }) => senderId).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined ids stand for the messages
  useEffect(() => messenger.people.want(messages.map(({ senderId }) => senderId)), [messenger, senders]);

  async function loadOlder() {
    if (next === undefined || isLoading) return;
    setLoading(true);
    try {
      const page = await load(next);
      setOlder({ messages: [...(older?.messages ?? []), ...page.messages], next: page.next });
    } catch (reason) {
      showToast({ key: 'list', kind: 'error', text: m.errors[failureCode(reason)] });
    }
    setLoading(false);
  }

  return { messages, failure: first.failure, loading: first.data === undefined, next, isLoading, loadOlder };
}
