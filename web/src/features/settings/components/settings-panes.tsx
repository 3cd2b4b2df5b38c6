// The settings: shows the page of the address.
import type { LeftPane } from '@/lib/navigation/route';
import { AboutPage } from './about-page';
import { AppearancePage } from './appearance-page';
import { DevicesPage } from './devices-page';
import { LanguagePage } from './language-page';
import { NotificationsPage } from './notifications-page';
import { PasswordPage } from './password-page';
import { PrivacyPage } from './privacy-page';
import { ProfilePage } from './profile-page';
import { SettingsMenu } from './settings-menu';
import { ShortcutsPage } from './shortcuts-page';
import { StoragePage } from './storage-page';

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
    case 'settings.notifications':
      return <NotificationsPage />;
    case 'settings.language':
      return <LanguagePage />;
    case 'settings.storage':
      return <StoragePage />;
    case 'settings.about':
      return <AboutPage />;
    default:
      return <SettingsMenu onLogOut={onLogOut} />;
  }
}
