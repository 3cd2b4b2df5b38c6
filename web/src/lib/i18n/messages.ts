// The words of the app, in the language in use: read when something is shown, never kept, since the language may change.
import { en } from './en';

export type Catalogue = typeof en;

export let m: Catalogue = en;
/** For Intl: the language in use, with the person's region. */
export let locale = 'en';

export function setCatalogue(words: Catalogue, forLocale: string): void {
  m = words;
  locale = forLocale;
}
