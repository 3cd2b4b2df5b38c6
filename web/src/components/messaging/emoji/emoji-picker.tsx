// Choosing an emoji: search, kinds, skin tone, those used last. It reports the choice; the caller decides where it
// goes.
import { SearchX } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { SearchField } from '@/components/ui/controls/search-field';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { chooseTone, noteEmojiUsed, useEmojiHabits } from '@/lib/emoji/emoji-habits';
import { type EmojiSet, loadEmoji } from '@/lib/emoji/emoji-set';
import { searchEmoji } from '@/lib/emoji/search';
import { useResource } from '@/lib/http/use-resource';
import { useLanguage } from '@/lib/i18n/language';
import { m } from '@/lib/i18n/messages';
import { asEmoji } from '@/lib/stickers/custom-emoji';
import { type CustomEmoji, useCustomEmoji } from '@/lib/stickers/pictures';
import { EmojiGrid, firstEmoji } from './emoji-grid';
import { GroupTabs } from './group-tabs';
import { ToneChoice } from './tone-choice';

type Props = {
  onPick: (char: string) => void;
  /** On a touch screen the keyboard stays away until the person wants to search. */
  autoFocus: boolean;
};

const MOST_FOUND = 120;

export function EmojiPicker({ onPick, autoFocus }: Props) {
  const language = useLanguage();
  const { data, failure } = useResource(`emoji ${language}`, () => loadEmoji(language));
  const custom = useCustomEmoji();
  const set = useMemo(() => data && withCustom(data, custom), [data, custom]);
  const { tone, recent } = useEmojiHabits();
  /** The emoji used last keep their order while somebody picks several. */
  const [shownRecent] = useState(recent);
  const [words, setWords] = useState('');
  const [pointed, setPointed] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found is looked at from its beginning
  useEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [words]);

  function pick(char: string) {
    noteEmojiUsed(char);
    onPick(char);
  }

  function onSearchKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    const first = firstEmoji(scroller.current);
    if (first === null) return;
    event.preventDefault();
    if (event.key === 'Enter') first.click();
    else first.focus();
  }

  const searching = words.trim() !== '';
  const found = set === undefined || !searching ? [] : searchEmoji(set, words, MOST_FOUND);
  return (
    // Where hardly one row of them fits, everything scrolls.
    <div className="flex min-h-0 grow flex-col flat:overflow-y-auto">
      <div className="flex items-center gap-1 p-2">
        <div className="grow">
          <SearchField
            label={m.emoji.search}
            value={words}
            onValue={setWords}
            onKeyDown={onSearchKey}
            autoFocus={autoFocus}
          />
        </div>
        <ToneChoice tone={tone} onChange={chooseTone} />
      </div>
      {!searching && <GroupTabs scroller={scroller} hasCustom={custom.size > 0} />}
      <div
        ref={scroller}
        data-emoji-scroller
        className="relative flex min-h-0 grow flex-col overflow-y-auto overscroll-contain px-2 pb-2 flat:shrink-0 flat:overflow-visible"
      >
        {set === undefined && failure === null && <Waiting />}
        {failure !== null && <EmptyState icon={SearchX} title={m.errors.offline} />}
        {set !== undefined && searching && found.length === 0 && (
          <EmptyState icon={SearchX} title={m.emoji.nothing} note={m.emoji.nothingSub} />
        )}
        {set !== undefined && (
          <EmojiGrid
            sections={searching ? [{ id: 'found', emoji: found }] : [recentOf(set, shownRecent), ...set]}
            tone={tone}
            onPick={pick}
            onPoint={setPointed}
          />
        )}
      </div>
      <p
        aria-hidden="true"
        className="h-9 shrink-0 truncate border-t border-line px-4 py-2 text-sm text-ink-soft touch:hidden short:hidden"
      >
        {pointed ?? m.emoji.pick}
      </p>
    </div>
  );
}

/** The server's own come first. */
function withCustom(set: EmojiSet, custom: CustomEmoji): EmojiSet {
  return custom.size === 0 ? set : [{ id: 'custom', emoji: [...custom.values()].map(asEmoji) }, ...set];
}

/** The emoji used last keep the tone in which they were picked. */
function recentOf(set: EmojiSet, recent: string[]) {
  const all = set.flatMap((group) => group.emoji);
  const emoji = recent.map((char) => ({
    char,
    name:
      all.find((one) => one.char === char)?.name ??
      all.find((one) => char.startsWith(bare(one.char)))?.name ??
      char,
    words: [],
    toneable: false,
  }));
  return { id: 'recent' as const, emoji };
}

function bare(char: string): string {
  return char.replaceAll('\ufe0f', '');
}

function Waiting() {
  return (
    <div role="status" aria-label={m.common.loading} className="grid grid-cols-8 gap-2 p-2">
      {Array.from({ length: 48 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={i} className="mx-auto size-7" />
      ))}
    </div>
  );
}
