// Light or dark, and the accent colour: chosen on this device, kept on this device.
import { Store, useStore } from '@/lib/store';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const ACCENTS = ['ember', 'moss', 'tide', 'plum'] as const;
export type Accent = (typeof ACCENTS)[number];
export type Appearance = { theme: Theme; accent: Accent };

const KEY = 'kith.appearance';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const appearance = new Store<Appearance>(load());

export function useAppearance(): Appearance {
  return useStore(appearance, (value) => value);
}

export function setAppearance(change: Partial<Appearance>): void {
  appearance.update((value) => ({ ...value, ...change }));
  localStorage.setItem(KEY, JSON.stringify(appearance.get()));
  apply();
}

/** Applies the choice now and whenever the device changes its own. */
export function startTheme(): void {
  apply();
  system.addEventListener('change', apply);
}

function apply(): void {
  const { theme, accent } = appearance.get();
  const dark = theme === 'dark' || (theme === 'system' && system.matches);
  const root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.accent = accent;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.content = dark ? '#1c1815' : '#fffdfa';
  }
}

function load(): Appearance {
  const fallback: Appearance = { theme: 'system', accent: 'ember' };
  try {
    const kept: Partial<Appearance> = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return {
      theme: THEMES.find((theme) => theme === kept.theme) ?? fallback.theme,
      accent: ACCENTS.find((accent) => accent === kept.accent) ?? fallback.accent,
    };
  } catch {
    return fallback;
  }
}
