// One row of the timeline, of any kind.
import { Pencil, RotateCw, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/controls/button';
import { systemText } from '@/lib/chats/faces';
import { editAgain } from '@/lib/chats/pending-actions';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { PendingError } from '@/lib/state/pending/outbox';
import type { Chat, Message, SendMessage } from '@/protocol/types';
import { bubbleView, type TimelineMarks } from '../../model/bubble/bubble-view';
import type { TimelineItem } from '../../model/timeline/timeline-items';
import { Bubble, type BubbleContext } from '../bubble/bubble';
import { Beginning } from './beginning';

type Props = {
  item: TimelineItem;
  chat: Chat;
  marks: TimelineMarks;
  context: BubbleContext;
};

export function TimelineRow({ item, chat, marks, context }: Props) {
  const { people, meId } = context;
  switch (item.type) {
    case 'day':
      return null;
    case 'beginning':
      return <Beginning chat={chat} first={item.first} />;
    case 'unread':
      return (
        <div className="flex items-center gap-3 px-4 py-3 md:px-6">
          <span className="grow border-t border-accent/40" />
          <span className="text-sm font-semibold text-accent-ink">{m.chats.unreadMessages(item.count)}</span>
          <span className="grow border-t border-accent/40" />
        </div>
      );
    case 'system':
      return <SystemLine message={item.message} text={systemText(item.message, people, meId)} />;
    case 'message':
      return <Bubble {...bubbleView(item, chat, meId, marks)} context={context} />;
    case 'pending': {
      const { message, error } = item.pending;
      return (
        <>
          <Bubble {...bubbleView(item, chat, meId, marks)} context={context} />
          {error !== undefined && <Failed message={message} error={error} />}
        </>
      );
    }
  }
}

function SystemLine({ message, text }: { message: Message; text: string }) {
  return (
    <div data-seq={message.seq} className="flex justify-center px-6 py-1.5">
      <p className="max-w-[85%] rounded-lg wrap-anywhere bg-raised/80 px-3 py-1 text-center text-sm text-ink-soft text-balance">
        {text}
      </p>
    </div>
  );
}

function Failed({ message: { id, kind }, error: { code } }: { message: SendMessage; error: PendingError }) {
  const messenger = useMessenger();
  const why = code === 'undeliverable' ? m.messages.undeliverable : m.errors[code];
  return (
    <div role="alert" className="flex flex-wrap items-center justify-end gap-x-1 px-3 pt-1 md:px-6">
      <p className="text-end text-sm text-danger">{m.messages.notSent(why)}</p>
      <span className="flex">
        <Button
          look="text"
          className="!min-h-9 px-2.5 text-sm touch:!min-h-12"
          onClick={() => messenger.retry(id)}
        >
          <RotateCw size={15} aria-hidden="true" />
          {m.messages.tryAgain}
        </Button>
        {kind === 'text' && (
          <Button
            look="text"
            className="!min-h-9 px-2.5 text-sm touch:!min-h-12"
            onClick={() => editAgain(messenger, id)}
          >
            <Pencil size={15} aria-hidden="true" />
            {m.messages.editAgain}
          </Button>
        )}
        <Button
          look="text"
          className="!min-h-9 px-2.5 text-sm !text-danger hover:!bg-danger-soft touch:!min-h-12"
          onClick={() => messenger.discard(id)}
        >
          <Trash2 size={15} aria-hidden="true" />
          {m.messages.delete}
        </Button>
      </span>
    </div>
  );
}
