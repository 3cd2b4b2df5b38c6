// The facts about oneself that others may see, and how long they see one's messages.
import { useState } from 'react';
import { LastingChoice } from '@/components/messaging/lasting-choice';
import { Switch } from '@/components/ui/controls/switch';
import { Notice } from '@/components/ui/notice';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import type { SettingsPatch } from '@/protocol/types';
import { patchSettings } from '../api/account';
import { SettingsPage } from './settings-page';
import { SettingsSection } from './settings-section';

export function PrivacyPage() {
  const messenger = useMessenger();
  const kept = useMessengerState((state) => state.me.settings);
  /** The choices that are on their way to the server. */
  const [wanted, setWanted] = useState<SettingsPatch>({});
  const [error, setError] = useState<string | null>(null);
  const { readReceipts, disappearAfter = null } = { ...kept, ...wanted };

  async function change(patch: SettingsPatch) {
    setWanted(patch);
    setError(null);
    try {
      await patchSettings(messenger, patch);
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
    }
    setWanted({});
  }

  return (
    <SettingsPage title={m.settings.menu.privacy}>
      <div className="border-b border-line py-2">
        <Switch
          label={m.settings.privacy.receipts}
          note={m.settings.privacy.receiptsSub}
          checked={readReceipts}
          onChange={(checked) => void change({ readReceipts: checked })}
        />
      </div>
      <SettingsSection title={m.lasting.mineTitle}>
        <div className="px-5 pb-2">
          <LastingChoice
            label={m.lasting.mineTitle}
            value={disappearAfter}
            onChange={(seconds) => void change({ disappearAfter: seconds })}
          />
          <p className="mt-1 text-sm text-ink-soft">{m.lasting.mineSub}</p>
        </div>
      </SettingsSection>
      {error !== null && (
        <div className="px-5 py-2">
          <Notice kind="error">{error}</Notice>
        </div>
      )}
    </SettingsPage>
  );
}
