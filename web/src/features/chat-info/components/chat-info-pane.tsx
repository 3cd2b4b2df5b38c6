// About a chat: the other person, or the group and its members.
import { BellOff } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { Pane } from '@/components/ui/pane';
import { m } from '@/lib/i18n/messages';
import { close } from '@/lib/navigation/navigation';
import { isMuted, mutedFor } from '@/lib/realtime/chat-state';
import { useFace } from '@/lib/realtime/use-chat';
import { useMessenger, useMessengerState } from '@/lib/realtime/use-messenger';
import { lastSeen, whenInSentence } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import type { Chat, UserId } from '@/protocol/types';
import { GroupAbout } from './group-about';
import { LeaveGroup } from './leave-group';
import { MemberList } from './member-list';
import { QuickActions } from './quick-actions';

export function ChatInfoPane({ chat }: { chat: Chat }) {
  const face = useFace(chat);
  const now = useNow();
  const titles = { person: m.info.contact, group: m.info.group, self: m.info.self };
  return (
    <Pane title={titles[face.kind]} cross onBack={() => close({ right: null })}>
      <div className="flex flex-col items-center gap-1 px-6 pt-7 pb-5 text-center">
        <ChatAvatar face={face} size={112} />
        <p className="mt-4 text-xl font-bold text-balance wrap-anywhere">{face.name}</p>
        {face.userId !== null && <PersonPresence userId={face.userId} />}
        {face.kind === 'group' && <p className="text-ink-soft">{m.info.members(chat.memberCount)}</p>}
        {face.kind === 'self' && <p className="text-ink-soft text-balance">{m.chat.helloSelf}</p>}
        <QuickActions chat={chat} />
        {isMuted(chat, now) && (
          <p className="mt-3 flex items-center gap-2 text-sm text-ink-soft">
            <BellOff size={15} aria-hidden="true" />
            {m.chats.muted}: {mutedFor(chat, now)}
          </p>
        )}
      </div>
      {face.userId !== null && <PersonAbout userId={face.userId} />}
      {face.kind === 'group' && (
        <>
          <GroupAbout chat={chat} />
          <MemberList chat={chat} />
          <LeaveGroup chat={chat} />
          <p className="px-5 pt-1 pb-6 text-center text-sm text-ink-faint">
            {m.info.created(whenInSentence(chat.createdAt, now))}
          </p>
        </>
      )}
    </Pane>
  );
}

function PersonPresence({ userId }: { userId: UserId }) {
  const presence = useMessengerState((state) => state.presence[userId]);
  const now = useNow();
  if (presence?.online) return <p className="font-medium text-online">{m.presence.online}</p>;
  if (presence?.lastSeen === undefined) return null;
  return <p className="text-ink-soft">{lastSeen(presence.lastSeen, now)}</p>;
}

function PersonAbout({ userId }: { userId: UserId }) {
  const messenger = useMessenger();
  const user = useMessengerState((state) => state.people[userId]);
  useEffect(() => messenger.people.refresh([userId]), [messenger, userId]);
  if (user === undefined) return null;
  return (
    <dl className="border-t border-line py-2">
      <Fact name={m.info.about}>
        {user.about ?? <span className="text-ink-faint">{m.info.noAbout}</span>}
      </Fact>
      <Fact name={m.info.username}>@{user.username}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-5 py-2.5">
      <dt className="text-sm text-ink-faint">{name}</dt>
      <dd className="whitespace-pre-wrap wrap-anywhere">{children}</dd>
    </div>
  );
}
