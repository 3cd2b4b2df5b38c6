// What a message's text means: blocks of lines, made of inline pieces.

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; href: string; text: string }
  /** `name` is what stands after the @, as written. */
  | { type: 'mention'; name: string };

export type Block =
  | { type: 'paragraph'; lines: Inline[][] }
  | { type: 'quote'; lines: Inline[][] }
  | { type: 'list'; ordered: boolean; start: number; items: Inline[][] }
  | { type: 'code'; text: string };
