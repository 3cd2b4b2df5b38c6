// What the word at the caret may become.

/** What may stand in place of the word: somebody who is mentioned, or an emoji. */
export type Choice = {
  id: string;
  kind: 'person' | 'all' | 'emoji';
  insert: string;
  name: string;
  note: string;
};

/** The word from `from` to `to`, and what fits it, best first. */
export type Completion = { from: number; to: number; choices: Choice[] };
