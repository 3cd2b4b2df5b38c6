// Other ways to send what was written, fetched when they are first wanted: without a sound, or later.
import { BellOff, CalendarClock, Clock } from 'lucide-react';
import { ContextMenu, MenuItem, SubMenu } from '@/components/ui/overlays/menu';
import type { Point } from '@/components/ui/overlays/press-menu';
import { plan } from '@/lib/chats/plans/planning';
import { schedule } from '@/lib/chats/plans/plans';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { Said } from '@/lib/state/content';
import { clockTime } from '@/lib/time/format';
import { sendPresets } from '@/lib/time/presets';
import { serverNow } from '@/lib/time/server-clock';
import type { ChatId } from '@/protocol/types';

/** What is sent later when one asks for it. */
export type Later = { chatId: ChatId; say: () => Said; onPlanned: () => void };

type Props = {
  at: Point;
  returnTo: HTMLElement | null;
  onSilent: () => void;
  later: Later;
  onClose: () => void;
};

export function SendMenu({ at, returnTo, onSilent, later, onClose }: Props) {
  const messenger = useMessenger();
  const { chatId, say, onPlanned } = later;

  function sendAt(sendAt: number) {
    schedule(messenger, chatId, say(), { sendAt, repeat: null });
    onPlanned();
  }
  return (
    <ContextMenu label={m.messages.composer.send} at={at} returnTo={returnTo} onClose={onClose}>
      <MenuItem icon={BellOff} onSelect={onSilent}>
        {m.contents.sendSilently}
      </MenuItem>
      <SubMenu icon={CalendarClock} label={m.plans.later}>
        {sendPresets(serverNow()).map((preset) => (
          <MenuItem key={preset.name} icon={Clock} onSelect={() => sendAt(preset.at)}>
            <span className="grow">{m.plans.presets[preset.name]}</span>
            <span className="ms-4 text-sm text-ink-soft">{clockTime(preset.at)}</span>
          </MenuItem>
        ))}
        <MenuItem
          icon={CalendarClock}
          onSelect={() => plan({ kind: 'schedule', chatId, said: say(), onPlanned })}
        >
          {m.plans.anotherTime}
        </MenuItem>
      </SubMenu>
    </ContextMenu>
  );
}
