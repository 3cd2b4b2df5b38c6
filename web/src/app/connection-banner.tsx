// Says when the connection is gone, and when it is back. It stands where it moves nothing else: at the foot of a list,
// or above the messages of a chat, whose end stays at the composer.
import { CloudOff, LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { publicAddress } from '@/lib/base';
import type { ConnectionState } from '@/lib/connection/connection';
import { m } from '@/lib/i18n/messages';
import { useConnectionState, useMessenger } from '@/lib/messenger/use-messenger';

const PATIENCE_MS = 1_200;

/** Whether the connection is gone; a hiccup of a second does not count. */
export function useIsAway(): boolean {
  const online = useConnectionState().status === 'online';
  const [away, setAway] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAway(!online), online ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [online]);
  return away;
}

export function ConnectionBanner({ shown }: { shown: boolean }) {
  const messenger = useMessenger();
  const connection = useConnectionState();

  return (
    <div role="status">
      {shown && (
        <div className="flex min-h-12 animate-fade items-center gap-2.5 border-y border-warn/25 bg-warn-soft px-4 py-1 text-sm font-medium text-warn">
          {connection.status === 'offline' ? (
            <CloudOff size={17} aria-hidden="true" className="shrink-0" />
          ) : (
            <LoaderCircle size={17} aria-hidden="true" className="shrink-0 animate-spin" />
          )}
          <span className="grow">{saying(connection)}</span>
          <button
            type="button"
            onClick={messenger.reconnect}
            className="shrink-0 rounded-md px-2 py-1.5 font-bold underline underline-offset-2 touch:py-3"
          >
            {m.app.connection.retry}
          </button>
        </div>
      )}
    </div>
  );
}

function saying(connection: ConnectionState): string {
  if (connection.status === 'online') return m.app.connection.connecting;
  if (connection.refused) return m.app.connection.refused(publicAddress());
  const failed = connection.status === 'offline' || connection.again;
  return failed ? m.app.connection.offline : m.app.connection.connecting;
}
