// Above the field, where messages of this chat are to be sent later. Fetched for the first of them.
import { Suspense } from 'react';
import { lazily } from '@/lib/lazily';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { shownScheduled } from '@/lib/state/plans';
import type { ChatId } from '@/protocol/types';

const ScheduledCount = lazily(async () => (await import('./scheduled-count')).ScheduledCount, 'plans');

export function ScheduledLine({ chatId }: { chatId: ChatId }) {
  const counts = useMessengerState((state) => {
    const scheduled = shownScheduled(state, chatId);
    return {
      all: scheduled.length,
      failed: scheduled.filter(({ message }) => message.error !== undefined).length,
    };
  });
  if (counts.all === 0) return null;
  return (
    <Suspense>
      <ScheduledCount chatId={chatId} {...counts} />
    </Suspense>
  );
}
