// The state of an own message (sent, delivered, read), as a small sign with a name.
import { CircleAlert, Clock3 } from 'lucide-react';
import { m } from '@/lib/i18n/messages';

export type TickKind = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

export function Ticks({ kind }: { kind: TickKind }) {
  const label = m.receipts[kind];
  if (kind === 'sending') return <Clock3 size={13} role="img" aria-label={label} className="shrink-0" />;
  if (kind === 'failed') {
    return <CircleAlert size={15} role="img" aria-label={label} className="shrink-0 text-danger" />;
  }
  return (
    <svg
      width={kind === 'sent' ? 12 : 17}
      height="12"
      viewBox={kind === 'sent' ? '0 0 12 12' : '0 0 17 12'}
      role="img"
      aria-label={label}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={kind === 'read' ? 'shrink-0 text-tick-read' : 'shrink-0'}
    >
      <path d="m1.2 6.6 3 3 6-7.2" />
      {kind !== 'sent' && <path d="m8.2 9.6 6.6-7.2" />}
      {kind !== 'sent' && <path d="m6.9 8.3 1.3 1.3" />}
    </svg>
  );
}
