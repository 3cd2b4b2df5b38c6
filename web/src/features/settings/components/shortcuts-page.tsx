// The list of keyboard shortcuts.
import { Kbd } from '@/components/ui/text/kbd';
import { m } from '@/lib/i18n/messages';
import { mac } from '@/lib/input/keyboard';
import { shortcuts } from '../model/shortcuts';
import { SettingsPage } from './settings-page';
import { SettingsSection } from './settings-section';

export function ShortcutsPage() {
  return (
    <SettingsPage title={m.settings.menu.shortcuts} reading>
      {shortcuts(mac).map((group) => (
        <SettingsSection key={group.title} title={group.title}>
          <dl>
            {group.shortcuts.map(({ what, keys }) => (
              <div key={what} className="flex min-h-12 items-center gap-3 px-5">
                <dt className="grow">{what}</dt>
                <dd>
                  <Kbd keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </SettingsSection>
      ))}
    </SettingsPage>
  );
}
