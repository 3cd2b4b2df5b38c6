// Starting a chat: with a person, with a new group, with oneself.
import type { LucideIcon } from 'lucide-react';
import { Bookmark, Leaf, SearchX, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { PersonRow } from '@/components/messaging/person-row';
import { usePeopleSearch } from '@/components/messaging/use-people-search';
import { SearchField } from '@/components/ui/controls/search-field';
import { EmptyState } from '@/components/ui/empty-state';
import { Notice } from '@/components/ui/notice';
import { Pane } from '@/components/ui/pane';
import { RowSkeletons } from '@/components/ui/skeleton';
import { openDirect } from '@/lib/chats/open-chat';
import { failureCode } from '@/lib/http/api-error';
import { serverBack } from '@/lib/http/server-back';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { moveInList, useListBelowField } from '@/lib/navigation/list-keys';
import { close, go } from '@/lib/navigation/navigation';
import type { UserId } from '@/protocol/types';

export function NewChatPane() {
  const messenger = useMessenger();
  const [words, setWords] = useState('');
  const [error, setError] = useState<string | null>(null);
  const people = usePeopleSearch(words);
  const { list, onFieldKey } = useListBelowField();
  const searching = words.trim() !== '';
  // The server is back: the error is no longer true.
  useEffect(() => serverBack.subscribe(() => setError(null)), []);

  async function open(userId: UserId) {
    setError(null);
    try {
      await openDirect(messenger, userId);
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
    }
  }

  return (
    <Pane title={m.people.title} onBack={() => close({ left: 'chats' })}>
      <div className="shrink-0 px-4 pt-3 pb-2">
        <SearchField
          label={m.people.search}
          value={words}
          onValue={setWords}
          onKeyDown={onFieldKey}
          autoFocus
        />
      </div>
      {error !== null && (
        <div className="px-4 pb-2">
          <Notice kind="error">{error}</Notice>
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens on behalf of the rows inside */}
      <div ref={list} onKeyDown={moveInList} className="flex grow flex-col">
        {!searching && (
          <div className="pb-2">
            <Action
              icon={Users}
              title={m.chats.newGroup}
              note={m.people.newGroupSub}
              onClick={() => go({ left: 'new-group' })}
            />
            <Action
              icon={Bookmark}
              title={m.chats.noteToSelf}
              note={m.people.noteSub}
              onClick={() => void open(messenger.keeper.userId)}
            />
          </div>
        )}
        {people.data === undefined &&
          (people.failure === null ? (
            <RowSkeletons count={6} />
          ) : (
            <EmptyState icon={SearchX} title={m.errors[people.failure]} />
          ))}
        {people.data?.length === 0 &&
          (searching ? (
            <EmptyState icon={SearchX} title={m.people.nobody(words.trim())} note={m.people.nobodySub} />
          ) : (
            <EmptyState icon={Leaf} title={m.people.alone} note={m.people.aloneSub} />
          ))}
        {people.data !== undefined && people.data.length > 0 && (
          <section aria-label={m.people.people} className="pb-3">
            <h3 className="px-5 pt-2 pb-1.5 text-sm font-semibold text-accent-ink">{m.people.people}</h3>
            {people.data.map((user) => (
              <PersonRow
                key={user.id}
                user={user}
                note={user.about ?? `@${user.username}`}
                onClick={() => void open(user.id)}
              />
            ))}
          </section>
        )}
      </div>
    </Pane>
  );
}

type ActionProps = { icon: LucideIcon; title: string; note: string; onClick: () => void };

function Action({ icon: Icon, title, note, onClick }: ActionProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="mx-2 flex min-h-15 w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-2.5 text-start -outline-offset-2 hover:bg-hover"
    >
      <span className="grid size-11 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-ink">
        <Icon size={21} aria-hidden="true" />
      </span>
      <span className="min-w-0">
        <span className="block truncate font-semibold">{title}</span>
        <span className="block truncate text-sm text-ink-soft">{note}</span>
      </span>
    </button>
  );
}
