// The first page of the settings: one's profile, and the way to the other pages.
import type { LucideIcon } from 'lucide-react';
import {
  AtSign,
  Bell,
  CalendarClock,
  ChevronRight,
  HardDrive,
  Info,
  Keyboard,
  KeyRound,
  Languages,
  Lock,
  LogOut,
  MonitorSmartphone,
  Palette,
  Star,
  UserRound,
} from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { ConfirmDialog } from '@/components/ui/overlays/dialog';
import { Pane } from '@/components/ui/pane';
import { Line } from '@/components/ui/text/words';
import { failureCode } from '@/lib/http/api-error';
import { serverInfo } from '@/lib/http/server-info';
import { useResource } from '@/lib/http/use-resource';
import { LANGUAGES, type Language, useLanguage } from '@/lib/i18n/language';
import { m } from '@/lib/i18n/messages';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { close, go } from '@/lib/navigation/navigation';
import type { LeftPane } from '@/lib/navigation/route';

type Page = { pane: LeftPane; icon: LucideIcon; title: string; note: string };

const pages = (language: Language): Page[] => [
  { pane: 'stars', icon: Star, title: m.lasting.stars, note: m.lasting.starsSub },
  { pane: 'mentions', icon: AtSign, title: m.lasting.mentions, note: m.lasting.mentionsSub },
  { pane: 'plans', icon: CalendarClock, title: m.settings.menu.plans, note: m.settings.menu.plansSub },
  {
    pane: 'settings.profile',
    icon: UserRound,
    title: m.settings.menu.profile,
    note: m.settings.menu.profileSub,
  },
  { pane: 'settings.privacy', icon: Lock, title: m.settings.menu.privacy, note: m.settings.menu.privacySub },
  {
    pane: 'settings.notifications',
    icon: Bell,
    title: m.settings.menu.notifications,
    note: m.settings.menu.notificationsSub,
  },
  {
    pane: 'settings.appearance',
    icon: Palette,
    title: m.settings.menu.appearance,
    note: m.settings.menu.appearanceSub,
  },
  { pane: 'settings.language', icon: Languages, title: m.settings.menu.language, note: LANGUAGES[language] },
  {
    pane: 'settings.devices',
    icon: MonitorSmartphone,
    title: m.settings.menu.devices,
    note: m.settings.menu.devicesSub,
  },
  {
    pane: 'settings.storage',
    icon: HardDrive,
    title: m.settings.menu.storage,
    note: m.settings.menu.storageSub,
  },
  {
    pane: 'settings.password',
    icon: KeyRound,
    title: m.settings.menu.password,
    note: m.settings.menu.passwordSub,
  },
  {
    pane: 'settings.shortcuts',
    icon: Keyboard,
    title: m.settings.menu.shortcuts,
    note: m.settings.menu.shortcutsSub,
  },
  { pane: 'settings.about', icon: Info, title: m.settings.menu.about, note: m.settings.menu.aboutSub },
];

export function SettingsMenu({ onLogOut }: { onLogOut: () => Promise<void> }) {
  const me = useMessengerState((state) => state.me);
  const language = useLanguage();
  const server = useResource('server', serverInfo);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function logOut() {
    setBusy(true);
    setError(null);
    try {
      await onLogOut();
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
      setBusy(false);
    }
  }

  return (
    <Pane title={m.settings.menu.title} onBack={() => close({ left: 'chats' })}>
      <button
        type="button"
        onClick={() => go({ left: 'settings.profile' })}
        className="m-2 flex items-center gap-4 rounded-xl p-3 text-start -outline-offset-2 hover:bg-hover"
      >
        <Avatar id={me.id} name={me.name} size={64} />
        <span className="min-w-0">
          <Line className="text-lg font-bold">{me.name}</Line>
          <Line className="text-ink-soft">@{me.username}</Line>
          {me.admin && (
            <span className="mt-1 inline-block rounded-full bg-accent-soft px-2.5 py-0.5 text-xs font-semibold text-accent-ink">
              {m.settings.menu.admin}
            </span>
          )}
        </span>
      </button>
      <ul className="pb-2">
        {pages(language).map(({ pane, icon: Icon, title, note }) => (
          <li key={pane}>
            <button
              type="button"
              onClick={() => go({ left: pane })}
              className="mx-2 flex min-h-15 w-[calc(100%-1rem)] items-center gap-4 rounded-xl px-3 text-start -outline-offset-2 hover:bg-hover"
            >
              <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-soft">
                <Icon size={19} aria-hidden="true" />
              </span>
              <span className="min-w-0 grow">
                <span className="block truncate font-semibold">{title}</span>
                <span className="block truncate text-sm text-ink-soft">{note}</span>
              </span>
              <ChevronRight size={18} aria-hidden="true" className="text-line-strong rtl:-scale-x-100" />
            </button>
          </li>
        ))}
      </ul>
      <div className="mt-auto border-t border-line py-2">
        <button
          type="button"
          onClick={() => setAsking(true)}
          className="mx-2 flex min-h-13 w-[calc(100%-1rem)] items-center gap-4 rounded-xl px-3 font-semibold text-danger -outline-offset-2 hover:bg-hover"
        >
          <span className="grid size-10 place-items-center">
            <LogOut size={20} aria-hidden="true" className="rtl:-scale-x-100" />
          </span>
          {m.settings.menu.logout}
        </button>
        {server.data !== undefined && (
          <p className="px-5 pt-1 pb-3 text-center text-sm text-ink-faint">
            {m.settings.menu.version(server.data.name, server.data.version)}
          </p>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={m.settings.menu.logoutTitle}
        note={m.settings.menu.logoutSub}
        action={m.settings.menu.logout}
        onConfirm={() => void logOut()}
        busy={busy}
        error={error}
      />
    </Pane>
  );
}
