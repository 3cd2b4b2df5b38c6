// One row of the timeline, whatever it is.

import { Pencil, RotateCw, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/controls/button';
import { systemText } from '@/lib/chats/faces';
import { editAgain } from '@/lib/chats/pending-actions';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { textOf } from '@/lib/state/content';
import type { PendingError } from '@/lib/state/outbox';
import { tickOf } from '@/lib/state/selectors';
import type { Chat, Message, MessageId, User, UserId } from '@/protocol/types';
import type { TimelineItem } from '../../model/timeline/timeline-items';
import { Bubble } from '../bubble/bubble';
import { Beginning } from './beginning';

type Props = {
  people: Record<UserId, User>;
  meId: UserId;
  item: TimelineItem;
  chat: Chat;
  highlightedSeq: number | null;
  freshAfter: number;
  onExpand: (id: MessageId) => void;
};

export function TimelineRow({ people, meId, item, chat, highlightedSeq, freshAfter, onExpand }: Props) {
  switch (item.type) {
    case 'day':
      return null;
    case 'beginning':
      return <Beginning chat={chat} first={item.first} />;
    case 'unread':
      return (
        <div className="flex items-center gap-3 px-4 py-3 md:px-6">
          <span className="grow border-t border-accent/40" />
          <span className="text-sm font-semibold text-accent-ink">{m.chat.unreadDivider(item.count)}</span>
          <span className="grow border-t border-accent/40" />
        </div>
      );
    case 'system':
      return <SystemLine message={item.message} text={systemText(item.message, people, meId)} />;
    case 'message': {
      const { message, own, place } = item;
      return (
        <Bubble
          people={people}
          meId={meId}
          chatId={chat.id}
          id={message.id}
          seq={message.seq}
          senderId={message.senderId}
          text={textOf(message) ?? ''}
          mentions={message.kind === 'text' ? message.mentions : undefined}
          at={message.sentAt}
          own={own}
          first={place.first}
          last={place.last}
          tick={own ? tickOf(chat, message, meId) : null}
          named={chat.kind === 'group'}
          hasInfo={own && chat.memberCount > 1}
          pending={null}
          highlighted={highlightedSeq === message.seq}
          fresh={message.sentAt > freshAfter && !own}
          onExpand={onExpand}
        />
      );
    }
    case 'pending': {
      const { message, status, createdAt, error } = item.pending;
      return (
        <>
          <Bubble
            people={people}
            meId={meId}
            chatId={chat.id}
            id={message.id}
            seq={null}
            senderId={meId}
            text={message.text ?? ''}
            mentions={message.mentions}
            at={createdAt}
            own
            first={item.place.first}
            last={item.place.last}
            tick={status === 'failed' ? 'failed' : 'sending'}
            named={false}
            hasInfo={false}
            pending={status}
            highlighted={false}
            fresh={createdAt > freshAfter}
            onExpand={onExpand}
          />
          {error !== undefined && <Failed id={message.id} error={error} />}
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

function Failed({ id, error: { code } }: { id: string; error: PendingError }) {
  const messenger = useMessenger();
  const why = code === 'undeliverable' ? m.chat.undeliverable : m.errors[code];
  return (
    <div role="alert" className="flex flex-wrap items-center justify-end gap-x-1 px-3 pt-1 md:px-6">
      <p className="text-end text-sm text-danger">{m.chat.notSent(why)}</p>
      <span className="flex">
        <Button
          look="text"
          className="!min-h-9 px-2.5 text-sm touch:!min-h-12"
          onClick={() => messenger.retry(id)}
        >
          <RotateCw size={15} aria-hidden="true" />
          {m.chat.tryAgain}
        </Button>
        <Button
          look="text"
          className="!min-h-9 px-2.5 text-sm touch:!min-h-12"
          onClick={() => editAgain(messenger, id)}
        >
          <Pencil size={15} aria-hidden="true" />
          {m.chat.editAgain}
        </Button>
        <Button
          look="text"
          className="!min-h-9 px-2.5 text-sm !text-danger hover:!bg-danger-soft touch:!min-h-12"
          onClick={() => messenger.discard(id)}
        >
          <Trash2 size={15} aria-hidden="true" />
          {m.chat.delete}
        </Button>
      </span>
    </div>
  );
}
