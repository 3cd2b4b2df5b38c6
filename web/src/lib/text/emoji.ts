// Messages of a few emoji and nothing else are shown large.

// One emoji: a flag, a keycap, or a pictograph with its modifiers, joined to others. Signs that are letters unless a
// selector follows, as © and ™, are none.
const PART = '\\p{Extended_Pictographic}[\\u{FE0F}\\u{1F3FB}-\\u{1F3FF}\\u{E0020}-\\u{E007F}]*';
const ALONE =
  '(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}(?=[\\u{FE0F}\\u{1F3FB}-\\u{1F3FF}\\u{200D}]))';
const EMOJI = `(?:\\p{Regional_Indicator}{2}|[0-9#*]\\u{FE0F}?\\u{20E3}|(?=${ALONE})${PART}(?:\\u{200D}${PART})*)`;
const ONLY = new RegExp(`^(?:${EMOJI}\\s*)+$`, 'u');
const EACH = new RegExp(EMOJI, 'gu');
const MOST = 6;

/** How many emoji the text consists of; 0 when it holds anything else or too many. */
export function emojiOnly(text: string): number {
  // A long text is no row of emoji; the pattern need not read it.
  if (text.length > 400) return 0;
  const trimmed = text.trim();
  if (trimmed.length > 120 || !ONLY.test(trimmed)) return 0;
  const count = trimmed.match(EACH)?.length ?? 0;
  return count > MOST ? 0 : count;
}
