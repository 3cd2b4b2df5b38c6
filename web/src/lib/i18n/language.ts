// The language of the app: the one chosen on this device, else the first of the device's languages that the app has. It
// fetches the texts of that language only, domain by domain, when they are needed.
import { untilLoaded } from '@/lib/http/until-loaded';
import { oneOf, Preference } from '@/lib/preference';
import { Store, useStore } from '@/lib/store';
import { addTexts, setTexts } from './messages';
import { type Domain, EVERYWHERE, type Texts } from './texts';

/** Each with its own name, as people look for it. */
export const LANGUAGES = { en: 'English', ar: 'العربية' } as const;
export type Language = keyof typeof LANGUAGES;
export type LanguageChoice = 'system' | Language;

const CHOICES = ['system', 'en', 'ar'] as const;
const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(['ar']);

const files = import.meta.glob<Partial<Texts>>(['./en/*.ts', './ar/*.ts']);

const choice = new Preference<{ language: LanguageChoice }>('kith.language', (kept) => ({
  language: oneOf<LanguageChoice>(CHOICES, kept.language),
}));

/** The language on screen: changes when its texts are loaded. */
const spoken = new Store<Language>(chosen());
/** The domains requested since the start. The app switches to another language when it has loaded all of them. */
const wanted = new Set<Domain>(EVERYWHERE);
/** The loaded domains of the language on screen. */
let there: ReadonlySet<Domain> = new Set();

export function useLanguage(): Language {
  return useStore(spoken, (language) => language);
}

export function useLanguageChoice(): LanguageChoice {
  return useStore(choice, ({ language }) => language);
}

export function chooseLanguage(language: LanguageChoice): void {
  choice.choose({ language });
}

/** Loads the texts that any screen may need; the app shows itself after that. */
export async function startLanguage(): Promise<void> {
  choice.subscribe(() => void untilLoaded(speak));
  window.addEventListener('languagechange', () => void untilLoaded(speak));
  await untilLoaded(speak);
}

/** Resolves when these domains can be read. Rejects when they could not be fetched. */
export async function loadTexts(domains: readonly Domain[]): Promise<void> {
  for (const domain of domains) wanted.add(domain);
  for (;;) {
    const missing = domains.filter((domain) => !there.has(domain));
    if (missing.length === 0) return;
    const language = spoken.get();
    const texts = await fetchTexts(language, missing);
    // If the language has changed by now, they came with the new one.
    if (language !== spoken.get()) continue;
    addTexts(texts);
    there = new Set([...there, ...missing]);
  }
}

/** While the words cannot be fetched, those on screen stay. */
async function speak(): Promise<void> {
  const language = chosen();
  let domains: Domain[];
  let texts: Partial<Texts>;
  do {
    domains = [...wanted];
    texts = await fetchTexts(language, domains);
  } while (domains.length < wanted.size);
  if (language !== chosen()) return;
  const isRtl = RIGHT_TO_LEFT.has(language);
  setTexts(texts, localeOf(language), isRtl);
  there = new Set(domains);
  document.documentElement.lang = language;
  document.documentElement.dir = isRtl ? 'rtl' : 'ltr';
  spoken.update(() => language);
}

async function fetchTexts(language: Language, domains: readonly Domain[]): Promise<Partial<Texts>> {
  const parts = await Promise.all(domains.map((domain) => files[`./${language}/${domain}.ts`]?.()));
  return Object.assign({}, ...parts);
}

function chosen(): Language {
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
