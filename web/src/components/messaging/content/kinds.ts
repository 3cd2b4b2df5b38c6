// The kinds of messages, each with the file beside this one that shows it. A kind of the protocol that is missing here does
// not compile.
import type { MessageKind } from '@/protocol/types';
import type { ContentKind } from './content';
import { text } from './text';

/** System messages are lines of the timeline, not bubbles. */
const KINDS: Record<Exclude<MessageKind, 'system'>, ContentKind> = { text };

/** A kind that a newer server knows and this app does not is shown by its text. */
export function contentKind(kind: string): ContentKind {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind as keyof typeof KINDS] : KINDS.text;
}
