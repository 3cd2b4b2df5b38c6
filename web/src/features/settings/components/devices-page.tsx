// The devices on which one is logged in, and logging out from afar.
import { type LucideIcon, Monitor, Smartphone } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { Notice } from '@/components/ui/notice';
import { ConfirmDialog } from '@/components/ui/overlays/dialog';
import { RowSkeletons } from '@/components/ui/skeleton';
import { Line } from '@/components/ui/text/words';
import { failureCode } from '@/lib/http/api-error';
import { useResource } from '@/lib/http/use-resource';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { whenInSentence } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import type { SessionInfo } from '@/protocol/types';
import { endSession, fetchSessions } from '../api/account';
import { SettingsPage } from './settings-page';

export function DevicesPage() {
  const messenger = useMessenger();
  const sessions = useResource('sessions', () => fetchSessions(messenger.keeper));
  const [asking, setAsking] = useState<SessionInfo | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const all = sessions.data?.sessions ?? [];
  const current = all.find((session) => session.current);
  const others = all.filter((session) => !session.current).sort((a, b) => b.lastUsedAt - a.lastUsedAt);

  async function logOut(session: SessionInfo) {
    setBusy(true);
    setError(null);
    try {
      await endSession(messenger.keeper, session.id);
      setAsking(null);
      sessions.reload();
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
    }
    setBusy(false);
  }

  return (
    <SettingsPage title={m.settings.menu.devices}>
      {sessions.data === undefined && sessions.failure === null && <RowSkeletons count={3} />}
      {sessions.failure !== null && (
        <div className="p-4">
          <Notice kind="error">
            {m.errors[sessions.failure]}{' '}
            <button type="button" className="font-bold underline" onClick={sessions.reload}>
              {m.common.retry}
            </button>
          </Notice>
        </div>
      )}
      {current !== undefined && (
        <Group title={m.sessions.devices.thisDevice}>
          <DeviceRow session={current} />
        </Group>
      )}
      {sessions.data !== undefined && (
        <Group title={m.sessions.devices.others}>
          {others.length === 0 && <p className="px-5 py-1 text-ink-soft">{m.sessions.devices.none}</p>}
          {others.map((session) => (
            <DeviceRow key={session.id} session={session} onLogOut={() => setAsking(session)} />
          ))}
        </Group>
      )}
      {asking !== null && (
        <ConfirmDialog
          open
          onClose={() => {
            setAsking(null);
            setError(null);
          }}
          title={m.sessions.devices.logoutTitle(nameOf(asking))}
          note={m.sessions.devices.logoutSub}
          action={m.sessions.devices.logout}
          onConfirm={() => void logOut(asking)}
          busy={busy}
          error={error}
        />
      )}
    </SettingsPage>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="py-2">
      <h3 className="px-5 pt-3 pb-1.5 text-sm font-semibold text-accent-ink">{title}</h3>
      {children}
    </section>
  );
}

function DeviceRow({ session, onLogOut }: { session: SessionInfo; onLogOut?: () => void }) {
  const now = useNow();
  const name = nameOf(session);
  const Icon: LucideIcon = /iphone|ipad|android/i.test(name) ? Smartphone : Monitor;
  return (
    <div className="flex min-h-16 flex-wrap items-center gap-x-4 ps-5 pe-3">
      <span className="grid size-11 shrink-0 place-items-center rounded-full bg-sunken text-ink-soft">
        <Icon size={20} aria-hidden="true" />
      </span>
      <span className="min-w-0 grow basis-28">
        <Line className="font-semibold">{name}</Line>
        <span className="block text-sm text-ink-soft">
          <bdi>{session.address}</bdi> ·{' '}
          {session.current
            ? m.sessions.devices.since(whenInSentence(session.createdAt, now))
            : m.sessions.devices.active(whenInSentence(session.lastUsedAt, now))}
        </span>
      </span>
      {onLogOut !== undefined && (
        <Button
          look="text"
          className="ms-auto px-3 text-sm !text-danger"
          aria-label={m.sessions.devices.logoutOf(name)}
          onClick={onLogOut}
        >
          {m.sessions.devices.logout}
        </Button>
      )}
    </div>
  );
}

function nameOf(session: SessionInfo): string {
  return session.device.name || m.sessions.devices.unnamed;
}
