// One thing the palette found.
import { useEffect, useRef } from 'react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { cx } from '@/components/ui/cx';
import { Line } from '@/components/ui/text/words';
import { m } from '@/lib/i18n/messages';
import type { Hit } from '../model/results';

type Props = { id: string; hit: Hit; chosen: boolean; onPoint: () => void; onOpen: () => void };

export function HitRow({ id, hit, chosen, onPoint, onOpen }: Props) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the field
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      onPointerMove={onPoint}
      onClick={onOpen}
      className={cx(
        'flex min-h-11 scroll-my-2 cursor-pointer items-center gap-3 rounded-xl px-2.5 touch:min-h-12',
        chosen && 'bg-accent-soft',
      )}
    >
      <Inside hit={hit} />
    </div>
  );
}

function Inside({ hit }: { hit: Hit }) {
  switch (hit.kind) {
    case 'chat':
      return (
        <>
          <ChatAvatar face={hit.face} size={32} />
          <Line className="grow font-semibold">{hit.face.name}</Line>
          {hit.chat.state.archived && <span className="text-sm text-ink-soft">{m.chats.archived}</span>}
          {hit.chat.unread > 0 && (
            <Badge count={hit.chat.unread} label={m.chats.unreadMessages(hit.chat.unread)} />
          )}
        </>
      );
    case 'person':
      return (
        <>
          <Avatar id={hit.user.id} name={hit.user.name} size={32} />
          <Line className="font-semibold">{hit.user.name}</Line>
          <Line className="grow text-sm text-ink-soft">@{hit.user.username}</Line>
        </>
      );
    case 'command': {
      const { icon: Icon, title } = hit.command;
      return (
        <>
          <span className="grid size-8 shrink-0 place-items-center text-ink-soft">
            <Icon size={19} aria-hidden="true" />
          </span>
          <span className="grow truncate">{title}</span>
        </>
      );
    }
  }
}
