// A contact: somebody's name, how to reach them, and what one can do with them when they have an account here.
import { MessageCircle, UserPlus } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Words } from '@/components/ui/text/words';
import { openDirect } from '@/lib/chats/open-chat';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { lazily } from '@/lib/lazily';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { showToast } from '@/lib/toasts';
import type { Contact, MessageContent, UserId } from '@/protocol/types';
import type { ContentKind, ContentProps } from './content';

const AddToGroupDialog = lazily(async () => (await import('./add-to-group-dialog')).AddToGroupDialog);

type ContactMessage = Extract<MessageContent, { kind: 'contact' }>;

export const contactKind: ContentKind<ContactMessage> = {
  isBare: () => false,
  Content: ({ message, content: { contact }, context, meta }: ContentProps<ContactMessage>) => (
    <div data-message={message.id} className="flow-root w-64 max-w-full">
      {contact !== undefined && <Card contact={contact} />}
      {meta}
      {contact?.userId !== undefined && contact.userId !== context.meId && message.seq !== null && (
        <Actions userId={contact.userId} name={contact.name} />
      )}
    </div>
  ),
};

function Card({ contact: { userId, name, phones = [], emails = [] } }: { contact: Contact }) {
  return (
    <div className="flex items-start gap-3 py-1">
      <Avatar id={userId ?? name} name={name} size={40} />
      <div className="min-w-0 grow self-center">
        <p className="line-clamp-2 font-semibold">
          <Words>{name}</Words>
        </p>
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
    <a href={href} className="block text-sm text-accent-ink wrap-anywhere hover:underline touch:py-1.5">
      <bdi>{text}</bdi>
    </a>
  );
}

const action =
  'flex min-h-10 grow items-center justify-center gap-2 rounded-md px-2 text-sm font-semibold text-accent-ink hover:bg-ink/6 touch:min-h-12';

function Actions({ userId, name }: { userId: UserId; name: string }) {
  const messenger = useMessenger();
  const [isAdding, setAdding] = useState(false);

  function write() {
    openDirect(messenger, userId).catch((reason: unknown) =>
      showToast({ key: 'contact', kind: 'error', text: m.errors[failureCode(reason)] }),
    );
  }

  return (
    <div className="clear-both pt-2.5">
      <div className="flex gap-1 border-t border-ink/12 pt-1">
        <button type="button" className={action} onClick={write}>
          <MessageCircle size={16} aria-hidden="true" />
          {m.contents.contact.message}
        </button>
        <button type="button" className={action} onClick={() => setAdding(true)}>
          <UserPlus size={16} aria-hidden="true" />
          {m.contents.contact.add}
        </button>
        {isAdding && (
          <Suspense>
            <AddToGroupDialog userId={userId} name={name} onClose={() => setAdding(false)} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
