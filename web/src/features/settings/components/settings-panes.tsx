// The settings, and which of their pages shows.
import type { LeftPane } from '@/lib/navigation/route';
import { AppearancePage } from './appearance-page';
import { DevicesPage } from './devices-page';
import { PasswordPage } from './password-page';
import { PrivacyPage } from './privacy-page';
import { ProfilePage } from './profile-page';
import { SettingsMenu } from './settings-menu';
import { ShortcutsPage } from './shortcuts-page';

type Props = { pane: LeftPane; onLogOut: () => Promise<void> };

export function SettingsPanes({ pane, onLogOut }: Props) {
  switch (pane) {
    case 'settings.profile':
      return <ProfilePage />;
    case 'settings.privacy':
      return <PrivacyPage />;
    case 'settings.appearance':
      return <AppearancePage />;
    case 'settings.devices':
      return <DevicesPage />;
    case 'settings.password':
      return <PasswordPage />;
    case 'settings.shortcuts':
      return <ShortcutsPage />;
    default:
      return <SettingsMenu onLogOut={onLogOut} />;
  }
}
