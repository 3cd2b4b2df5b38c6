// Counted things in a language: the form by the language's own rules, the number in the digits of the person's region.
import { number } from './locale';

export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** In a form, `#` stands for the number. Forms that a language does not tell apart may be left out. */
export function counter(language: string): (n: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace('#', number(n));
}

/** For a language that writes the number first, and has one form for one and one for all others. */
export function twoForms(language: string): (n: number, one: string, other: string) => string {
  const counted = counter(language);
  return (n, one, other) => counted(n, { one: `# ${one}`, other: `# ${other}` });
}
