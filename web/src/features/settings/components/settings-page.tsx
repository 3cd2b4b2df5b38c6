// The frame of one page of the settings.
import type { ReactNode } from 'react';
import { Pane } from '@/components/ui/pane';
import { close } from '@/lib/navigation/navigation';

type Props = { title: string; reading?: boolean; children: ReactNode };

export function SettingsPage({ title, reading = false, children }: Props) {
  return (
    <Pane title={title} reading={reading} onBack={() => close({ left: 'settings' })}>
      {children}
    </Pane>
  );
}
