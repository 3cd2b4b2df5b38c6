// The messages of one chat that are sent later.
import { Dialog } from '@/components/ui/overlays/dialog';
import { endPlanning } from '@/lib/chats/plans/planning';
import { m } from '@/lib/i18n/messages';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { shownScheduled } from '@/lib/state/plans';
import type { ChatId } from '@/protocol/types';
import { ScheduledRow } from './scheduled-row';

export function ListDialog({ chatId }: { chatId: ChatId }) {
  const { scheduled, outbox } = useMessengerState((state) => ({
    scheduled: state.scheduled,
    outbox: state.outbox,
  }));
  const all = shownScheduled({ scheduled, outbox }, chatId);
  return (
    <Dialog open title={m.plans.scheduled} onClose={endPlanning}>
      {all.length === 0 && <p className="px-6 pt-2 pb-6 text-ink-soft">{m.plans.noneHere}</p>}
      <ul className="flex flex-col overflow-y-auto px-3 pt-2 pb-4">
        {all.map((one) => (
          <ScheduledRow key={one.message.id} scheduled={one} />
        ))}
      </ul>
    </Dialog>
  );
}
