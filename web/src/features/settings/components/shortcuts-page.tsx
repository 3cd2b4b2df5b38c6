// The list of keyboard shortcuts.
import { m } from '@/lib/i18n/messages';
import { shortcuts } from '../model/shortcuts';
import { SettingsPage } from './settings-page';

const mac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

export function ShortcutsPage() {
  return (
    <SettingsPage title={m.settings.shortcuts}>
      <dl className="py-2">
        {shortcuts(mac).map(({ what, keys }) => (
          <div key={what} className="flex min-h-13 items-center gap-3 px-5">
            <dt className="grow">{what}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="grid h-7 min-w-7 place-items-center rounded-md border border-line bg-sunken px-1.5 font-sans text-sm font-semibold text-ink-soft"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </SettingsPage>
  );
}
