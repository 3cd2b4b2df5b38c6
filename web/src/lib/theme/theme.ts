// How the app looks on this device: light or dark, the accent colour, the size of text, what lies behind a chat.
import { oneOf, Preference } from '@/lib/preference';
import { useStore } from '@/lib/store';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
/** Their hues are in app/styles/tokens.css. */
export const ACCENTS = ['ember', 'moss', 'tide', 'iris', 'plum', 'slate'] as const;
export type Accent = (typeof ACCENTS)[number];
export const TEXT_SIZES = ['small', 'normal', 'large', 'huge'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
/** Their patterns are in app/styles/wallpapers.css. */
export const WALLPAPERS = ['petals', 'ripples', 'meadow', 'stars', 'weave', 'plain'] as const;
export type Wallpaper = (typeof WALLPAPERS)[number];

export type Appearance = { theme: Theme; accent: Accent; textSize: TextSize; wallpaper: Wallpaper };

const system = window.matchMedia('(prefers-color-scheme: dark)');
const appearance = new Preference<Appearance>('kith.appearance', (kept) => ({
  theme: oneOf(THEMES, kept.theme),
  accent: oneOf(ACCENTS, kept.accent),
  textSize: oneOf(TEXT_SIZES, kept.textSize, 'normal'),
  wallpaper: oneOf(WALLPAPERS, kept.wallpaper),
}));

export function useAppearance(): Appearance {
  return useStore(appearance, (value) => value);
}

export function setAppearance(change: Partial<Appearance>): void {
  appearance.choose(change);
}

/** Whether the app is dark now, by choice or by the device. */
export function isDark(): boolean {
  const { theme } = appearance.get();
  return theme === 'dark' || (theme === 'system' && system.matches);
}

/** Applies the choice now, and whenever it or the device changes. */
export function startTheme(): void {
  apply();
  appearance.subscribe(apply);
  system.addEventListener('change', apply);
}

function apply(): void {
  const { accent, textSize, wallpaper } = appearance.get();
  const dark = isDark();
  Object.assign(document.documentElement.dataset, {
    theme: dark ? 'dark' : 'light',
    accent,
    text: textSize,
    wallpaper,
  });
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = dark ? '#1c1815' : '#fffdfa';
  }
}
