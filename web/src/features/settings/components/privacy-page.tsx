// The facts about oneself that others may see.
import { useState } from 'react';
import { Switch } from '@/components/ui/controls/switch';
import { Notice } from '@/components/ui/notice';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { setReadReceipts } from '../api/account';
import { SettingsPage } from './settings-page';

export function PrivacyPage() {
  const messenger = useMessenger();
  const kept = useMessengerState((state) => state.me.settings.readReceipts);
  /** The choice that is on its way to the server. */
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [error, setError] = useState<string | null>(null);

  async function change(readReceipts: boolean) {
    setWanted(readReceipts);
    setError(null);
    try {
      await setReadReceipts(messenger, readReceipts);
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
    }
    setWanted(null);
  }

  return (
    <SettingsPage title={m.settings.menu.privacy}>
      <div className="py-2">
        <Switch
          label={m.settings.privacy.receipts}
          note={m.settings.privacy.receiptsSub}
          checked={wanted ?? kept}
          onChange={(checked) => void change(checked)}
        />
        {error !== null && (
          <div className="px-5 py-2">
            <Notice kind="error">{error}</Notice>
          </div>
        )}
      </div>
    </SettingsPage>
  );
}
