// Shown in an empty list or pane: says that it is empty, and what to do.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type Props = { icon: LucideIcon; title: string; note?: string; children?: ReactNode };

export function EmptyState({ icon: Icon, title, note, children }: Props) {
  return (
    <div className="flex grow flex-col items-center justify-center gap-1.5 px-8 py-12 text-center">
      <span className="relative mb-3 grid size-16 place-items-center rounded-[40%_40%_40%_8%] bg-accent-soft text-accent-ink">
        <Icon size={28} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <p className="text-lg font-semibold text-balance">{title}</p>
      {note !== undefined && <p className="max-w-72 text-ink-soft text-balance">{note}</p>}
      {children !== undefined && <div className="mt-4">{children}</div>}
    </div>
  );
}
