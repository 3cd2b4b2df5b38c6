// How this device reports messages, and which chats are muted.
import { BellOff } from 'lucide-react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { Button } from '@/components/ui/controls/button';
import { Choice } from '@/components/ui/controls/choice';
import { Switch } from '@/components/ui/controls/switch';
import { Line } from '@/components/ui/text/words';
import { isMuted, mutedFor } from '@/lib/chats/chat-state';
import { useFace } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { setNotifySettings, TONES, useNotifySettings } from '@/lib/notify/settings';
import { previewTone } from '@/lib/notify/sounds';
import { useNow } from '@/lib/time/use-now';
import type { Chat } from '@/protocol/types';
import { SettingsPage } from './settings-page';
import { SettingsSection } from './settings-section';

export function NotificationsPage() {
  const { banners, preview, sounds, chatSounds, tone } = useNotifySettings();
  const now = useNow();
  const muted = useMessengerState((state) => Object.values(state.chats).filter((chat) => isMuted(chat, now)));
  return (
    <SettingsPage title={m.settings.menu.notifications}>
      <SettingsSection title={m.settings.notifications.inApp}>
        <Switch
          label={m.settings.notifications.banners}
          note={m.settings.notifications.bannersSub}
          checked={banners}
          onChange={(on) => setNotifySettings({ banners: on })}
        />
        {banners && (
          <Switch
            label={m.settings.notifications.preview}
            note={m.settings.notifications.previewSub}
            checked={preview}
            onChange={(on) => setNotifySettings({ preview: on })}
          />
        )}
        <Switch
          label={m.settings.notifications.sounds}
          note={m.settings.notifications.soundsSub}
          checked={sounds}
          onChange={(on) => setNotifySettings({ sounds: on })}
        />
        {sounds && (
          <div className="px-4 pb-2">
            <Choice
              label={m.settings.notifications.tone}
              value={tone}
              onChange={(chosen) => {
                setNotifySettings({ tone: chosen });
                previewTone(chosen);
              }}
              options={TONES.map((value) => ({ value, label: m.settings.notifications.tones[value] }))}
            />
          </div>
        )}
        <Switch
          label={m.settings.notifications.chatSounds}
          note={m.settings.notifications.chatSoundsSub}
          checked={chatSounds}
          onChange={(on) => setNotifySettings({ chatSounds: on })}
        />
      </SettingsSection>
      <SettingsSection title={m.settings.notifications.muted}>
        {muted.length === 0 && (
          <p className="flex items-center gap-3 px-5 py-2 text-ink-soft">
            <BellOff size={19} aria-hidden="true" className="shrink-0" />
            {m.settings.notifications.noneMuted}
          </p>
        )}
        <ul>
          {muted.map((chat) => (
            <MutedChat key={chat.id} chat={chat} now={now} />
          ))}
        </ul>
      </SettingsSection>
    </SettingsPage>
  );
}

function MutedChat({ chat, now }: { chat: Chat; now: number }) {
  const messenger = useMessenger();
  const face = useFace(chat);
  return (
    <li className="flex min-h-15 items-center gap-3.5 ps-5 pe-3">
      <ChatAvatar face={face} size={42} />
      <span className="min-w-0 grow">
        <Line className="font-semibold">{face.name}</Line>
        <span className="block truncate text-sm text-ink-soft">{mutedFor(chat, now)}</span>
      </span>
      <Button
        look="text"
        className="px-3 text-sm"
        aria-label={m.settings.notifications.unmute(face.name)}
        onClick={() => messenger.setChatState(chat.id, { mutedUntil: null })}
      >
        {m.chats.unmute}
      </Button>
    </li>
  );
}
