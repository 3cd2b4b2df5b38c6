// That one is to be reminded of a message, and when.
import { AlarmClock } from 'lucide-react';
import { m } from '@/lib/i18n/messages';
import { whenExactly } from '@/lib/time/format';
import { serverNow } from '@/lib/time/server-clock';

export function ReminderMark({ at }: { at: number }) {
  const when = m.contents.reminder(whenExactly(at, serverNow()));
  return <AlarmClock size={12} role="img" aria-label={when} data-tip={when} />;
}
