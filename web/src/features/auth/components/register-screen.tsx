// Creating an account; on a new server, the administrator's.
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { PasswordField } from '@/components/ui/controls/password-field';
import { TextField } from '@/components/ui/controls/text-field';
import { Notice } from '@/components/ui/notice';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { MOST } from '@/lib/text/length';
import type { Session } from '@/protocol/types';
import { register } from '../api/auth';
import { deviceName } from '../model/device-name';
import { checkEmail, checkName, checkPassword, checkUsername, suggestUsername } from '../model/validate';
import { AuthLayout } from './auth-layout';

type Props = {
  needsSetup: boolean;
  /** From the link that a new server prints. */
  setupCode: string | null;
  onSession: (session: Session) => Promise<void>;
  onLogin: () => void;
};

type Field = 'name' | 'username' | 'password' | 'email';

export function RegisterScreen({ needsSetup, setupCode, onSession, onLogin }: Props) {
  const [name, setName] = useState('');
  /** The suggestion follows the name until the person writes their own. */
  const [ownUsername, setUsername] = useState<string | null>(null);
  const [password, setPassword] = useState('');
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<{ field: Field | null; text: string } | null>(null);

  const username = ownUsername ?? suggestUsername(name);
  const problems: Record<Field, string | null> = {
    name: checkName(name),
    username: checkUsername(username),
    password: checkPassword(password),
    email: checkEmail(email.trim()),
  };
  const errorOf = (field: Field) =>
    refused?.field === field ? refused.text : tried ? problems[field] : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    setRefused(null);
    if (Object.values(problems).some((problem) => problem !== null)) return;
    setBusy(true);
    try {
      await onSession(
        await register({
          username,
          password,
          name: name.trim(),
          device: { name: deviceName(navigator.userAgent) },
          ...(email.trim() === '' ? {} : { email: email.trim() }),
          ...(setupCode === null ? {} : { setupCode }),
        }),
      );
    } catch (reason) {
      const code = failureCode(reason);
      const fields: Partial<Record<typeof code, Field>> = {
        username_taken: 'username',
        email_taken: 'email',
        weak_password: 'password',
      };
      setRefused({ field: fields[code] ?? null, text: m.errors[code] });
      setBusy(false);
    }
  }

  return (
    <AuthLayout
      title={needsSetup ? m.accounts.setupTitle : m.accounts.createAccount}
      note={needsSetup ? m.accounts.setupSub : m.accounts.createSub}
      footer={
        !needsSetup && (
          <>
            {m.accounts.haveAccount}{' '}
            <Button look="text" className="px-2" onClick={onLogin}>
              {m.sessions.login}
            </Button>
          </>
        )
      }
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        {refused !== null && refused.field === null && <Notice kind="error">{refused.text}</Notice>}
        <TextField
          label={m.accounts.name}
          hint={m.accounts.nameHint}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={errorOf('name')}
          most={MOST.name}
          autoComplete="name"
          autoFocus
        />
        <TextField
          label={m.accounts.username}
          hint={m.accounts.usernameHint}
          value={username}
          onChange={(event) => setUsername(event.target.value.trim())}
          error={errorOf('username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PasswordField
          label={m.sessions.password}
          hint={m.accounts.passwordHint}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={errorOf('password')}
          autoComplete="new-password"
        />
        <TextField
          label={m.accounts.email}
          hint={m.accounts.emailHint}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={errorOf('email')}
          autoComplete="email"
        />
        <Button type="submit" busy={busy} disabled={busy} className="mt-1 min-h-12">
          {busy ? m.accounts.creating : m.accounts.create}
        </Button>
      </form>
    </AuthLayout>
  );
}
