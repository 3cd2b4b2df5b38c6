// The app: the log-in screens or the chats, and the layers over both.
import { CloudOff } from 'lucide-react';
import { Suspense } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { LogoMark } from '@/components/ui/logo';
import { publicAddress } from '@/lib/base';
import { useLanguage } from '@/lib/i18n/language';
import { m } from '@/lib/i18n/messages';
import { LOGGED_IN, LOGGED_OUT } from '@/lib/i18n/texts';
import { lazily } from '@/lib/lazily';
import { MessengerContext } from '@/lib/messenger/use-messenger';
import { useStore } from '@/lib/store';
import { authState, begin } from './auth-state';

/** A logged-in person does not need them. */
export const AuthScreens = lazily(
  async () => (await import('@/features/auth/components/auth-screens')).AuthScreens,
  ...LOGGED_OUT,
);
export const Shell = lazily(async () => (await import('./shell')).Shell, ...LOGGED_IN);
/** The first picture shows without them, so they are fetched after it. Notices wait until then. */
const Toaster = lazily(async () => (await import('@/components/ui/overlays/toaster')).Toaster);
const TooltipLayer = lazily(async () => (await import('@/components/ui/overlays/tooltip')).TooltipLayer);

export function App() {
  // In another language every text is rendered anew.
  const language = useLanguage();
  return (
    <div key={language} className="h-full">
      <Face />
      <Suspense>
        <Toaster />
        <TooltipLayer />
      </Suspense>
    </div>
  );
}

function Face() {
  const auth = useStore(authState, (state) => state);
  switch (auth.status) {
    case 'starting':
      return (
        <div
          role="status"
          aria-label={m.common.loading}
          className="grid h-full animate-fade place-items-center"
        >
          <span className="animate-shimmer">
            <LogoMark size={64} />
          </span>
        </div>
      );
    case 'unreachable':
      return (
        <main className="flex h-full flex-col bg-surface">
          <EmptyState
            icon={CloudOff}
            title={m.app.connection.unreachable}
            note={auth.refused ? m.app.connection.refused(publicAddress()) : m.app.connection.unreachableSub}
          />
        </main>
      );
    case 'out':
      return (
        <Suspense fallback={<div className="h-full bg-surface" />}>
          <AuthScreens notice={auth.notice} onSession={begin} />
        </Suspense>
      );
    case 'in':
      return (
        <MessengerContext value={auth.messenger}>
          <Suspense fallback={<div className="h-full bg-surface" />}>
            <Shell />
          </Suspense>
        </MessengerContext>
      );
  }
}
