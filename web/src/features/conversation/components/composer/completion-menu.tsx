// The completions of the word being typed: people to mention, emoji, or commands.
import { AtSign, Slash } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { EmojiSign } from '@/components/ui/text/emoji-sign';
import { Line } from '@/components/ui/text/words';
import { m } from '@/lib/i18n/messages';
import type { Choice } from '../../model/composer/completion';

type Props = {
  id: string;
  choices: Choice[];
  index: number;
  onHover: (index: number) => void;
  onPick: (choice: Choice) => void;
};

export function CompletionMenu({ id, choices, index, onHover, onPick }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.children[index]?.scrollIntoView({ block: 'nearest' });
  }, [index]);
  return (
    <div
      ref={menu}
      id={id}
      role="listbox"
      aria-label={labelOf(choices[0]?.kind)}
      className="absolute inset-x-2 bottom-full z-20 mx-auto mb-1 max-h-[calc(var(--app-height,100dvh)-9rem)] max-w-[62rem] scroll-py-1.5 animate-rise overflow-y-auto rounded-2xl border border-line bg-raised p-1.5 shadow-raised md:inset-x-4"
    >
      {choices.map((choice, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled where one writes
        <div
          key={choice.id}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === index}
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => onHover(i)}
          onClick={() => onPick(choice)}
          className={cx(
            'flex cursor-pointer items-center gap-3 rounded-xl px-2.5 touch:min-h-12',
            choice.kind === 'emoji' ? 'min-h-10' : 'min-h-12',
            i === index && 'bg-hover',
          )}
        >
          <Sign choice={choice} />
          <Line className="font-semibold">{choice.name}</Line>
          <Line className="text-sm text-ink-soft">{choice.note}</Line>
        </div>
      ))}
    </div>
  );
}

function labelOf(kind: Choice['kind'] | undefined): string {
  if (kind === 'command') return m.contents.commands;
  return kind === 'emoji' ? m.messages.composer.emojiChoices : m.messages.composer.mention;
}

function Sign({ choice }: { choice: Choice }) {
  switch (choice.kind) {
    case 'emoji':
      return (
        <span className="grid size-8 place-items-center text-2xl leading-none">
          <EmojiSign emoji={choice.insert} />
        </span>
      );
    case 'all':
      return (
        <span className="grid size-8 place-items-center rounded-full bg-accent-soft text-accent-ink">
          <AtSign size={17} aria-hidden="true" />
        </span>
      );
    case 'command':
      return (
        <span className="grid size-8 place-items-center rounded-full bg-accent-soft text-accent-ink">
          <Slash size={15} aria-hidden="true" />
        </span>
      );
    case 'person':
      return <Avatar id={choice.id} name={choice.name} size={32} />;
  }
}
