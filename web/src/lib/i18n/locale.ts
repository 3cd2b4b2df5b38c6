// The language in use with the person's region, for Intl; and numbers as they are written there.

export let locale = 'en';

const formats = new Map<string, Intl.NumberFormat>();

export function setLocale(next: string): void {
  locale = next;
}

/** In the same digits wherever it stands: a badge, a sentence, a time. */
export function number(n: number, options: Intl.NumberFormatOptions = {}): string {
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, options);
    formats.set(key, format);
  }
  return format.format(n);
}
