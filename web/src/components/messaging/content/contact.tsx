// A contact: somebody's name, and how to reach them.
import { Avatar } from '@/components/ui/avatar';
import { Line } from '@/components/ui/text/words';
import type { Contact, MessageContent } from '@/protocol/types';
import type { ContentKind, ContentProps } from './content';

type ContactMessage = Extract<MessageContent, { kind: 'contact' }>;

export const contactKind: ContentKind<ContactMessage> = {
  isBare: () => false,
  Content: ({ message, content: { contact }, meta }: ContentProps<ContactMessage>) => (
    <div data-message={message.id} className="flow-root w-64 max-w-full">
      {contact !== undefined && <Card contact={contact} />}
      {meta}
    </div>
  ),
};

function Card({ contact: { userId, name, phones = [], emails = [] } }: { contact: Contact }) {
  return (
    <div className="flex items-start gap-3 py-1">
      <Avatar id={userId ?? name} name={name} size={40} />
      <div className="min-w-0 grow">
        <Line className="font-semibold">{name}</Line>
        {phones.map((phone) => (
          <Reach key={phone} href={`tel:${phone.replace(/[^+\d]/g, '')}`} text={phone} />
        ))}
        {emails.map((email) => (
          <Reach key={email} href={`mailto:${email}`} text={email} />
        ))}
      </div>
    </div>
  );
}

function Reach({ href, text }: { href: string; text: string }) {
  return (
    <a href={href} className="block text-sm text-accent-ink wrap-anywhere hover:underline">
      <bdi>{text}</bdi>
    </a>
  );
}
