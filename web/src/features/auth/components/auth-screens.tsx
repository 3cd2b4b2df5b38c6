// Chooses between logging in and registering, by the address and by what the server allows.
import { useEffect, useState } from 'react';
import { BASE, withinApp } from '@/lib/base';
import { useResource } from '@/lib/http/use-resource';
import type { Session } from '@/protocol/types';
import { fetchServerInfo } from '../api/auth';
import { LoginScreen } from './login-screen';
import { RegisterScreen } from './register-screen';

type Props = { notice: string | null; onSession: (session: Session) => Promise<void> };

export function AuthScreens({ notice, onSession }: Props) {
  const info = useResource('server', fetchServerInfo);
  // Undefined until the server has answered; null when it does not answer. The log-in screen works without the answer,
  // and reports itself when the server is away.
  const server = info.data ?? (info.failure === null ? undefined : null);
  const [path, setPath] = useState(() => withinApp(location.pathname));
  const setupCode = new URLSearchParams(location.search).get('setup');

  useEffect(() => {
    const follow = () => setPath(withinApp(location.pathname));
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  function open(to: '/login' | '/register') {
    history.pushState(null, '', BASE + to + location.search);
    setPath(to);
  }

  if (server === undefined) return <div className="h-full bg-surface" />;
  const mayRegister = setupCode !== null || server?.registrationOpen === true || server?.needsSetup === true;
  if (mayRegister && (path === '/register' || (server?.needsSetup === true && path !== '/login'))) {
    return (
      <RegisterScreen
        needsSetup={server?.needsSetup ?? false}
        setupCode={setupCode}
        onSession={onSession}
        onLogin={() => open('/login')}
      />
    );
  }
  return (
    <LoginScreen
      notice={notice}
      onSession={onSession}
      onRegister={mayRegister ? () => open('/register') : null}
      closed={server !== null && !mayRegister}
    />
  );
}
