// The words of the app, in the language in use. Another language is another catalogue of the same shape.
import { en } from './en';

export type Catalogue = typeof en;

export const m: Catalogue = en;
