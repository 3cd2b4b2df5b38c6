// The results of a search: chats, and people without a chat yet.
import { SearchX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { RowSkeletons } from '@/components/ui/skeleton';
import { Line } from '@/components/ui/text/words';
import { openDirect } from '@/lib/chats/open-chat';
import { useMeId } from '@/lib/chats/use-chat';
import { failureCode } from '@/lib/http/api-error';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { useNow } from '@/lib/time/use-now';
import { useDebounced } from '@/lib/use-debounced';
import type { User } from '@/protocol/types';
import { searchPeople } from '../api/search';
import { findChats, rowSource } from '../model/chat-rows';
import { ChatRowsList } from './chat-rows-list';

const MIN_LETTERS = 2;

export function SearchResults({ words, onDone }: { words: string; onDone: () => void }) {
  const messenger = useMessenger();
  const meId = useMeId();
  const now = useNow();
  const settled = useDebounced(words, 200);
  const source = useMessengerState(rowSource);
  const key = settled.length >= MIN_LETTERS ? settled : null;
  const people = useResource(key, () => searchPeople(messenger.keeper, settled));

  const [error, setError] = useState<string | null>(null);

  async function open(user: User) {
    setError(null);
    try {
      await openDirect(messenger, user.id);
      onDone();
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
    }
  }

  const chats = findChats(source, words);
  // People with a chat are in the first section already.
  const listed = new Set(chats.map((row) => row.face.userId));
  const others = (people.data?.users ?? []).filter((user) => user.id !== meId && !listed.has(user.id));
  const waiting = settled !== words || people.loading;

  if (words.length < MIN_LETTERS && chats.length === 0) {
    return <p className="px-6 py-4 text-sm text-ink-faint">{m.chats.searchHint}</p>;
  }
  if (chats.length + others.length === 0) {
    if (waiting) return <RowSkeletons count={4} />;
    const { failure } = people;
    return (
      <EmptyState
        icon={SearchX}
        title={failure === null ? m.chats.nothing(words) : m.errors[failure]}
        {...(failure === null ? { note: m.chats.nothingSub } : {})}
      />
    );
  }
  return (
    <>
      {error !== null && (
        <div className="px-4 pt-2">
          <Notice kind="error">{error}</Notice>
        </div>
      )}
      {chats.length > 0 && (
        <Section title={m.chats.chats}>
          <ChatRowsList rows={chats} open={null} now={now} />
        </Section>
      )}
      {others.length > 0 && (
        <Section title={m.chats.people}>
          <ul>
            {others.map((user) => (
              <PersonHit key={user.id} user={user} onOpen={() => void open(user)} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="px-5 pt-4 pb-1.5 text-sm font-semibold text-accent-ink">{title}</h3>
      {children}
    </section>
  );
}

const row =
  'mx-2 flex w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-2.5 py-2.5 text-start hover:bg-hover -outline-offset-2';

function PersonHit({ user, onOpen }: { user: User; onOpen: () => void }) {
  return (
    <li>
      <button type="button" className={row} onClick={onOpen}>
        <Avatar id={user.id} name={user.name} size={44} />
        <span className="min-w-0">
          <Line className="font-semibold">{user.name}</Line>
          <Line className="text-sm text-ink-soft">@{user.username}</Line>
        </span>
      </button>
    </li>
  );
}
