// Finding messages in one chat by their words.

import { SearchX, TextSearch } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Pane } from '@/components/ui/pane';
import { SearchField } from '@/components/ui/search-field';
import { RowSkeletons } from '@/components/ui/skeleton';
import { Line } from '@/components/ui/words';
import { query } from '@/lib/http/request';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { jumpTo } from '@/lib/navigation/jump';
import { close } from '@/lib/navigation/navigation';
import { useMessenger, useMessengerState } from '@/lib/realtime/use-messenger';
import { excerpt } from '@/lib/text/excerpt';
import { allWordsOf } from '@/lib/text/preview';
import { listTime } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import { useDebounced } from '@/lib/use-debounced';
import type { Chat, Message, MessageHits } from '@/protocol/types';
import { type Found, findOn } from '../model/find-on';

const MIN_LETTERS = 2;
/** Beside the chat on a wide screen; over it on a smaller one, where it has to go to show the message. */
const beside = window.matchMedia('(min-width: 75rem)');

export function ChatSearchPane({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const [words, setWords] = useState('');
  const settled = useDebounced(words.trim(), 200);
  const latest = useRef<string | null>(null);
  latest.current = settled;
  useEffect(
    () => () => {
      latest.current = null;
    },
    [],
  );
  /** Older pages, for these words. */
  const [older, setOlder] = useState<({ words: string } & Found) | null>(null);
  const now = useNow();
  const search = (from?: number) =>
    findOn(
      (before) =>
        messenger.keeper.request<MessageHits>(
          'GET',
          `search/messages${query({ q: settled, chatId: chat.id, before })}`,
        ),
      from,
      () => latest.current === settled,
    );
  const first = useResource(settled.length >= MIN_LETTERS ? settled : null, () => search());

  const extra = older?.words === settled ? older : null;
  const hits = [...(first.data?.messages ?? []), ...(extra?.messages ?? [])];
  const next = (extra ?? first.data)?.next ?? null;
  const senders = hits.map((hit) => hit.senderId).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined ids stand for the hits
  useEffect(() => messenger.people.want(hits.map((hit) => hit.senderId)), [messenger, senders]);

  async function loadOlder(from: number) {
    const page = await search(from);
    setOlder({ words: settled, messages: [...(extra?.messages ?? []), ...page.messages], next: page.next });
  }

  function show(hit: Message) {
    if (!beside.matches) close({ right: null });
    jumpTo({ chatId: chat.id, seq: hit.seq });
  }

  const asked = words.trim().length >= MIN_LETTERS;
  return (
    <Pane title={m.search.title} cross onBack={() => close({ right: null })}>
      <div className="sticky top-0 z-10 bg-surface px-4 py-3">
        <SearchField label={m.search.field} value={words} onValue={setWords} autoFocus />
      </div>
      {!asked && <EmptyState icon={TextSearch} title={m.search.hint} />}
      {asked && hits.length === 0 && (first.loading || settled !== words.trim()) && (
        <RowSkeletons count={4} />
      )}
      {asked && hits.length === 0 && !first.loading && settled === words.trim() && (
        <EmptyState
          icon={SearchX}
          title={first.failure === null ? m.search.nothing(settled) : m.errors[first.failure]}
        />
      )}
      {asked && hits.length > 0 && (
        <ul className="pb-3">
          {hits.map((hit) => (
            <Hit key={hit.id} hit={hit} words={settled} now={now} onClick={() => show(hit)} />
          ))}
          {next !== null && (
            <li className="px-4 pt-2 text-center">
              <Button look="text" onClick={() => void loadOlder(next)}>
                {m.search.older}
              </Button>
            </li>
          )}
        </ul>
      )}
    </Pane>
  );
}

function Hit({
  hit,
  words,
  now,
  onClick,
}: {
  hit: Message;
  words: string;
  now: number;
  onClick: () => void;
}) {
  const sender = useMessengerState((state) =>
    hit.senderId === state.me.id ? m.common.you : (state.people[hit.senderId]?.name ?? m.common.someone),
  );
  const text = useMessengerState((state) => allWordsOf(hit, state.people));
  const { before, match, after } = excerpt(text, words);
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        className="mx-2 block min-h-15 w-[calc(100%-1rem)] rounded-xl px-3 py-2 text-start -outline-offset-2 hover:bg-hover"
      >
        <span className="flex items-baseline gap-2">
          <Line className="grow font-semibold">{sender}</Line>
          <span className="shrink-0 text-xs text-ink-faint">{listTime(hit.sentAt, now)}</span>
        </span>
        <span dir="auto" className="line-clamp-2 text-sm text-match text-ink-soft wrap-anywhere">
          {before}
          <mark className="rounded-sm bg-accent-soft font-semibold text-accent-ink">{match}</mark>
          {after}
        </span>
      </button>
    </li>
  );
}
