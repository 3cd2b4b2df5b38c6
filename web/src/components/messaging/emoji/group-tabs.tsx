// Tabs for the kinds of emoji, which jump to one; the current tab is the kind on screen.
import {
  Clock3,
  Flag,
  Hash,
  Leaf,
  Lightbulb,
  type LucideIcon,
  PersonStanding,
  Plane,
  Smile,
  Sparkles,
  Trophy,
  UtensilsCrossed,
} from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { EMOJI_GROUPS, type EmojiGroup } from '@/lib/emoji/emoji-set';
import { m } from '@/lib/i18n/messages';

type Tab = EmojiGroup | 'recent' | 'custom';

const TABS: readonly Tab[] = ['recent', 'custom', ...EMOJI_GROUPS];
const ICONS: Record<Tab, LucideIcon> = {
  recent: Clock3,
  custom: Sparkles,
  smileys: Smile,
  people: PersonStanding,
  nature: Leaf,
  food: UtensilsCrossed,
  travel: Plane,
  activities: Trophy,
  objects: Lightbulb,
  symbols: Hash,
  flags: Flag,
};

type Props = {
  scroller: RefObject<HTMLElement | null>;
  /** Whether the server has emoji of its own. */
  hasCustom: boolean;
};

export function GroupTabs({ scroller, hasCustom }: Props) {
  const [shown, setShown] = useState<Tab>('recent');

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const look = () => {
      const top = box.getBoundingClientRect().top + 8;
      const past = [...box.querySelectorAll<HTMLElement>('[data-emoji-group]')].filter(
        (section) => section.getBoundingClientRect().top <= top,
      );
      const tab = TABS.find((one) => one === past.at(-1)?.dataset.emojiGroup);
      if (tab !== undefined) setShown(tab);
    };
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, [scroller]);

  function show(tab: Tab) {
    setShown(tab);
    scroller.current?.querySelector(`[data-emoji-group="${tab}"]`)?.scrollIntoView({ block: 'start' });
  }

  return (
    <nav aria-label={m.emoji.categories} className="flex border-b border-line px-2">
      {TABS.filter((tab) => tab !== 'custom' || hasCustom).map((tab) => {
        const Icon = ICONS[tab];
        const label = labelOf(tab);
        return (
          <button
            key={tab}
            type="button"
            aria-label={label}
            data-tip={label}
            aria-pressed={tab === shown}
            onClick={() => show(tab)}
            className={cx(
              'grid h-10 min-w-0 grow basis-0 place-items-center border-b-2 -outline-offset-2 transition-colors touch:h-12',
              tab === shown
                ? 'border-accent text-accent-ink'
                : 'border-transparent text-ink-soft hover:text-ink',
            )}
          >
            <Icon size={18} aria-hidden="true" />
          </button>
        );
      })}
    </nav>
  );
}

function labelOf(tab: Tab): string {
  if (tab === 'recent') return m.emoji.recent;
  return tab === 'custom' ? m.stickers.emoji : m.emoji.groups[tab];
}
