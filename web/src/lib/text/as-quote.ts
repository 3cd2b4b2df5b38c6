// A text as a block quote of the marks of chats.

/** More than this of a long message nobody reads in a quote. In characters. */
const MOST = 500;

export function asQuote(text: string): string {
  const characters = [...text];
  const words = characters.length > MOST ? `${characters.slice(0, MOST).join('')}…` : text;
  return words.replace(/^/gm, '> ');
}
