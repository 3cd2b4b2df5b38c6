// The texts of the app, in the language in use: read them when they are shown and never store them, since the language
// may change.
import { isolate, isolating } from './isolate';
import { setLocale } from './locale';
import type { Texts } from './texts';

/** The loaded domains; a part of the app is loaded together with those that it reads (`lib/lazily.tsx`). */
export let m = {} as Texts;
let isRtl = false;

export function setTexts(texts: Partial<Texts>, forLocale: string, isRightToLeft: boolean): void {
  isRtl = isRightToLeft;
  setLocale(forLocale);
  m = {} as Texts;
  addTexts(texts);
}

/** Adds domains, in the language of the loaded ones. */
export function addTexts(texts: Partial<Texts>): void {
  m = { ...m, ...isolating(texts, isRtl) };
}

/** Isolates text that a person wrote, to stand beside the app's words in one string. */
export function apart(text: string): string {
  return isolate(text, isRtl);
}
