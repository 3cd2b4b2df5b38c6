// How well a few typed letters fit a name: they have to be in it in this order, and beginnings of words count most.

/** Without accents and capitals, which people in a hurry do not type. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/** Higher is better; null when it does not fit. Both texts have to be folded. */
export function fuzzyScore(text: string, wanted: string): number | null {
  if (wanted === '') return 0;
  const at = text.indexOf(wanted);
  if (at === 0) return 1_000 - text.length;
  if (at > 0 && isStart(text, at)) return 800 - text.length;
  if (at > 0) return 500 - at - text.length;
  return byWordStarts(text, wanted.replaceAll(' ', ''), 0, new Set()) ? 300 - text.length : null;
}

/**
 * "mer" fits "Mark everything as read": each letter begins a word, or follows the one before. `failed` holds the failed
 * attempts: without it, a name of equal letters takes longer than anybody lives.
 */
function byWordStarts(text: string, wanted: string, from: number, failed: Set<string>): boolean {
  if (wanted === '') return true;
  const tried = `${wanted.length} ${from}`;
  if (failed.has(tried)) return false;
  const char = wanted.charAt(0);
  const rest = wanted.slice(1);
  if (from > 0 && text.charAt(from) === char && byWordStarts(text, rest, from + 1, failed)) return true;
  for (let at = text.indexOf(char, from); at !== -1; at = text.indexOf(char, at + 1)) {
    if (isStart(text, at) && byWordStarts(text, rest, at + 1, failed)) return true;
  }
  failed.add(tried);
  return false;
}

function isStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
}
