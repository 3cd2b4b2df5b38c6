// The app: which of its three faces shows, by whether somebody is logged in.
import { CloudOff } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { LogoMark } from '@/components/ui/logo';
import { AuthScreens } from '@/features/auth/components/auth-screens';
import { m } from '@/lib/i18n/messages';
import { MessengerContext } from '@/lib/realtime/use-messenger';
import { useStore } from '@/lib/store';
import { authState, begin } from './auth-state';
import { Shell } from './shell';

export function App() {
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
          <EmptyState icon={CloudOff} title={m.auth.unreachable} note={m.auth.unreachableSub} />
        </main>
      );
    case 'out':
      return <AuthScreens notice={auth.notice} onSession={begin} />;
    case 'in':
      return (
        <MessengerContext value={auth.messenger}>
          <Shell />
        </MessengerContext>
      );
  }
}
