// The words of the app, in the language in use: read when something is shown, never kept, since the language may change.
import { isolate, isolating } from './isolate';
import { setLocale } from './locale';
import type { Texts } from './texts';

/** Has the domains that are loaded; a part of the app comes together with those that it reads (`lib/lazily.tsx`). */
export let m = {} as Texts;
let isRtl = false;

export function setTexts(texts: Partial<Texts>, forLocale: string, isRightToLeft: boolean): void {
  isRtl = isRightToLeft;
  setLocale(forLocale);
  m = {} as Texts;
  addTexts(texts);
}

/** More of them, in the language of those that are there. */
export function addTexts(texts: Partial<Texts>): void {
  m = { ...m, ...isolating(texts, isRtl) };
}

/** What somebody wrote, to stand beside words of the app in one string. */
export function apart(text: string): string {
  return isolate(text, isRtl);
}
