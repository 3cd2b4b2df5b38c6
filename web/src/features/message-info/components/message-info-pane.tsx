// Who received an own message, who read it, and when.
import { type ReactNode, useEffect } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Notice } from '@/components/ui/notice';
import { Pane } from '@/components/ui/pane';
import { RowSkeletons } from '@/components/ui/skeleton';
import { Line } from '@/components/ui/text/words';
import { Ticks } from '@/components/ui/ticks';
import { snippetOf } from '@/lib/chats/faces';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { close } from '@/lib/navigation/navigation';
import { timelineOf } from '@/lib/state/tab';
import { exactTime, whenInSentence } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import type { Chat, MessageId, MessageInfo, MessageReceipt } from '@/protocol/types';

export function MessageInfoPane({ chat, messageId }: { chat: Chat; messageId: MessageId }) {
  const messenger = useMessenger();
  const message = useMessengerState((state) =>
    timelineOf(state, chat.id).messages.find((one) => one.id === messageId),
  );
  const snippet = useMessengerState((state) =>
    message === undefined ? '' : snippetOf(message, state.people, state.me.id),
  );
  const receiptsOn = useMessengerState((state) => state.me.settings.readReceipts);
  // When somebody receives or reads the message, a watermark changes, and the times are fetched again.
  const marks = chat.members?.map((member) => `${member.delivered}.${member.read}`).join() ?? '';
  const info = useResource(`${messageId}:${marks}`, () =>
    messenger.keeper.request<MessageInfo>('GET', `chats/${chat.id}/messages/${messageId}/info`),
  );
  const receipts = info.data?.receipts ?? [];
  useEffect(() => messenger.people.want(receipts.map((one) => one.userId)), [messenger, receipts]);

  const read = receipts.filter((one) => one.readAt !== undefined);
  const delivered = receipts.filter((one) => one.readAt === undefined && one.deliveredAt !== undefined);
  const waiting = receipts.filter((one) => one.readAt === undefined && one.deliveredAt === undefined);

  return (
    <Pane title={m.receipts.title} cross onBack={() => close({ right: null })}>
      {message !== undefined && (
        <div className="wallpaper flex flex-col items-end bg-ground px-4 py-6">
          <p
            dir="auto"
            className="line-clamp-6 max-w-full rounded-xl rounded-ee-[3px] bg-own px-3.5 py-2 shadow-bubble wrap-anywhere"
          >
            {snippet}
          </p>
          <p className="mt-1.5 text-xs text-ink-soft">
            {m.receipts.sent} {exactTime(message.sentAt)}
          </p>
        </div>
      )}
      <div className="flex flex-col gap-1 py-3">
        {!receiptsOn && (
          <div className="px-4 pb-1">
            <Notice kind="info">{m.receipts.receiptsOff}</Notice>
          </div>
        )}
        {info.failure !== null && (
          <div className="px-4">
            <Notice kind="error">{m.errors[info.failure]}</Notice>
          </div>
        )}
        {info.data === undefined && info.failure === null && <RowSkeletons count={3} />}
        <Group title={m.receipts.readBy} tick={<Ticks kind="read" />} receipts={read} />
        <Group title={m.receipts.deliveredTo} tick={<Ticks kind="delivered" />} receipts={delivered} />
        <Group title={m.receipts.waiting} tick={<Ticks kind="sent" />} receipts={waiting} />
      </div>
    </Pane>
  );
}

function Group({ title, tick, receipts }: { title: string; tick: ReactNode; receipts: MessageReceipt[] }) {
  if (receipts.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="flex items-center gap-2 px-5 pt-3 pb-1 text-sm font-semibold text-ink-soft">
        {tick}
        {title}
      </h3>
      <ul>
        {receipts.map((receipt) => (
          <Row key={receipt.userId} receipt={receipt} />
        ))}
      </ul>
    </section>
  );
}

function Row({ receipt }: { receipt: MessageReceipt }) {
  const name = useMessengerState((state) => state.people[receipt.userId]?.name ?? m.common.someone);
  const now = useNow();
  const { readAt, deliveredAt } = receipt;
  return (
    <li className="flex min-h-14 items-center gap-3.5 px-5">
      <Avatar id={receipt.userId} name={name} size={40} />
      <span className="min-w-0">
        <Line className="font-medium">{name}</Line>
        {(readAt ?? deliveredAt) !== undefined && (
          <span className="block text-sm text-ink-soft">
            {[
              readAt === undefined ? null : `${m.receipts.read} ${whenInSentence(readAt, now)}`,
              deliveredAt === undefined
                ? null
                : `${m.receipts.delivered} ${whenInSentence(deliveredAt, now)}`,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        )}
      </span>
    </li>
  );
}
