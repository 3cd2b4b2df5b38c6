// Makes contacts: people of this server, or somebody whose name, numbers and addresses are typed.
import { useState } from 'react';
import { PeoplePicker } from '@/components/messaging/people-picker';
import { Button } from '@/components/ui/controls/button';
import { Choice } from '@/components/ui/controls/choice';
import { TextArea, TextField } from '@/components/ui/controls/text-field';
import { Dialog } from '@/components/ui/overlays/dialog';
import { m } from '@/lib/i18n/messages';
import type { User } from '@/protocol/types';
import type { AttachProps } from '../../model/attach/attach-props';
import { contactOf, MOST_NAME, newContact } from '../../model/attach/contact-draft';

export function ContactDialog({ words, onSend, onClose }: AttachProps) {
  const [from, setFrom] = useState<'server' | 'typed'>(words === '' ? 'server' : 'typed');
  const [people, setPeople] = useState<User[]>([]);
  const [draft, setDraft] = useState(() => newContact(words));
  const typed = contactOf(draft);
  const contacts =
    from === 'server'
      ? people.map(({ id: userId, name }) => ({ userId, name }))
      : typed === null
        ? []
        : [typed];

  return (
    <Dialog open title={m.contents.send.contact} onClose={onClose}>
      <div className="px-6 pt-3 touch:pt-0">
        <Choice
          wraps
          label={m.contents.send.contact}
          value={from}
          options={(['server', 'typed'] as const).map((value) => ({
            value,
            label: m.contents.contact[value],
          }))}
          onChange={setFrom}
        />
      </div>
      {from === 'server' ? (
        <div className="flex h-[min(26rem,52dvh)] flex-col">
          <PeoplePicker chosen={people} onChange={setPeople} />
        </div>
      ) : (
        <div className="flex flex-col gap-4 overflow-y-auto px-6 pt-4 pb-4">
          <TextField
            label={m.contents.contact.name}
            value={draft.name}
            most={MOST_NAME}
            dir="auto"
            autoFocus
            autoComplete="off"
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
          />
          <TextArea
            label={m.contents.contact.phones}
            hint={m.contents.contact.each}
            value={draft.phones}
            inputMode="tel"
            onChange={(event) => setDraft({ ...draft, phones: event.target.value })}
          />
          <TextArea
            label={m.contents.contact.emails}
            hint={m.contents.contact.each}
            value={draft.emails}
            inputMode="email"
            onChange={(event) => setDraft({ ...draft, emails: event.target.value })}
          />
        </div>
      )}
      <footer className="flex justify-end gap-2 border-t border-line px-6 py-4">
        <Button look="quiet" onClick={onClose}>
          {m.common.cancel}
        </Button>
        <Button
          disabled={contacts.length === 0}
          onClick={() => onSend(contacts.map((contact) => ({ kind: 'contact', contact })))}
        >
          {m.messages.composer.send}
        </Button>
      </footer>
    </Dialog>
  );
}
