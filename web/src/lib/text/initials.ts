// The letters and the colour that stand for somebody without a picture.

/** Hues that are pleasant side by side and tell apart easily. */
const HUES = [18, 45, 80, 128, 160, 195, 230, 262, 295, 330, 355];

/** Stable for ever: the same id has the same colour on every device. */
export function hueOf(id: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 16_777_619) >>> 0;
  return HUES[((hash ^ (hash >>> 13)) >>> 0) % HUES.length] ?? 18;
}

/** The first letters of the first and the last word; of a lone word, one. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = words[0] ?? '';
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  return (letterOf(first) + letterOf(last)).toLocaleUpperCase();
}

function letterOf(word: string): string {
  return /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '';
}
