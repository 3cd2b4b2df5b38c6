// The command palette: one field to go to any chat, person or setting, and to run any available command.
import * as RadixDialog from '@radix-ui/react-dialog';
import { Search, SearchX } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { usePeopleSearch } from '@/components/messaging/use-people-search';
import { EmptyState } from '@/components/ui/empty-state';
import { Kbd } from '@/components/ui/text/kbd';
import { openDirect } from '@/lib/chats/open-chat';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { BackCloses } from '@/lib/navigation/back-closes';
import { go, useRoute } from '@/lib/navigation/navigation';
import { showToast } from '@/lib/toasts';
import { actions, settingsPages } from '../model/commands';
import { findChatHits, findCommandHits, findPersonHits, type Hit } from '../model/results';
import { HitRow } from './hit-row';

export function Palette({ onClose }: { onClose: () => void }) {
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[max(0.75rem,min(14vh,8rem))] z-50 mx-auto flex max-h-[min(32rem,70dvh)] max-w-xl animate-pop flex-col overflow-hidden rounded-2xl border border-line bg-raised shadow-raised"
        >
          <RadixDialog.Title className="sr-only">{m.palette.title}</RadixDialog.Title>
          <BackCloses onBack={onClose} />
          <Content onClose={onClose} />
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

function Content({ onClose }: { onClose: () => void }) {
  const messenger = useMessenger();
  const { chatId } = useRoute();
  const listId = useId();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const source = useMessengerState(({ chats, people, me }) => ({ chats, people, me }));
  const people = usePeopleSearch(words).data ?? [];

  const chats = findChatHits(source, words);
  const sections: { title: string; hits: Hit[] }[] = [
    { title: m.palette.chats, hits: chats },
    { title: m.palette.people, hits: findPersonHits(people, chats, words) },
    {
      title: m.palette.actions,
      hits: findCommandHits(actions(messenger, source.chats[chatId ?? '']), words),
    },
    { title: m.palette.settings, hits: findCommandHits(settingsPages(), words) },
  ].filter(({ hits }) => hits.length > 0);
  const all = sections.flatMap(({ hits }) => hits);
  const index = Math.min(chosen, Math.max(0, all.length - 1));

  function open(hit: Hit | undefined) {
    if (hit === undefined) return;
    onClose();
    const failed = (reason: unknown) =>
      showToast({ key: 'palette', kind: 'error', text: m.errors[failureCode(reason)] });
    if (hit.kind === 'chat') go({ chatId: hit.chat.id, right: null, left: 'chats' });
    else if (hit.kind === 'person') openDirect(messenger, hit.user.id).catch(failed);
    else Promise.resolve(hit.command.run()).catch(failed);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (all.length === 0) return;
    if (event.key === 'ArrowDown') setChosen((index + 1) % all.length);
    else if (event.key === 'ArrowUp') setChosen((index + all.length - 1) % all.length);
    else if (event.key === 'Enter') open(all[index]);
    else return;
    event.preventDefault();
  }

  let at = -1;
  return (
    <>
      <div className="flex items-center gap-3 border-b border-line px-4.5">
        <Search size={19} aria-hidden="true" className="shrink-0 text-ink-faint" />
        <input
          role="combobox"
          aria-label={m.palette.field}
          aria-expanded={all.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={all.length > 0 ? `${listId}-${index}` : undefined}
          placeholder={m.palette.field}
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          autoComplete="off"
          spellCheck={false}
          className="h-14 min-w-0 grow bg-transparent text-lg placeholder:text-ink-faint focus-visible:outline-none"
        />
        <Kbd keys={['Esc']} />
      </div>
      {all.length === 0 ? (
        <EmptyState icon={SearchX} title={m.palette.nothing(words.trim())} note={m.palette.nothingSub} />
      ) : (
        <div
          id={listId}
          role="listbox"
          aria-label={m.palette.title}
          className="min-h-0 overflow-y-auto overscroll-contain p-2"
        >
          {sections.map(({ title, hits }) => (
            // biome-ignore lint/a11y/useSemanticElements: a listbox has groups, not field sets
            <div key={title} role="group" aria-label={title}>
              <div aria-hidden="true" className="px-2.5 pt-2.5 pb-1 text-xs font-semibold text-ink-faint">
                {title}
              </div>
              {hits.map((hit) => {
                at += 1;
                const here = at;
                return (
                  <HitRow
                    key={hit.id}
                    id={`${listId}-${here}`}
                    hit={hit}
                    chosen={here === index}
                    onPoint={() => setChosen(here)}
                    onOpen={() => open(hit)}
                  />
                );
              })}
            </div>
          ))}
        </div>
      )}
      <p role="status" className="sr-only">
        {m.palette.results(all.length)}
      </p>
      <footer
        aria-hidden="true"
        className="flex gap-5 border-t border-line px-4.5 py-2.5 text-xs text-ink-soft touch:hidden"
      >
        <Hint keys={['↑', '↓']} what={m.palette.keys.move} />
        <Hint keys={['↵']} what={m.palette.keys.open} />
        <Hint keys={['Esc']} what={m.palette.keys.close} />
      </footer>
    </>
  );
}

function Hint({ keys, what }: { keys: string[]; what: string }) {
  return (
    <span className="flex items-center gap-2">
      <Kbd keys={keys} />
      {what}
    </span>
  );
}
