// Emoji in sections. One of them is in the tab order; the arrow keys go to the others.
import { memo, startTransition, useEffect, useState } from 'react';
import { EmojiSign } from '@/components/ui/text/emoji-sign';
import type { Emoji, EmojiGroup } from '@/lib/emoji/emoji-set';
import { type Tone, withTone } from '@/lib/emoji/tones';
import { m } from '@/lib/i18n/messages';
import { moveFocus } from './grid-keys';

type Section = { id: EmojiGroup | 'recent' | 'custom' | 'found'; emoji: Emoji[] };
type Props = {
  sections: Section[];
  tone: Tone;
  onPick: (char: string) => void;
  onPoint: (name: string | null) => void;
};

const EMOJI = '[data-emoji]';

/** How many sections are rendered at first; the others follow when there is time. */
const FIRST = 2;

export function EmojiGrid({ sections, tone, onPick, onPoint }: Props) {
  const [all, setAll] = useState(false);
  useEffect(() => startTransition(() => setAll(true)), []);

  const point = (target: EventTarget) => onPoint(emojiAt(target)?.getAttribute('aria-label') ?? null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens on behalf of the buttons inside
    <div
      onClick={(event) => {
        const char = emojiAt(event.target)?.dataset.emoji;
        if (char !== undefined) onPick(char);
      }}
      onKeyDown={(event) => moveFocus(event, EMOJI)}
      onPointerOver={(event) => point(event.target)}
      onFocus={(event) => point(event.target)}
    >
      {sections.slice(0, all ? sections.length : FIRST).map((section, i) => (
        <EmojiSection key={section.id} section={section} tone={tone} first={i === 0} />
      ))}
    </div>
  );
}

const EmojiSection = memo(function EmojiSection({
  section: { id, emoji },
  tone,
  first,
}: {
  section: Section;
  tone: Tone;
  first: boolean;
}) {
  const title = titleOf(id);
  if (emoji.length === 0) return null;
  return (
    <section
      data-emoji-group={id}
      aria-label={title}
      className="[contain-intrinsic-size:auto_30rem] [content-visibility:auto]"
    >
      {id !== 'found' && (
        <div
          aria-hidden="true"
          className="sticky top-0 z-10 bg-raised/95 px-1.5 py-1.5 text-xs font-semibold text-ink-soft"
        >
          {title}
        </div>
      )}
      <div className="grid grid-cols-[repeat(auto-fill,minmax(2.5rem,1fr))] touch:grid-cols-[repeat(auto-fill,minmax(3rem,1fr))]">
        {emoji.map(({ char, name, toneable }, i) => {
          const toned = toneable ? withTone(char, tone) : char;
          return (
            <button
              key={char}
              type="button"
              data-emoji={toned}
              aria-label={name}
              tabIndex={first && i === 0 ? 0 : -1}
              className="grid h-10 scroll-mt-8 place-items-center rounded-lg text-[1.6rem] leading-none -outline-offset-2 hover:bg-hover focus-visible:bg-hover touch:h-12"
            >
              <EmojiSign emoji={toned} />
            </button>
          );
        })}
      </div>
    </section>
  );
});

function titleOf(id: Section['id']): string {
  switch (id) {
    case 'recent':
      return m.emoji.recent;
    case 'custom':
      return m.stickers.emoji;
    case 'found':
      return m.emoji.search;
    default:
      return m.emoji.groups[id];
  }
}

export function firstEmoji(box: HTMLElement | null): HTMLElement | null {
  return box?.querySelector<HTMLElement>(EMOJI) ?? null;
}

function emojiAt(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(EMOJI) : null;
}
