// Everything that is to happen later, over all chats: reminders, those that are due first, and messages to be sent.
import { AlarmClock } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Pane } from '@/components/ui/pane';
import { m } from '@/lib/i18n/messages';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { close } from '@/lib/navigation/navigation';
import { shownReminders, shownScheduled } from '@/lib/state/plans';
import { ReminderRow } from './reminder-row';
import { ScheduledRow } from './scheduled-row';

export function PlansPane() {
  const state = useMessengerState(({ scheduled, outbox, reminders, messageChanges }) => ({
    scheduled,
    outbox,
    reminders,
    messageChanges,
  }));
  const reminders = shownReminders(state);
  const scheduled = shownScheduled(state, null);
  return (
    <Pane title={m.plans.title} onBack={() => close({ left: 'chats' })}>
      {reminders.length + scheduled.length === 0 && (
        <EmptyState icon={AlarmClock} title={m.plans.nothing} note={m.plans.nothingSub} />
      )}
      {reminders.length > 0 && (
        <Group title={m.plans.reminders}>
          {reminders.map((one) => (
            <ReminderRow key={one.id} reminder={one} />
          ))}
        </Group>
      )}
      {scheduled.length > 0 && (
        <Group title={m.plans.scheduled}>
          {scheduled.map((one) => (
            <ScheduledRow key={one.message.id} scheduled={one} withChat />
          ))}
        </Group>
      )}
    </Pane>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b border-line py-2 last:border-0">
      <h3 className="px-5 pt-3 pb-1.5 text-sm font-semibold text-accent-ink">{title}</h3>
      <ul className="px-2">{children}</ul>
    </section>
  );
}
