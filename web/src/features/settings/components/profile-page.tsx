// How one appears to others.
import { type FormEvent, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/controls/button';
import { TextArea, TextField } from '@/components/ui/controls/text-field';
import { Notice } from '@/components/ui/notice';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { MOST, tooLong } from '@/lib/text/length';
import { patchProfile } from '../api/account';
import { SettingsPage } from './settings-page';

export function ProfilePage() {
  const messenger = useMessenger();
  const me = useMessengerState((state) => state.me);
  const [name, setName] = useState(me.name);
  const [username, setUsername] = useState(me.username);
  const [about, setAbout] = useState(me.about ?? '');
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<{ field: 'username' | null; text: string } | null>(null);

  const patch = {
    ...(name.trim() === me.name ? {} : { name: name.trim() }),
    ...(username === me.username ? {} : { username }),
    ...(about.trim() === (me.about ?? '') ? {} : { about: about.trim() }),
  };
  const changed = Object.keys(patch).length > 0;
  const overlong = tooLong(name, MOST.name) !== null || tooLong(about, MOST.about) !== null;
  const usernameBad = !/^[a-z0-9._-]{3,32}$/i.test(username);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!changed || name.trim() === '' || usernameBad || overlong) return;
    setBusy(true);
    setProblem(null);
    try {
      await patchProfile(messenger, patch);
      setSaved(true);
    } catch (reason) {
      const code = failureCode(reason);
      setProblem({ field: code === 'username_taken' ? 'username' : null, text: m.errors[code] });
    }
    setBusy(false);
  }

  return (
    <SettingsPage title={m.settings.menu.profile}>
      <form noValidate onSubmit={save} onChange={() => setSaved(false)} className="flex flex-col gap-5 p-5">
        <div className="flex justify-center py-3">
          <Avatar id={me.id} name={name} size={112} />
        </div>
        {problem !== null && problem.field === null && <Notice kind="error">{problem.text}</Notice>}
        <TextField
          label={m.accounts.profile.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={name.trim() === '' ? m.accounts.nameMissing : null}
          most={MOST.name}
          autoComplete="name"
        />
        <TextField
          label={m.accounts.profile.username}
          hint={m.accounts.profile.usernameHint}
          value={username}
          onChange={(event) => setUsername(event.target.value.trim())}
          error={usernameBad ? m.accounts.usernameBad : problem?.field === 'username' ? problem.text : null}
          autoCapitalize="none"
          autoComplete="username"
          spellCheck={false}
        />
        <TextArea
          label={m.accounts.profile.about}
          hint={m.accounts.profile.aboutHint}
          value={about}
          onChange={(event) => setAbout(event.target.value)}
          most={MOST.about}
        />
        <div className="flex items-center justify-end gap-3">
          <span role="status" className="text-sm font-medium text-online">
            {saved && !changed && m.settings.menu.saved}
          </span>
          <Button type="submit" busy={busy} disabled={busy || !changed}>
            {m.common.save}
          </Button>
        </div>
      </form>
    </SettingsPage>
  );
}
