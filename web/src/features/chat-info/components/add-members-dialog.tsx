// Adding people to a group.
import { useState } from 'react';
import { PeoplePicker } from '@/components/messaging/people-picker';
import { Button } from '@/components/ui/controls/button';
import { Dialog } from '@/components/ui/overlays/dialog';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { Chat, Member, User } from '@/protocol/types';
import { addMembers } from '../api/group';

export function AddMembersDialog({
  chat,
  members,
  onClose,
}: {
  chat: Chat;
  members: Member[];
  onClose: () => void;
}) {
  const messenger = useMessenger();
  const [people, setPeople] = useState<User[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function add() {
    setBusy(true);
    setError(null);
    try {
      await addMembers(
        messenger,
        chat.id,
        people.map((user) => user.id),
      );
      onClose();
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
      setBusy(false);
    }
  }

  return (
    <Dialog open onClose={onClose} title={m.members.addTitle}>
      <div className="flex h-[min(30rem,60dvh)] flex-col">
        <PeoplePicker
          chosen={people}
          onChange={setPeople}
          taken={new Set(members.map((one) => one.userId))}
        />
      </div>
      {error !== null && (
        <p role="alert" className="px-6 pb-2 text-sm text-danger">
          {error}
        </p>
      )}
      <footer className="flex justify-end gap-2 border-t border-line px-6 py-4">
        <Button look="quiet" onClick={onClose}>
          {m.common.cancel}
        </Button>
        <Button onClick={() => void add()} busy={busy} disabled={busy || people.length === 0}>
          {m.members.add(people.length)}
        </Button>
      </footer>
    </Dialog>
  );
}
