// The texts of a message before it was edited.
import { Dialog } from '@/components/ui/overlays/dialog';
import { RowSkeletons } from '@/components/ui/skeleton';
import { Words } from '@/components/ui/text/words';
import { messageEdits } from '@/lib/chats/message-actions';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { exactTime } from '@/lib/time/format';
import type { ChatId, MessageId } from '@/protocol/types';

type Props = { which: { chatId: ChatId; id: MessageId }; onClose: () => void };

export function EditsDialog({ which, onClose }: Props) {
  const messenger = useMessenger();
  const { data, failure } = useResource(`edits ${which.id}`, () => messageEdits(messenger, which));
  return (
    <Dialog open title={m.messages.edits} onClose={onClose}>
      <div className="overflow-y-auto px-6 pt-2 pb-6">
        {data === undefined && failure === null && <RowSkeletons count={2} />}
        {failure !== null && <p role="alert">{m.errors[failure]}</p>}
        <ol className="flex flex-col gap-3">
          {data?.edits.map(({ text, editedAt }) => (
            <li key={`${editedAt} ${text}`} className="rounded-lg bg-sunken px-3 py-2">
              <Words className="whitespace-pre-wrap">{text}</Words>
              <time dateTime={new Date(editedAt).toISOString()} className="text-xs text-ink-faint">
                {m.messages.until(exactTime(editedAt))}
              </time>
            </li>
          ))}
        </ol>
      </div>
    </Dialog>
  );
}
