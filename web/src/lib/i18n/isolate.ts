// Isolates names of one writing direction in sentences of the other: otherwise "Maya added دينا" would be read in the
// wrong order. Plain marks do it, since most of these sentences are labels and notices and never become elements.

/** Letters written from right to left: Hebrew, Arabic and their relatives. */
const RTL_LETTER = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const OTHER =
  /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])[\p{L}\p{N}]/u;

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Isolates a part of a sentence; unchanged if it runs the same way, or is a URL, which people copy. */
export function isolate(part: string, isRtl: boolean): string {
  const isForeign = (isRtl ? OTHER : RTL_LETTER).test(part) && !/^https?:\/\/\S+$/.test(part);
  return isForeign ? FIRST_STRONG_ISOLATE + part + POP_ISOLATE : part;
}

/** The same texts, with sentences that isolate inserted values by themselves. */
export function isolating<Words>(words: Words, isRtl: boolean): Words {
  const apart = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(apart);
    return typeof part === 'string' ? isolate(part, isRtl) : part;
  };
  const wrap = (value: unknown): unknown => {
    if (typeof value === 'function') return (...parts: unknown[]) => value(...parts.map(apart));
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(wrap);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wrap(inner)]));
  };
  return wrap(words) as Words;
}
