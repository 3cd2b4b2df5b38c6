// The messages of a chat that hold some words, the newest first, page by page.
import { useRef, useState } from 'react';
import { failureCode } from '@/lib/http/api-error';
import { query } from '@/lib/http/request';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/realtime/use-messenger';
import { showToast } from '@/lib/toasts';
import { useDebounced } from '@/lib/use-debounced';
import type { ChatId, Message, MessageHits } from '@/protocol/types';

const MIN_LETTERS = 2;

export function useMessageSearch(chatId: ChatId, words: string) {
  const messenger = useMessenger();
  const settled = useDebounced(words.trim(), 200);
  /** Older pages, for these words. */
  const [older, setOlder] = useState<{ words: string; messages: Message[]; more: boolean } | null>(null);
  const isLoadingOlder = useRef(false);
  const search = (before?: number) =>
    messenger.keeper.request<MessageHits>('GET', `search/messages${query({ q: settled, chatId, before })}`);
  const first = useResource(settled.length >= MIN_LETTERS ? settled : null, () => search());
  const extra = older?.words === settled ? older : null;
  const hits = [...(first.data?.messages ?? []), ...(extra?.messages ?? [])];

  async function addOlder() {
    if (isLoadingOlder.current) return;
    isLoadingOlder.current = true;
    try {
      const { messages, more } = await search(hits.at(-1)?.seq);
      setOlder({ words: settled, messages: [...(extra?.messages ?? []), ...messages], more });
    } catch (reason) {
      showToast({ key: 'search', kind: 'error', text: m.errors[failureCode(reason)] });
    }
    isLoadingOlder.current = false;
  }

  return {
    /** There is enough to look for. */
    asked: words.trim().length >= MIN_LETTERS,
    settled,
    loading: first.loading || settled !== words.trim(),
    failure: first.failure,
    hits,
    more: extra?.more ?? first.data?.more ?? false,
    loadOlder: () => void addOlder(),
  };
}
