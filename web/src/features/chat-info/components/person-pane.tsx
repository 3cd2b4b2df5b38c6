// The profile of somebody in a chat, opened from their name, their picture or a mention. From here one writes to them, and
// in a group changes their role or removes them.
import { MessageCircle } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/controls/button';
import { Pane } from '@/components/ui/pane';
import { openDirect } from '@/lib/chats/open-chat';
import { useMeId } from '@/lib/chats/use-chat';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { cameFrom, close } from '@/lib/navigation/navigation';
import type { Chat, UserId } from '@/protocol/types';
import { MemberMenu } from './member-menu';
import { PersonFacts, PersonPresence } from './person-facts';
import { useMembers } from './use-members';

export function PersonPane({ chat, userId }: { chat: Chat; userId: UserId }) {
  const messenger = useMessenger();
  const user = useMessengerState((state) => state.people[userId]);
  const online = useMessengerState((state) => state.presence[userId]?.online === true);
  const me = useMeId() === userId;
  const member = useMembers(chat)?.find((one) => one.userId === userId);
  // Decided when the pane opens: panes opened from here become previous entries, too.
  const [fromInfo] = useState(() => cameFrom({ right: 'info' }));
  const [error, setError] = useState<string | null>(null);
  const name = user?.name ?? m.common.someone;

  function write() {
    setError(null);
    openDirect(messenger, userId).catch((reason) => setError(m.errors[failureCode(reason)]));
  }

  return (
    <Pane
      title={m.people.person}
      cross={!fromInfo}
      onBack={() => close({ right: fromInfo ? 'info' : null })}
      end={
        chat.kind === 'group' &&
        member !== undefined &&
        !me && <MemberMenu chat={chat} member={member} name={name} />
      }
    >
      <div className="flex flex-col items-center gap-1 px-6 pt-7 pb-6 text-center">
        <Avatar id={userId} name={name} size={112} online={online && !me} />
        <p dir="auto" className="mt-4 text-xl font-bold text-balance wrap-anywhere">
          {name}
        </p>
        {!me && <PersonPresence userId={userId} />}
        {member !== undefined && member.role !== 'member' && (
          <p className="mt-1 rounded-full bg-accent-soft px-2.5 py-0.5 text-xs font-semibold text-accent-ink">
            {m.members.role[member.role]}
          </p>
        )}
        <Button className="mt-5 min-w-40" onClick={write}>
          <MessageCircle size={19} aria-hidden="true" />
          {me ? m.chats.noteToSelf : m.people.write}
        </Button>
        {error !== null && (
          <p role="alert" className="pt-2 text-sm text-danger">
            {error}
          </p>
        )}
      </div>
      <PersonFacts userId={userId} />
    </Pane>
  );
}
