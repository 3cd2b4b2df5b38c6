// Below the head of a chat while this device shares where it is there.
import { MapPin } from 'lucide-react';
import { Button } from '@/components/ui/controls/button';
import { stopSharing, useShares } from '@/lib/chats/live-location';
import { useMeId } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { whenToCome } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import type { ChatId } from '@/protocol/types';

export function LiveBar({ chatId }: { chatId: ChatId }) {
  const messenger = useMessenger();
  const now = useNow();
  const shared = useShares(chatId, useMeId(), now);
  if (shared.length === 0) return null;
  const until = Math.max(...shared.map((one) => one.until));
  return (
    <div role="status" className="flex items-center gap-2 border-b border-line bg-surface ps-5 pe-2">
      <MapPin size={18} aria-hidden="true" className="shrink-0 text-accent-ink" />
      <p className="min-w-0 grow text-sm">{m.contents.location.sharing(whenToCome(until, now))}</p>
      <Button
        look="text"
        onClick={() => {
          for (const one of shared) stopSharing(messenger, one);
        }}
      >
        {m.contents.location.stop}
      </Button>
    </div>
  );
}
