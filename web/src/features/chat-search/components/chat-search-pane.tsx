// Finding messages in one chat by their words. The focus stays in the field: the arrow keys move through the hits,
// Enter shows the current one, and pressed again the next.
import { SearchX, TextSearch } from 'lucide-react';
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { SearchField } from '@/components/ui/controls/search-field';
import { EmptyState } from '@/components/ui/empty-state';
import { Pane } from '@/components/ui/pane';
import { RowSkeletons } from '@/components/ui/skeleton';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { jumpTo } from '@/lib/navigation/jump';
import { CHAT_SEARCH_FIELD_ID } from '@/lib/navigation/landmarks';
import { close } from '@/lib/navigation/navigation';
import { useNow } from '@/lib/time/use-now';
import type { Chat, ChatId, Message } from '@/protocol/types';
import { MessageHit } from './message-hit';
import { useMessageSearch } from './use-message-search';

/** Beside the chat on a wide screen; over it on a smaller one, where it has to go to show the message. */
const beside = window.matchMedia('(min-width: 75rem)');

/** The search that was open when the pane closed to show a message. The next opening continues it. */
let left: { chatId: ChatId; words: string; at: number } | null = null;

export function ChatSearchPane({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const listId = useId();
  const [begun] = useState(left?.chatId === chat.id ? left : null);
  useEffect(() => {
    left = null;
  }, []);
  const [words, setWords] = useState(begun?.words ?? '');
  /** The hit that the arrow keys have reached, and whether it was shown. */
  const [chosen, setChosen] = useState({ at: begun?.at ?? 0, shown: begun !== null });
  /** Enter was pressed before anything was found. */
  const [isHurried, setHurried] = useState(false);
  const now = useNow();
  const { asked, settled, loading, failure, hits, more, loadOlder } = useMessageSearch(chat.id, words);
  const at = Math.min(chosen.at, hits.length - 1);
  const senders = hits.map((hit) => hit.senderId).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the joined ids stand for the hits
  useEffect(() => messenger.people.want(hits.map((hit) => hit.senderId)), [messenger, senders]);

  function choose(next: number) {
    if (next >= hits.length && more) loadOlder();
    setChosen({ at: Math.max(0, more ? next : Math.min(next, hits.length - 1)), shown: false });
  }

  function show(hit: Message | undefined, index: number) {
    if (hit === undefined) return;
    setChosen({ at: index, shown: true });
    if (!beside.matches) {
      left = { chatId: chat.id, words, at: index };
      close({ right: null });
    }
    jumpTo({ chatId: chat.id, seq: hit.seq });
  }

  const showFirst = useEffectEvent(() => {
    if (isHurried) show(hits[0], 0);
    setHurried(false);
  });
  useEffect(() => {
    if (!loading) showFirst();
  }, [loading]);

  function onKeyDown(event: KeyboardEvent) {
    if (loading && event.key === 'Enter') setHurried(true);
    if (loading || hits.length === 0) return;
    const back = event.shiftKey ? -1 : 1;
    if (event.key === 'ArrowDown') choose(at + 1);
    else if (event.key === 'ArrowUp') choose(at - 1);
    else if (event.key === 'Enter') {
      const next = chosen.shown ? at + back : at;
      if (next >= hits.length) choose(next);
      else show(hits[next], next);
    } else return;
    event.preventDefault();
  }

  const found = asked && hits.length > 0;
  return (
    <Pane title={m.search.title} cross onBack={() => close({ right: null })}>
      <div className="sticky top-0 z-10 bg-surface px-4 pt-3 pb-1">
        <SearchField
          id={CHAT_SEARCH_FIELD_ID}
          label={m.search.field}
          value={words}
          onValue={(value) => {
            setWords(value);
            setChosen({ at: 0, shown: false });
            setHurried(false);
          }}
          onKeyDown={onKeyDown}
          autoFocus
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={found}
          aria-controls={listId}
          aria-activedescendant={found ? `${listId}-${at}` : undefined}
        />
        <p role="status" className="min-h-6 px-4 pt-1 text-sm text-ink-soft">
          {found && m.search.found(hits.length, more)}
        </p>
      </div>
      {!asked && <EmptyState icon={TextSearch} title={m.search.hint} />}
      {asked && hits.length === 0 && loading && <RowSkeletons count={4} />}
      {asked && hits.length === 0 && !loading && (
        <EmptyState icon={SearchX} title={failure === null ? m.search.nothing(settled) : m.errors[failure]} />
      )}
      <div id={listId} role="listbox" aria-label={m.search.title} hidden={!found}>
        {hits.map((hit, i) => (
          <MessageHit
            key={hit.id}
            id={`${listId}-${i}`}
            hit={hit}
            words={settled}
            now={now}
            chosen={i === at}
            onClick={() => show(hit, i)}
          />
        ))}
      </div>
      {found && more && (
        <div className="px-4 pt-2 pb-3 text-center">
          <Button look="text" onClick={loadOlder}>
            {m.search.older}
          </Button>
        </div>
      )}
    </Pane>
  );
}
