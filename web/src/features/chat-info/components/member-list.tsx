// The members of a group, and the actions on them.
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { PersonLink } from '@/components/messaging/person-link';
import { Avatar } from '@/components/ui/avatar';
import { SearchField } from '@/components/ui/controls/search-field';
import { RowSkeletons } from '@/components/ui/skeleton';
import { Line } from '@/components/ui/text/words';
import { useMeId, usePeople } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { canAdminister } from '@/lib/state/selectors';
import type { Chat, Member, Role } from '@/protocol/types';
import { AddMembersDialog } from './add-members-dialog';
import { MemberMenu } from './member-menu';
import { useMembers } from './use-members';

/** From this number of members on, a field finds one. */
const MANY = 12;
const RANK: Record<Role, number> = { owner: 0, admin: 1, member: 2 };

export function MemberList({ chat }: { chat: Chat }) {
  const people = usePeople();
  const meId = useMeId();
  const [words, setWords] = useState('');
  const [adding, setAdding] = useState(false);
  const members = useMembers(chat);

  const nameOf = (member: Member) => people[member.userId]?.name ?? '';
  const shown = (members ?? [])
    .filter((member) => nameOf(member).toLocaleLowerCase().includes(words.trim().toLocaleLowerCase()))
    .sort(
      (a, b) =>
        Number(b.userId === meId) - Number(a.userId === meId) ||
        RANK[a.role] - RANK[b.role] ||
        nameOf(a).localeCompare(nameOf(b)),
    );

  return (
    <section aria-label={m.chats.members(chat.memberCount)} className="border-t border-line py-3">
      <h3 className="px-5 pb-1.5 text-sm text-ink-faint">{m.chats.members(chat.memberCount)}</h3>
      {canAdminister(chat) && (
        <button
          type="button"
          onClick={() => setAdding(true)}
          className="mx-2 flex min-h-14 w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-3 text-start font-semibold text-accent-ink -outline-offset-2 hover:bg-hover"
        >
          <span className="grid size-10 place-items-center rounded-full bg-accent-soft">
            <UserPlus size={19} aria-hidden="true" />
          </span>
          {m.members.addMembers}
        </button>
      )}
      {chat.memberCount > MANY && (
        <div className="px-4 py-2">
          <SearchField label={m.members.filterMembers} value={words} onValue={setWords} />
        </div>
      )}
      {members === undefined && <RowSkeletons count={4} />}
      <ul>
        {shown.map((member) => (
          <MemberRow key={member.userId} chat={chat} member={member} />
        ))}
      </ul>
      {adding && <AddMembersDialog chat={chat} members={members ?? []} onClose={() => setAdding(false)} />}
    </section>
  );
}

function MemberRow({ chat, member }: { chat: Chat; member: Member }) {
  const user = useMessengerState((state) => state.people[member.userId]);
  const online = useMessengerState((state) => state.presence[member.userId]?.online === true);
  const me = useMeId() === member.userId;
  const name = user?.name ?? m.common.someone;
  return (
    <li className="flex min-h-14 items-center gap-2 ps-2 pe-3">
      <PersonLink
        chatId={chat.id}
        userId={member.userId}
        className="flex min-h-14 min-w-0 grow items-center gap-3.5 rounded-xl px-3 -outline-offset-2 hover:bg-hover"
      >
        <Avatar id={member.userId} name={name} size={40} online={online && !me} />
        <span className="min-w-0 grow">
          <Line className="font-medium">{me ? m.common.you : name}</Line>
          {user !== undefined && (
            <Line className="text-sm text-ink-soft">{user.about ?? `@${user.username}`}</Line>
          )}
        </span>
      </PersonLink>
      {member.role !== 'member' && (
        <span className="shrink-0 rounded-full bg-accent-soft px-2.5 py-0.5 text-xs font-semibold text-accent-ink">
          {m.members.role[member.role]}
        </span>
      )}
      {!me && <MemberMenu chat={chat} member={member} name={name} />}
    </li>
  );
}
