// Choosing several people: a search, the chosen as chips, the found as a list.
import { Check, SearchX, X } from 'lucide-react';
import { useState } from 'react';
import { shortName } from '@/lib/chats/faces';
import { m } from '@/lib/i18n/messages';
import { moveInList, useListBelowField } from '@/lib/navigation/list-keys';
import type { User, UserId } from '@/protocol/types';
import { Avatar } from '../ui/avatar';
import { SearchField } from '../ui/controls/search-field';
import { cx } from '../ui/cx';
import { EmptyState } from '../ui/empty-state';
import { RowSkeletons } from '../ui/skeleton';
import { PersonRow } from './person-row';
import { usePeopleSearch } from './use-people-search';

type Props = {
  chosen: User[];
  onChange: (chosen: User[]) => void;
  /** People who cannot be chosen, because they are members already. */
  taken?: ReadonlySet<UserId>;
};

export function PeoplePicker({ chosen, onChange, taken }: Props) {
  const [words, setWords] = useState('');
  const people = usePeopleSearch(words);
  const { list, onFieldKey } = useListBelowField();
  const ids = new Set(chosen.map((user) => user.id));

  function toggle(user: User) {
    onChange(ids.has(user.id) ? chosen.filter((one) => one.id !== user.id) : [...chosen, user]);
    if (words !== '') setWords('');
  }

  return (
    <>
      <div className="shrink-0 px-4 pt-3 pb-2">
        <SearchField
          label={m.people.search}
          value={words}
          onValue={setWords}
          onKeyDown={onFieldKey}
          autoFocus
        />
        {chosen.length > 0 && (
          <ul className="mt-2.5 flex max-h-28 flex-wrap gap-1.5 overflow-y-auto">
            {chosen.map((user) => (
              <li key={user.id}>
                <button
                  type="button"
                  onClick={() => toggle(user)}
                  className="flex min-h-9 animate-pop items-center gap-1.5 rounded-full bg-accent-soft ps-1 pe-2.5 text-sm font-semibold text-accent-ink touch:min-h-12"
                >
                  <Avatar id={user.id} name={user.name} size={28} />
                  <bdi>{shortName(user)}</bdi>
                  <span className="sr-only">{m.members.newGroup.remove}</span>
                  <X size={15} aria-hidden="true" />
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens on behalf of the rows inside */}
      <div ref={list} onKeyDown={moveInList} className="flex min-h-0 grow flex-col overflow-y-auto pb-2">
        {people.data?.length === 0 && (
          <EmptyState icon={SearchX} title={m.people.nobody(words)} note={m.people.nobodySub} />
        )}
        {people.data === undefined &&
          (people.failure === null ? (
            <RowSkeletons count={5} />
          ) : (
            <EmptyState icon={SearchX} title={m.errors[people.failure]} />
          ))}
        {people.data?.map((user) => {
          const inside = taken?.has(user.id) ?? false;
          const on = inside || ids.has(user.id);
          return (
            <PersonRow
              key={user.id}
              user={user}
              {...(inside ? { note: m.members.alreadyIn } : {})}
              disabled={inside}
              pressed={on}
              onClick={() => toggle(user)}
              end={
                <span
                  className={cx(
                    'grid size-6 shrink-0 place-items-center rounded-full border-2 transition-colors',
                    on ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
                    inside && 'opacity-50',
                  )}
                >
                  {on && <Check size={15} strokeWidth={3} aria-hidden="true" />}
                </span>
              }
            />
          );
        })}
      </div>
    </>
  );
}
