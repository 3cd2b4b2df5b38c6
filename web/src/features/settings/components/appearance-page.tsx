// The look of Kith on this device: theme, colour, size of text, the pattern behind the chats.
import { Check, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '@/components/ui/cx';
import { m } from '@/lib/i18n/messages';
import {
  ACCENTS,
  setAppearance,
  TEXT_SIZES,
  type TextSize,
  THEMES,
  type Theme,
  useAppearance,
  WALLPAPERS,
} from '@/lib/theme/theme';
import { SettingsPage } from './settings-page';

const ICONS: Record<Theme, LucideIcon> = { system: Monitor, light: Sun, dark: Moon };
const LETTERS: Record<TextSize, string> = {
  small: 'text-[0.8rem]',
  normal: 'text-[1rem]',
  large: 'text-[1.2rem]',
  huge: 'text-[1.4rem]',
};

export function AppearancePage() {
  const { theme, accent, textSize, wallpaper } = useAppearance();
  return (
    <SettingsPage title={m.settings.menu.appearance}>
      <Sample />
      <Group title={m.settings.appearance.theme} className="grid grid-cols-3 gap-2">
        {THEMES.map((one) => {
          const Icon = ICONS[one];
          return (
            <Tile
              key={one}
              group="theme"
              checked={one === theme}
              onChoose={() => setAppearance({ theme: one })}
              label={m.settings.appearance[one]}
            >
              <Icon size={20} aria-hidden="true" />
            </Tile>
          );
        })}
      </Group>
      <Group
        title={m.settings.appearance.accent}
        className="grid grid-cols-[repeat(auto-fit,minmax(2.75rem,1fr))] gap-x-0.5 gap-y-1"
      >
        {ACCENTS.map((one) => (
          <label
            key={one}
            className="relative flex cursor-pointer flex-col items-center gap-1.5 rounded-xl py-1.5 text-center text-xs font-medium text-ink-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="accent"
              checked={one === accent}
              onChange={() => setAppearance({ accent: one })}
              className="cover"
            />
            <span
              data-accent={one}
              className="swatch grid size-11 place-items-center rounded-full text-on-accent"
            >
              {one === accent && <Check size={21} strokeWidth={3} aria-hidden="true" />}
            </span>
            {m.settings.appearance.accents[one]}
          </label>
        ))}
      </Group>
      <Group title={m.settings.appearance.textSize} className="grid grid-cols-4 gap-2">
        {TEXT_SIZES.map((one) => (
          <Tile
            key={one}
            group="text-size"
            checked={one === textSize}
            onChoose={() => setAppearance({ textSize: one })}
            label={m.settings.appearance.textSizes[one]}
          >
            <span aria-hidden="true" className={cx('grid h-6 place-items-center font-bold', LETTERS[one])}>
              Aa
            </span>
          </Tile>
        ))}
      </Group>
      <Group title={m.settings.appearance.wallpaper} className="grid grid-cols-3 gap-2">
        {WALLPAPERS.map((one) => (
          <label
            key={one}
            className="relative flex cursor-pointer flex-col gap-1.5 rounded-xl text-center text-sm font-medium text-ink-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name="wallpaper"
              checked={one === wallpaper}
              onChange={() => setAppearance({ wallpaper: one })}
              className="cover"
            />
            <span
              data-wallpaper={one}
              className={cx(
                'wallpaper grid h-20 place-items-center overflow-hidden rounded-xl border-2 bg-ground',
                one === wallpaper ? 'border-accent' : 'border-line',
              )}
            >
              {one === wallpaper && (
                <span className="grid size-7 place-items-center rounded-full bg-accent text-on-accent">
                  <Check size={17} strokeWidth={3} aria-hidden="true" />
                </span>
              )}
            </span>
            {m.settings.appearance.wallpapers[one]}
          </label>
        ))}
      </Group>
    </SettingsPage>
  );
}

/** A preview of all choices. */
function Sample() {
  return (
    <div
      aria-hidden="true"
      className="wallpaper flex shrink-0 flex-col gap-1.5 border-b border-line bg-ground px-6 py-7"
    >
      <p className="tail-other relative me-auto rounded-xl rounded-es-none bg-other px-3.5 py-2 shadow-bubble">
        {m.app.sample}
      </p>
      <p className="tail-own relative ms-auto rounded-xl rounded-ee-none bg-own px-3.5 py-2 shadow-bubble">
        {m.app.sampleReply}
      </p>
    </div>
  );
}

function Group({ title, className, children }: { title: string; className: string; children: ReactNode }) {
  return (
    <fieldset className="mx-5 mt-6 last:mb-8">
      <legend className="pb-2.5 text-sm font-semibold text-accent-ink">{title}</legend>
      <div className={className}>{children}</div>
    </fieldset>
  );
}

type TileProps = {
  group: string;
  checked: boolean;
  onChoose: () => void;
  label: string;
  children: ReactNode;
};

function Tile({ group, checked, onChoose, label, children }: TileProps) {
  return (
    <label
      className={cx(
        'relative flex min-h-20 cursor-pointer flex-col items-center justify-center gap-1.5 rounded-xl border-2 px-1 text-center text-sm font-semibold transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
        checked ? 'border-accent bg-accent-soft text-accent-ink' : 'border-line text-ink-soft hover:bg-hover',
      )}
    >
      <input type="radio" name={group} checked={checked} onChange={onChoose} className="cover" />
      {children}
      {label}
    </label>
  );
}
