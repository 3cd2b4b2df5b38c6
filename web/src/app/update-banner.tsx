// Says that a newer version of the app is ready, for as long as it waits, in the place of the connection banner.
import { Sparkles } from 'lucide-react';
import { useEffect } from 'react';
import { applyUpdate, checkForUpdate, useUpdateReady } from '@/lib/app-update';
import { m } from '@/lib/i18n/messages';
import { useConnectionState } from '@/lib/messenger/use-messenger';

export function UpdateBanner() {
  const isReady = useUpdateReady();
  const isOnline = useConnectionState().status === 'online';

  // A server that was away may have come back with a newer version.
  useEffect(() => {
    if (isOnline) checkForUpdate();
  }, [isOnline]);

  return (
    <div role="status">
      {isReady && (
        <div className="flex min-h-12 animate-fade items-center gap-2.5 border-y border-line bg-accent-soft px-4 py-1 text-sm font-medium text-accent-ink">
          <Sparkles size={17} aria-hidden="true" className="shrink-0" />
          <span className="grow">{m.app.update.ready}</span>
          <button
            type="button"
            onClick={applyUpdate}
            className="shrink-0 rounded-md px-2 py-1.5 font-bold underline underline-offset-2 touch:py-3"
          >
            {m.app.update.apply}
          </button>
        </div>
      )}
    </div>
  );
}
