// Changes a scheduled message, and closes when it has been sent or deleted meanwhile.
import { useEffect } from 'react';
import { Notice } from '@/components/ui/notice';
import { endPlanning } from '@/lib/chats/plans/planning';
import { changeScheduled, deleteScheduled } from '@/lib/chats/plans/plans';
import { usePeople } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { shownScheduled } from '@/lib/state/plans';
import type { MessageId } from '@/protocol/types';
import { wordsOf } from '../model/words';
import { ScheduleDialog } from './schedule-dialog';

export function ChangeDialog({ id }: { id: MessageId }) {
  const messenger = useMessenger();
  const people = usePeople();
  const message = useMessengerState(
    (state) => shownScheduled(state, null).find((one) => one.message.id === id)?.message,
  );
  const isGone = message === undefined;
  useEffect(() => {
    if (isGone) endPlanning();
  }, [isGone]);
  if (message === undefined) return null;
  const { kind, sendAt = 0, repeat = null, error } = message;

  return (
    <ScheduleDialog
      chatId={message.chatId}
      said={message}
      times={{ sendAt, repeat }}
      onSave={async ({ text, mentions = [] }, times) => {
        const words = kind === 'text' && text !== undefined ? { text, mentions } : {};
        const failure = await changeScheduled(messenger, id, { ...times, ...words });
        if (failure === null) endPlanning();
        return failure;
      }}
      onDelete={async () => {
        if (await deleteScheduled(messenger, id)) endPlanning();
      }}
    >
      {error !== undefined && <Notice kind="error">{m.plans.notSent(m.errors[error])}</Notice>}
      {kind !== 'text' && (
        <p dir="auto" className="line-clamp-3 wrap-anywhere">
          {wordsOf(message, people)}
        </p>
      )}
    </ScheduleDialog>
  );
}
