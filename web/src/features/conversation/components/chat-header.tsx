// Above the messages: the chat's name, and whether its people are online.
import { ArrowLeft, BellOff, Search } from 'lucide-react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { ChatMenuButton } from '@/components/messaging/chat-menu-button';
import { TypingDots } from '@/components/messaging/typing-dots';
import { IconButton } from '@/components/ui/controls/icon-button';
import { Line } from '@/components/ui/text/words';
import { isMuted } from '@/lib/chats/chat-state';
import { shortName } from '@/lib/chats/faces';
import { useFace, useTypingText } from '@/lib/chats/use-chat';
import { apart, m } from '@/lib/i18n/messages';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { close, go, goHome, useRoute } from '@/lib/navigation/navigation';
import { lastSeen } from '@/lib/time/format';
import { serverNow } from '@/lib/time/server-clock';
import { useNow } from '@/lib/time/use-now';
import type { Chat, User, UserId } from '@/protocol/types';

/** The header lists the names of a group with at most this many members. */
const NAMED = 7;

export function ChatHeader({ chat }: { chat: Chat }) {
  const face = useFace(chat);
  const route = useRoute();
  return (
    <header className="@container safe-top z-10 shrink-0 border-b border-line bg-surface">
      <div className="flex h-header items-center gap-1 ps-2 pe-2 md:ps-4 md:pe-3">
        <IconButton label={m.common.back} className="md:hidden" onClick={goHome}>
          <ArrowLeft size={21} className="rtl:-scale-x-100" />
        </IconButton>
        <button
          type="button"
          aria-expanded={route.right === 'info'}
          onClick={() => (route.right === 'info' ? close({ right: null }) : go({ right: 'info' }))}
          className="flex min-w-0 grow items-center gap-3 rounded-xl px-1.5 py-1 text-start hover:bg-hover"
        >
          {/* With very large text the name needs all the room. */}
          <span className="flex @max-[16rem]:hidden">
            <ChatAvatar face={face} size={42} />
          </span>
          <span className="min-w-0 grow">
            <span className="flex items-center gap-1.5">
              <Line className="font-bold">{face.name}</Line>
              {isMuted(chat, serverNow()) && (
                <BellOff
                  size={14}
                  role="img"
                  aria-label={m.chats.muted}
                  className="shrink-0 text-ink-faint"
                />
              )}
            </span>
            <Subtitle chat={chat} />
          </span>
          <span className="sr-only">{m.messages.info}</span>
        </button>
        <IconButton
          label={m.messages.searchIn}
          className="@max-[16rem]:hidden"
          onClick={() => go({ right: 'search' })}
        >
          <Search size={20} />
        </IconButton>
        <ChatMenuButton chat={chat} />
      </div>
    </header>
  );
}

function Subtitle({ chat }: { chat: Chat }) {
  const typing = useTypingText(chat);
  const face = useFace(chat);
  const now = useNow();
  const presence = useMessengerState((state) => state.presence[face.userId ?? '']);
  const online = useMessengerState(
    (state) => chat.members?.filter(({ userId }) => state.presence[userId]?.online).length ?? 0,
  );
  const names = useMessengerState((state) => namesOf(chat, state.people, state.me.id));
  if (typing !== null) {
    return (
      <span className="flex items-center gap-1.5 text-sm font-medium text-accent-ink">
        <TypingDots />
        <span className="truncate">{typing}</span>
      </span>
    );
  }
  let text = '';
  if (chat.kind === 'group') {
    text =
      online > 0 || names === ''
        ? [m.chats.members(chat.memberCount), online > 0 ? m.presence.onlineCount(online) : '']
            .filter((part) => part !== '')
            .join(m.common.comma)
        : names;
  } else if (presence?.online) text = m.presence.online;
  else if (presence?.lastSeen !== undefined) text = lastSeen(presence.lastSeen, now);
  if (text === '') return null;
  return <span className="block truncate text-sm text-ink-soft">{text}</span>;
}

/** The names in a small group; empty for a large one, or while one of the names is not known yet. */
function namesOf(chat: Chat, people: Record<UserId, User>, meId: UserId): string {
  const others = (chat.members ?? []).filter((member) => member.userId !== meId);
  if (
    others.length === 0 ||
    others.length > NAMED ||
    others.some(({ userId }) => people[userId] === undefined)
  ) {
    return '';
  }
  return [...others.map(({ userId }) => apart(shortName(people[userId]))), m.common.you].join(m.common.comma);
}
