// The list of chats with its header, search and filters.
import {
  Archive,
  ChevronRight,
  MessageCirclePlus,
  MessagesSquare,
  Settings,
  SquarePen,
  Users,
} from 'lucide-react';
import { type KeyboardEvent, Suspense, useRef, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/controls/button';
import { Choice } from '@/components/ui/controls/choice';
import { IconButton } from '@/components/ui/controls/icon-button';
import { SearchField } from '@/components/ui/controls/search-field';
import { EmptyState } from '@/components/ui/empty-state';
import { LogoMark } from '@/components/ui/logo';
import { RowSkeletons } from '@/components/ui/skeleton';
import { m } from '@/lib/i18n/messages';
import { mac } from '@/lib/input/keyboard';
import { fetchWhenIdle, lazily } from '@/lib/lazily';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { CHAT_FILTERS, type ChatFilter, setChatFilter, useChatFilter } from '@/lib/navigation/chat-filter';
import { SEARCH_FIELD_ID } from '@/lib/navigation/landmarks';
import { moveInList, rowsOf } from '@/lib/navigation/list-keys';
import { go } from '@/lib/navigation/navigation';
import { shownReminders } from '@/lib/state/plans';
import { useNow } from '@/lib/time/use-now';
import type { ChatId } from '@/protocol/types';
import { archiveCounts, chatRows, rowSource } from '../model/chat-rows';
import { ChatRowsList } from './chat-rows-list';

const SearchResults = lazily(async () => (await import('./search-results')).SearchResults);
const DueLine = lazily(async () => (await import('./due-line')).DueLine, 'plans');
/** Without the network, the search still finds the chats that the app has. */
fetchWhenIdle(SearchResults.load);

export function ChatListPane({ open }: { open: ChatId | null }) {
  const filter = useChatFilter();
  const [words, setWords] = useState('');
  const list = useRef<HTMLDivElement>(null);

  function onSearchKey(event: KeyboardEvent) {
    if (event.key === 'Escape' && words !== '') {
      event.stopPropagation();
      setWords('');
    }
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      const [first] = rowsOf(list.current);
      if (event.key === 'Enter' && words !== '') first?.click();
      else first?.focus();
      event.preventDefault();
    }
  }

  return (
    <nav aria-label={m.chats.list} className="flex h-full flex-col bg-surface">
      <header className="safe-top shrink-0">
        <div className="flex h-header items-center gap-2.5 ps-5 pe-3">
          <LogoMark size={30} />
          <h2 className="grow text-xl font-bold tracking-tight">{m.app.name}</h2>
          <IconButton label={m.chats.newChat} onClick={() => go({ left: 'new' })}>
            <SquarePen size={21} />
          </IconButton>
          <IconButton label={m.app.settings} onClick={() => go({ left: 'settings' })}>
            <Settings size={21} />
          </IconButton>
        </div>
        <div className="px-4 pb-2">
          <SearchField
            id={SEARCH_FIELD_ID}
            label={m.chats.search}
            value={words}
            onValue={setWords}
            onKeyDown={onSearchKey}
            keys={mac ? ['⌘', 'K'] : ['Ctrl', 'K']}
          />
        </div>
        {words === '' && (
          <div className="px-4 pb-1.5">
            <Choice
              label={m.chats.filter}
              value={filter}
              onChange={setChatFilter}
              options={CHAT_FILTERS.map((value) => ({ value, label: m.chats[value] }))}
            />
          </div>
        )}
      </header>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens on behalf of the rows inside */}
      <div
        ref={list}
        onKeyDown={moveInList}
        className="relative flex min-h-0 grow flex-col overflow-y-auto overscroll-contain safe-bottom"
      >
        {words === '' ? (
          <Rows filter={filter} open={open} />
        ) : (
          <Suspense fallback={<RowSkeletons count={4} />}>
            <SearchResults words={words.trim()} onDone={() => setWords('')} />
          </Suspense>
        )}
      </div>
    </nav>
  );
}

function Rows({ filter, open }: { filter: ChatFilter; open: ChatId | null }) {
  const ready = useMessengerState((state) => state.ready);
  const now = useNow();
  const source = useMessengerState(rowSource);
  const rows = chatRows(source, { filter, open });
  const archive = archiveCounts(source.chats);
  const due = useMessengerState((state) => shownReminders(state).filter((one) => one.due).length);

  if (rows.length === 0 && !ready) return <RowSkeletons count={8} />;
  return (
    <>
      {due > 0 && (
        <Suspense>
          <DueLine count={due} />
        </Suspense>
      )}
      {rows.length === 0 ? <NoRows filter={filter} /> : <ChatRowsList rows={rows} open={open} now={now} />}
      {filter === 'all' && archive.all > 0 && (
        <button
          type="button"
          onClick={() => setChatFilter('archived')}
          className="mx-2 mb-2 flex min-h-12 shrink-0 items-center gap-3.5 rounded-xl ps-2.5 pe-3 text-start text-sm font-medium text-ink-soft -outline-offset-2 hover:bg-hover"
        >
          <span className="grid w-[3.125rem] place-items-center">
            <Archive size={19} aria-hidden="true" />
          </span>
          <span className="grow">{m.chats.archivedCount(archive.all)}</span>
          {archive.unread > 0 && (
            <Badge count={archive.unread} label={m.chats.unreadChats(archive.unread)} quiet />
          )}
          <ChevronRight size={17} aria-hidden="true" className="text-line-strong rtl:-scale-x-100" />
        </button>
      )}
    </>
  );
}

function NoRows({ filter }: { filter: ChatFilter }) {
  switch (filter) {
    case 'unread':
      return <EmptyState icon={MessagesSquare} title={m.chats.noUnread} note={m.chats.noUnreadSub} />;
    case 'archived':
      return <EmptyState icon={Archive} title={m.chats.noArchived} note={m.chats.noArchivedSub} />;
    case 'groups':
      return (
        <EmptyState icon={Users} title={m.chats.noGroups} note={m.chats.noGroupsSub}>
          <Button look="quiet" onClick={() => go({ left: 'new-group' })}>
            {m.chats.newGroup}
          </Button>
        </EmptyState>
      );
    case 'all':
      return (
        <EmptyState icon={MessageCirclePlus} title={m.chats.empty} note={m.chats.emptySub}>
          <Button onClick={() => go({ left: 'new' })}>{m.chats.emptyAction}</Button>
        </EmptyState>
      );
  }
}
