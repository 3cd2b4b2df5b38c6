// The messages of a chat that contain some words, the newest first, page by page.
import { useEffect, useRef, useState } from 'react';
import { failureCode } from '@/lib/http/api-error';
import { query } from '@/lib/http/request';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { showToast } from '@/lib/toasts';
import { useDebounced } from '@/lib/use-debounced';
import type { ChatId, MessageHits } from '@/protocol/types';
import { type Found, findOn } from '../model/find-on';

const MIN_LETTERS = 2;

export function useMessageSearch(chatId: ChatId, words: string) {
  const messenger = useMessenger();
  const settled = useDebounced(words.trim(), 200);
  /** The words of the current search; null once it was abandoned. */
  const wanted = useRef<string | null>(null);
  wanted.current = settled;
  useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );
  /** Older pages, for these words. */
  const [older, setOlder] = useState<({ words: string } & Found) | null>(null);
  const isLoadingOlder = useRef(false);
  const search = (from?: number) =>
    findOn(
      (before) =>
        messenger.keeper.request<MessageHits>(
          'GET',
          `search/messages${query({ q: settled, chatId, before })}`,
        ),
      from,
      () => wanted.current === settled,
    );
  const first = useResource(settled.length >= MIN_LETTERS ? settled : null, () => search());
  const extra = older?.words === settled ? older : null;
  const hits = [...(first.data?.messages ?? []), ...(extra?.messages ?? [])];
  const next = (extra ?? first.data)?.next ?? null;

  async function addOlder(from: number) {
    if (isLoadingOlder.current) return;
    isLoadingOlder.current = true;
    try {
      const page = await search(from);
      setOlder({ words: settled, messages: [...(extra?.messages ?? []), ...page.messages], next: page.next });
    } catch (reason) {
      showToast({ key: 'search', kind: 'error', text: m.errors[failureCode(reason)] });
    }
    isLoadingOlder.current = false;
  }

  return {
    /** Whether the words are long enough to search for. */
    asked: words.trim().length >= MIN_LETTERS,
    settled,
    loading: first.loading || settled !== words.trim(),
    failure: first.failure,
    hits,
    more: next !== null,
    loadOlder: () => {
      if (next !== null) void addOlder(next);
    },
  };
}
