// Changing the password.
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { PasswordField } from '@/components/ui/controls/password-field';
import { Notice } from '@/components/ui/notice';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { changePassword } from '../api/account';
import { SettingsPage } from './settings-page';

export function PasswordPage() {
  const messenger = useMessenger();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const short = new TextEncoder().encode(next).length < 8;

  async function change(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    setDone(false);
    setError(null);
    if (current === '' || short) return;
    setBusy(true);
    try {
      await changePassword(messenger.keeper, current, next);
      setDone(true);
      setTried(false);
      setCurrent('');
      setNext('');
    } catch (reason) {
      const code = failureCode(reason);
      // A wrong password here does not end the session.
      setError(
        code === 'forbidden' || code === 'unauthenticated' ? m.accounts.password.wrong : m.errors[code],
      );
    }
    setBusy(false);
  }

  return (
    <SettingsPage title={m.settings.menu.password}>
      <form noValidate onSubmit={change} className="flex flex-col gap-5 p-5">
        {error !== null && <Notice kind="error">{error}</Notice>}
        {done && <Notice kind="info">{m.accounts.password.done}</Notice>}
        <PasswordField
          label={m.accounts.password.current}
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
          error={tried && current === '' ? m.sessions.passwordMissing : null}
          autoComplete="current-password"
        />
        <PasswordField
          label={m.accounts.password.next}
          hint={m.accounts.passwordHint}
          value={next}
          onChange={(event) => setNext(event.target.value)}
          error={tried && short ? m.accounts.passwordShort : null}
          autoComplete="new-password"
        />
        <Button type="submit" busy={busy} disabled={busy} className="self-end">
          {m.accounts.password.change}
        </Button>
      </form>
    </SettingsPage>
  );
}
