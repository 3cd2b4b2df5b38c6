// The kinds of messages, each with the file beside this one that shows it. TypeScript rejects this list when a kind of
// the protocol is missing.
import { contactKind } from './contact';
import type { ContentKind, ShownContent } from './content';
import { locationKind } from './location';
import { pollKind } from './poll';
import { stickerKind } from './sticker';
import { textKind } from './text';

type Kind = ShownContent['kind'];

const KINDS: { [K in Kind]: ContentKind<Extract<ShownContent, { kind: K }>> } = {
  text: textKind,
  poll: pollKind,
  location: locationKind,
  contact: contactKind,
  sticker: stickerKind,
};

/** A newer server may know more kinds than this app: such a message is shown as a text without words. */
export function contentKind(kind: string): ContentKind<ShownContent> {
  // TypeScript cannot see that the kind and the content belong together; callers pass both from one content.
  return (Object.hasOwn(KINDS, kind) ? KINDS[kind as Kind] : KINDS.text) as ContentKind<ShownContent>;
}
