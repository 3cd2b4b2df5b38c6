// A sentence about something that happened, in the flow of a form.
import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

export function Notice({ kind, children }: { kind: 'error' | 'info'; children: ReactNode }) {
  const Icon = kind === 'error' ? CircleAlert : Info;
  return (
    <div
      role={kind === 'error' ? 'alert' : 'status'}
      className={cx(
        'flex gap-2.5 rounded-lg px-3.5 py-3 text-sm',
        kind === 'error' ? 'bg-danger-soft text-danger' : 'bg-accent-soft text-accent-ink',
      )}
    >
      <Icon size={18} aria-hidden="true" className="mt-px shrink-0" />
      <div>{children}</div>
    </div>
  );
}
