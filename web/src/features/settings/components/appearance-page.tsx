// Light or dark, and the colour, on this device.
import { Check, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import { cx } from '@/components/ui/cx';
import { m } from '@/lib/i18n/messages';
import { ACCENTS, type Accent, setAppearance, THEMES, type Theme, useAppearance } from '@/lib/theme/theme';
import { SettingsPage } from './settings-page';

const ICONS: Record<Theme, LucideIcon> = { system: Monitor, light: Sun, dark: Moon };
/** Lightness in light mode, and hue: as in app.css. */
const SWATCHES: Record<Accent, [number, number]> = {
  ember: [0.58, 42],
  moss: [0.54, 150],
  tide: [0.54, 240],
  plum: [0.58, 345],
};

export function AppearancePage() {
  const { theme, accent } = useAppearance();
  return (
    <SettingsPage title={m.settings.appearance}>
      <div
        aria-hidden="true"
        className="petals flex flex-col gap-1.5 border-b border-line bg-canvas px-5 py-7"
      >
        <p className="me-auto rounded-xl rounded-es-[3px] bg-other px-3.5 py-2 shadow-bubble">
          {m.appearance.sample}
        </p>
        <p className="ms-auto rounded-xl rounded-ee-[3px] bg-own px-3.5 py-2 shadow-bubble">
          {m.appearance.sampleReply}
        </p>
      </div>
      <fieldset className="mx-5 mt-5">
        <legend className="pb-2.5 text-sm font-semibold text-accent-ink">{m.appearance.theme}</legend>
        <div className="grid grid-cols-3 gap-2">
          {THEMES.map((one) => {
            const Icon = ICONS[one];
            return (
              <label
                key={one}
                className={cx(
                  'relative flex min-h-20 cursor-pointer flex-col items-center justify-center gap-1.5 rounded-xl border-2 px-1 text-center text-sm font-semibold transition-colors has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
                  one === theme
                    ? 'border-accent bg-accent-soft text-accent-ink'
                    : 'border-line text-ink-soft hover:bg-hover',
                )}
              >
                <input
                  type="radio"
                  name="theme"
                  checked={one === theme}
                  onChange={() => setAppearance({ theme: one })}
                  className="sr-only"
                />
                <Icon size={20} aria-hidden="true" />
                {m.appearance[one]}
              </label>
            );
          })}
        </div>
      </fieldset>
      <fieldset className="mx-5 my-6">
        <legend className="pb-2.5 text-sm font-semibold text-accent-ink">{m.appearance.accent}</legend>
        <div className="flex flex-wrap gap-3">
          {ACCENTS.map((one) => (
            <label
              key={one}
              className="relative flex cursor-pointer flex-col items-center gap-1.5 rounded-xl p-1.5 text-sm font-medium text-ink-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="accent"
                checked={one === accent}
                onChange={() => setAppearance({ accent: one })}
                className="sr-only"
              />
              <span
                className="grid size-12 place-items-center rounded-full text-on-accent"
                style={{
                  background: `light-dark(oklch(${SWATCHES[one][0]} 0.165 ${SWATCHES[one][1]}), oklch(0.77 0.13 ${SWATCHES[one][1]}))`,
                }}
              >
                {one === accent && <Check size={22} strokeWidth={3} aria-hidden="true" />}
              </span>
              {m.appearance.accents[one]}
            </label>
          ))}
        </div>
      </fieldset>
    </SettingsPage>
  );
}
