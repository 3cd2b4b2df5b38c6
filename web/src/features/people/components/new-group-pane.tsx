// Making a group in two steps: its people, then its name.
import { type FormEvent, useState } from 'react';
import { PeoplePicker } from '@/components/messaging/people-picker';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/controls/button';
import { TextArea, TextField } from '@/components/ui/controls/text-field';
import { Notice } from '@/components/ui/notice';
import { Pane } from '@/components/ui/pane';
import { createGroup } from '@/lib/chats/open-chat';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { close } from '@/lib/navigation/navigation';
import { MOST, tooLong } from '@/lib/text/length';
import type { User } from '@/protocol/types';

export function NewGroupPane() {
  const messenger = useMessenger();
  const [step, setStep] = useState<'people' | 'details'>('people');
  const [people, setPeople] = useState<User[]>([]);
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function create(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (title.trim() === '' || tooLong(title, MOST.title) || tooLong(description, MOST.description)) return;
    setBusy(true);
    setError(null);
    try {
      await createGroup(messenger, {
        title: title.trim(),
        description: description.trim(),
        memberIds: people.map((user) => user.id),
      });
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
      setBusy(false);
    }
  }

  if (step === 'people') {
    return (
      <Pane key="people" title={m.members.newGroup.title} onBack={() => close({ left: 'new' })}>
        <PeoplePicker chosen={people} onChange={setPeople} />
        <footer className="flex shrink-0 items-center gap-3 border-t border-line px-5 py-3">
          <p role="status" className="grow text-sm text-ink-soft">
            {m.members.newGroup.picked(people.length)}
          </p>
          <Button onClick={() => setStep('details')}>{m.members.newGroup.next}</Button>
        </footer>
      </Pane>
    );
  }
  return (
    <Pane key="details" title={m.members.newGroup.details} onBack={() => setStep('people')}>
      <form noValidate onSubmit={create} className="flex flex-col gap-5 p-5">
        {error !== null && <Notice kind="error">{error}</Notice>}
        <div className="flex justify-center py-2">
          <Avatar id={title} name={title} size={88} kind="group" />
        </div>
        <TextField
          label={m.members.newGroup.name}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={tried && title.trim() === '' ? m.members.newGroup.nameMissing : null}
          most={MOST.title}
          autoFocus
        />
        <TextArea
          label={m.members.newGroup.description}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          most={MOST.description}
        />
        <Button type="submit" busy={busy} disabled={busy} className="min-h-12">
          {busy ? m.members.newGroup.creating : m.members.newGroup.create}
        </Button>
        <div className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
          {people.map((user) => (
            <span key={user.id} className="flex items-center gap-1.5 rounded-full bg-sunken py-1 ps-1 pe-2.5">
              <Avatar id={user.id} name={user.name} size={24} />
              <bdi className="wrap-anywhere">{user.name}</bdi>
            </span>
          ))}
        </div>
      </form>
    </Pane>
  );
}
