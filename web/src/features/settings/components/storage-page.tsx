// The data that Kith keeps on this device.
import { HardDrive } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { failureCode } from '@/lib/http/api-error';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { showToast } from '@/lib/toasts';
import { measureStorage, sayBytes } from '../model/storage';
import { SettingsPage } from './settings-page';

export function StoragePage() {
  const messenger = useMessenger();
  const { data, reload } = useResource('storage', measureStorage);
  const [busy, setBusy] = useState(false);

  async function clear() {
    setBusy(true);
    try {
      const gone = await messenger.clearHistory();
      showToast({ key: 'cleared', kind: 'done', text: m.settings.storage.cleared(gone) });
    } catch (reason) {
      showToast({ key: 'cleared', kind: 'error', text: m.errors[failureCode(reason)] });
    }
    setBusy(false);
    reload();
  }

  return (
    <SettingsPage title={m.settings.menu.storage} reading>
      <div className="flex flex-col gap-4 px-5 py-6">
        <div className="flex items-center gap-4">
          <span className="grid size-12 shrink-0 place-items-center rounded-full bg-accent-soft text-accent-ink">
            <HardDrive size={22} aria-hidden="true" />
          </span>
          <p aria-live="polite">
            {data !== undefined && data !== null && (
              <>
                <span className="block text-lg font-bold">
                  {m.settings.storage.used(sayBytes(data.used))}
                </span>
                <span className="block text-sm text-ink-soft">
                  {m.settings.storage.of(sayBytes(data.allowed))}
                </span>
              </>
            )}
            {data === null && m.settings.storage.unknown}
          </p>
        </div>
        {data !== undefined && data !== null && <Bar part={data.used / data.allowed} />}
        <p className="text-ink-soft">{m.settings.storage.sub}</p>
        <Button
          look="quiet"
          className="self-start whitespace-normal"
          busy={busy}
          disabled={busy}
          onClick={() => void clear()}
        >
          {m.settings.storage.clear}
        </Button>
        <p className="text-sm text-ink-soft">{m.settings.storage.clearSub}</p>
      </div>
    </SettingsPage>
  );
}

/** At least a sliver, so that the bar is visible. */
function Bar({ part }: { part: number }) {
  return (
    <div aria-hidden="true" className="h-2 overflow-hidden rounded-full bg-sunken">
      <div className="h-full rounded-full bg-accent" style={{ width: `${Math.max(1.5, part * 100)}%` }} />
    </div>
  );
}
