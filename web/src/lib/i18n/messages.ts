// The words of the app, in the language in use: read when something is shown, never kept, since the language may change.
import { en } from './en';
import { isolate, isolating } from './isolate';
import { setLocale } from './locale';

export type Catalogue = typeof en;

export let m: Catalogue = isolating(en, false);
let isRtl = false;

export function setCatalogue(words: Catalogue, forLocale: string, isRightToLeft: boolean): void {
  m = isolating(words, isRightToLeft);
  setLocale(forLocale);
  isRtl = isRightToLeft;
}

/** What somebody wrote, to stand beside words of the app in one string. */
export function apart(text: string): string {
  return isolate(text, isRtl);
}
