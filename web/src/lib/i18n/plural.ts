// Counted things in a language: the form by the language's own rules, the number in its own digits.

export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** In a form, `#` stands for the number. Forms that a language does not tell apart may be left out. */
export function counter(locale: string): (n: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(locale);
  const digits = new Intl.NumberFormat(locale);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace('#', digits.format(n));
}
