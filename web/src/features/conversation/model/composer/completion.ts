// Completions of the word at the caret.

/** A replacement for the word: a person to mention, an emoji, or a command. */
export type Choice = {
  id: string;
  kind: 'person' | 'all' | 'emoji' | 'command';
  insert: string;
  name: string;
  note: string;
};

/** The word from `from` to `to`, and the choices that fit it, best first. */
export type Completion = { from: number; to: number; choices: Choice[] };
