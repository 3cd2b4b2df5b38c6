// All texts of every language; sets English before each file of tests.
import { setTexts } from '@/lib/i18n/messages';
import type { Texts } from '@/lib/i18n/texts';

export const en = all(import.meta.glob<Partial<Texts>>('../lib/i18n/en/*.ts', { eager: true }));
export const ar = all(import.meta.glob<Partial<Texts>>('../lib/i18n/ar/*.ts', { eager: true }));

function all(files: Record<string, Partial<Texts>>): Texts {
  return Object.assign({}, ...Object.values(files));
}

setTexts(en, 'en', false);
