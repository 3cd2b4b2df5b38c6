// What can be sent besides texts, as entries of the composer's menu, of its commands and of the palette.
import { BarChart3, Contact, type LucideIcon, MapPin } from 'lucide-react';
import { ATTACHMENT_KINDS, type AttachmentKind } from '@/lib/chats/attaching';
import { m } from '@/lib/i18n/messages';

/** `name` stands in the menu; `send` is a sentence. A command is the kind behind a slash, in every language. */
export type Attachment = { kind: AttachmentKind; icon: LucideIcon; name: () => string; send: () => string };

const ICONS: Record<AttachmentKind, LucideIcon> = { poll: BarChart3, location: MapPin, contact: Contact };

export const ATTACHMENTS: readonly Attachment[] = ATTACHMENT_KINDS.map((kind) => ({
  kind,
  icon: ICONS[kind],
  name: () => m.contents.kinds[kind],
  send: () => m.contents.send[kind],
}));
