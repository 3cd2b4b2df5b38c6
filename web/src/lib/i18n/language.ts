// Which language the app speaks: the one chosen on this device, else the first of the device's own that there is.
// Another language than English is fetched when it is wanted.
import { oneOf, Preference } from '@/lib/preference';
import { Store, useStore } from '@/lib/store';
import { en } from './en';
import { type Catalogue, setCatalogue } from './messages';

/** In their own words, as people look for them. */
export const LANGUAGES = { en: 'English', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;
export type LanguageChoice = 'system' | Language;

const CHOICES = ['system', 'en', 'ar'] as const;
const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(['ar']);

const loaders: Record<Language, () => Promise<Catalogue>> = {
  en: async () => en,
  ar: async () => (await import('./ar')).ar,
};

const choice = new Preference<{ language: LanguageChoice }>('kith.language', (kept) => ({
  language: oneOf<LanguageChoice>(CHOICES, kept.language),
}));

/** The language on screen: changes when its words are there. */
const spoken = new Store<Language>('en');

export function useLanguage(): Language {
  return useStore(spoken, (language) => language);
}

export function useLanguageChoice(): LanguageChoice {
  return useStore(choice, ({ language }) => language);
}

export function chooseLanguage(language: LanguageChoice): void {
  choice.choose({ language });
}

/** Loads the words; the app shows itself after that. */
export async function startLanguage(): Promise<void> {
  choice.subscribe(() => void speak());
  window.addEventListener('languagechange', () => void speak());
  await speak();
}

async function speak(): Promise<void> {
  const language = wanted();
  let words: Catalogue;
  try {
    words = await loaders[language]();
  } catch {
    // Without a network the words on screen stay; the next start asks again.
    return;
  }
  if (language !== wanted()) return;
  const isRtl = RIGHT_TO_LEFT.has(language);
  setCatalogue(words, localeOf(language), isRtl);
  document.documentElement.lang = language;
  document.documentElement.dir = isRtl ? 'rtl' : 'ltr';
  spoken.update(() => language);
}

function wanted(): Language {
  const { language } = choice.get();
  if (language !== 'system') return language;
  for (const tag of navigator.languages) {
    const base = tag.split('-')[0];
    if (base === 'en' || base === 'ar') return base;
  }
  return 'en';
}

/** With the region that the device names, which decides on digits and the order of dates. */
function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}
