// Logging in.
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { PasswordField } from '@/components/ui/controls/password-field';
import { TextField } from '@/components/ui/controls/text-field';
import { Notice } from '@/components/ui/notice';
import { publicAddress } from '@/lib/base';
import { failureCode, isForeign } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import type { Session } from '@/protocol/types';
import { login } from '../api/auth';
import { deviceName } from '../model/device-name';
import { AuthLayout } from './auth-layout';

type Props = {
  notice: string | null;
  onSession: (session: Session) => Promise<void>;
  /** Null when this server takes no new people, or has not answered yet whether it does. */
  onRegister: (() => void) | null;
  /** This server takes no new people. */
  closed: boolean;
};

export function LoginScreen({ notice, onSession, onRegister, closed }: Props) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    setError(null);
    if (name.trim() === '' || password === '') return;
    setBusy(true);
    try {
      await onSession(
        await login({ login: name.trim(), password, device: { name: deviceName(navigator.userAgent) } }),
      );
    } catch (reason) {
      const code = failureCode(reason);
      if (isForeign(code)) setError(m.app.connection.refused(publicAddress()));
      else
        setError(
          code === 'unauthenticated' || code === 'invalid_request' ? m.sessions.wrong : m.errors[code],
        );
      setBusy(false);
    }
  }

  return (
    <AuthLayout
      title={m.sessions.welcome}
      note={m.sessions.welcomeSub}
      footer={
        onRegister === null ? (
          closed && m.sessions.closed
        ) : (
          <>
            {m.sessions.newHere}{' '}
            <Button look="text" className="px-2" onClick={onRegister}>
              {m.accounts.createAccount}
            </Button>
          </>
        )
      }
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        {(error ?? notice) !== null && (
          <Notice kind={error === null ? 'info' : 'error'}>{error ?? notice}</Notice>
        )}
        <TextField
          label={m.sessions.loginField}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={tried && name.trim() === '' ? m.sessions.loginMissing : null}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
        />
        <PasswordField
          label={m.sessions.password}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={tried && password === '' ? m.sessions.passwordMissing : null}
          autoComplete="current-password"
        />
        <Button type="submit" busy={busy} disabled={busy} className="mt-1 min-h-12">
          {busy ? m.sessions.loggingIn : m.sessions.login}
        </Button>
      </form>
    </AuthLayout>
  );
}
