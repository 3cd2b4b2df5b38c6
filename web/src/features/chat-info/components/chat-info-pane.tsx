// About a chat: the other person, or the group and its members.
import { BellOff, ChevronRight, Star } from 'lucide-react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { Pane } from '@/components/ui/pane';
import { isMuted, mutedFor } from '@/lib/chats/chat-state';
import { useFace } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { close, go } from '@/lib/navigation/navigation';
import { whenInSentence } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import type { Chat } from '@/protocol/types';
import { ChatLasting } from './chat-lasting';
import { GroupAbout } from './group-about';
import { LeaveGroup } from './leave-group';
import { MemberList } from './member-list';
import { PersonFacts, PersonPresence } from './person-facts';
import { QuickActions } from './quick-actions';

export function ChatInfoPane({ chat }: { chat: Chat }) {
  const face = useFace(chat);
  const now = useNow();
  const titles = { person: m.people.contact, group: m.members.group, self: m.people.self };
  return (
    <Pane title={titles[face.kind]} cross onBack={() => close({ right: null })}>
      <div className="flex flex-col items-center gap-1 px-6 pt-7 pb-5 text-center">
        <ChatAvatar face={face} size={112} />
        <p dir="auto" className="mt-4 text-xl font-bold text-balance wrap-anywhere">
          {face.name}
        </p>
        {face.userId !== null && <PersonPresence userId={face.userId} />}
        {face.kind === 'group' && <p className="text-ink-soft">{m.chats.members(chat.memberCount)}</p>}
        {face.kind === 'self' && <p className="text-ink-soft text-balance">{m.messages.helloSelf}</p>}
        <QuickActions chat={chat} />
        {isMuted(chat, now) && (
          <p className="mt-3 flex items-center gap-2 text-sm text-ink-soft">
            <BellOff size={15} aria-hidden="true" />
            {m.chats.muted}: {mutedFor(chat, now)}
          </p>
        )}
      </div>
      {face.userId !== null && <PersonFacts userId={face.userId} />}
      <button
        type="button"
        onClick={() => go({ right: 'stars' })}
        className="mx-2 flex min-h-13 w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-3 text-start font-semibold -outline-offset-2 hover:bg-hover"
      >
        <Star size={20} aria-hidden="true" className="text-ink-soft" />
        <span className="grow">{m.lasting.stars}</span>
        <ChevronRight size={18} aria-hidden="true" className="text-line-strong rtl:-scale-x-100" />
      </button>
      <ChatLasting chat={chat} />
      {face.kind === 'group' && (
        <>
          <GroupAbout chat={chat} />
          <MemberList chat={chat} />
          <LeaveGroup chat={chat} />
          <p className="px-5 pt-1 pb-6 text-center text-sm text-ink-faint">
            {m.members.created(whenInSentence(chat.createdAt, now))}
          </p>
        </>
      )}
    </Pane>
  );
}
