// The kinds of characters that decide on marks, links and mentions. All functions but one are about one whole
// character.

const WORD = /[\p{L}\p{N}\p{Mn}\p{Mc}]/u;
/** Scripts that write words and what belongs to them without a space between. Variation selectors belong to emoji. */
const UNSPACED =
  /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]|[\uFE00-\uFE0F]/u;
const VISIBLE = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\uFE0F/u;
const PUNCTUATION = /[\p{P}\p{S}]/u;
const OPENING = /[\p{Ps}\p{Pi}]/u;
/** Signs that follow a mark in paths and patterns, but never begin marked words. */
const NEVER_FIRST = /[.,:;!?/。，、：；！？\p{Pe}]/u;
/** Separates words, or ends addresses in other scripts. Dashes stand in addresses too. */
const ENDS_ADDRESS = /[\s<>"`\p{Cc}\p{Cf}]|(?![!-~])(?!\p{Pd})[\p{P}\uFF01-\uFF65]/u;

/** A letter, digit or accent that belongs to a word set apart by spaces. */
export function isWord(char: string): boolean {
  return WORD.test(char) && !UNSPACED.test(char);
}

/** A letter of a script without spaces between words. */
export function isUnspaced(char: string): boolean {
  return WORD.test(char) && UNSPACED.test(char);
}

/** Also '', which stands before the first and after the last character. */
export function isSpace(char: string): boolean {
  return char === '' || /\s/.test(char);
}

/** Whether there is more than punctuation in it. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

export function isPunctuation(char: string): boolean {
  return PUNCTUATION.test(char) && !EMOJI.test(char);
}

export function opensBracket(char: string): boolean {
  return OPENING.test(char);
}

export function isNeverFirst(char: string): boolean {
  return NEVER_FIRST.test(char);
}

export function endsAddress(char: string): boolean {
  return ENDS_ADDRESS.test(char);
}
