// That a message disappears, and when.
import { Timer } from 'lucide-react';
import { m } from '@/lib/i18n/messages';
import { whenToCome } from '@/lib/time/format';
import { serverNow } from '@/lib/time/server-clock';

export function DisappearMark({ at }: { at: number }) {
  const when = m.lasting.disappears(whenToCome(at, serverNow()));
  return <Timer size={12} role="img" aria-label={when} data-tip={when} />;
}
