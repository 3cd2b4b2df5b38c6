// A group's description, and the button that changes it and the name.
import { Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { IconButton } from '@/components/ui/controls/icon-button';
import { TextArea, TextField } from '@/components/ui/controls/text-field';
import { Notice } from '@/components/ui/notice';
import { Dialog } from '@/components/ui/overlays/dialog';
import { Words } from '@/components/ui/text/words';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { canAdminister } from '@/lib/state/selectors';
import { MOST, tooLong } from '@/lib/text/length';
import type { Chat } from '@/protocol/types';
import { patchGroup } from '../api/group';

export function GroupAbout({ chat }: { chat: Chat }) {
  const [editing, setEditing] = useState(false);
  const may = canAdminister(chat);
  if (!may && !chat.description) return null;
  return (
    <section className="flex items-start gap-2 border-t border-line py-3 ps-5 pe-3">
      <div className="grow py-0.5">
        <h3 className="text-sm text-ink-faint">{m.members.description}</h3>
        {chat.description ? (
          <Words className="whitespace-pre-wrap">{chat.description}</Words>
        ) : (
          <button type="button" className="font-medium text-accent-ink" onClick={() => setEditing(true)}>
            {m.members.addDescription}
          </button>
        )}
      </div>
      {may && (
        <IconButton label={m.members.editGroup} onClick={() => setEditing(true)}>
          <Pencil size={18} />
        </IconButton>
      )}
      {editing && <EditGroup chat={chat} onClose={() => setEditing(false)} />}
    </section>
  );
}

function EditGroup({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const messenger = useMessenger();
  const [title, setTitle] = useState(chat.title ?? '');
  const [description, setDescription] = useState(chat.description ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (title.trim() === '' || tooLong(title, MOST.title) || tooLong(description, MOST.description)) return;
    setBusy(true);
    try {
      const patch = {
        ...(title.trim() === chat.title ? {} : { title: title.trim() }),
        ...(description.trim() === (chat.description ?? '') ? {} : { description: description.trim() }),
      };
      if (Object.keys(patch).length > 0) await patchGroup(messenger, chat.id, patch);
      onClose();
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
      setBusy(false);
    }
  }

  return (
    <Dialog open onClose={onClose} title={m.members.editGroup}>
      <form noValidate onSubmit={save} className="flex flex-col gap-4 overflow-y-auto p-6 pt-3">
        {error !== null && <Notice kind="error">{error}</Notice>}
        <TextField
          label={m.members.newGroup.name}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          error={title.trim() === '' ? m.members.newGroup.nameMissing : null}
          most={MOST.title}
        />
        <TextArea
          label={m.members.description}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          most={MOST.description}
        />
        <footer className="flex justify-end gap-2 pt-1">
          <Button look="quiet" onClick={onClose}>
            {m.common.cancel}
          </Button>
          <Button type="submit" busy={busy} disabled={busy}>
            {m.common.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
