// A part of a settings page under its own heading.
import type { ReactNode } from 'react';

export function SettingsSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b border-line py-2 last:border-0">
      <h3 className="px-5 pt-3 pb-1.5 text-sm font-semibold text-accent-ink">{title}</h3>
      {children}
    </section>
  );
}
