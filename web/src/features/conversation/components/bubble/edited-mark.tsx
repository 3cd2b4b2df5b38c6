// The mark of an edited message: a press shows the earlier texts.
import { Suspense, useState } from 'react';
import { m } from '@/lib/i18n/messages';
import { lazily } from '@/lib/lazily';
import type { ChatId, MessageId } from '@/protocol/types';

const EditsDialog = lazily(async () => (await import('./edits-dialog')).EditsDialog);

export function EditedMark({ which }: { which: { chatId: ChatId; id: MessageId } }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} className="relative rounded-sm hover:underline">
        {m.messages.edited}
      </button>
      {open && (
        <Suspense>
          <EditsDialog which={which} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
