// The frame of one page of the settings.
import type { ReactNode } from 'react';
import { Pane } from '@/components/ui/pane';
import { close } from '@/lib/navigation/navigation';

export function SettingsPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Pane title={title} onBack={() => close({ left: 'settings' })}>
      {children}
    </Pane>
  );
}
