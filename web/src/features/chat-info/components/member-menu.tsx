// The actions on one member: write to them, and, for admins and the owner, their role and removal.
import { Crown, EllipsisVertical, MessageCircle, ShieldCheck, ShieldOff, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/components/ui/controls/icon-button';
import { ConfirmDialog } from '@/components/ui/overlays/dialog';
import { Menu, MenuItem, MenuLine } from '@/components/ui/overlays/menu';
import { openDirect } from '@/lib/chats/open-chat';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { Chat, Member } from '@/protocol/types';
import { removeMember, setRole } from '../api/group';

/** An action on a member. Some are confirmed first; any that fails opens the dialog to show why. */
type Question = 'message' | 'remove' | 'handOver' | 'makeAdmin' | 'dropAdmin';

export function MemberMenu({ chat, member, name }: { chat: Chat; member: Member; name: string }) {
  const messenger = useMessenger();
  const [asking, setAsking] = useState<Question | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const owner = chat.role === 'owner';
  // An admin manages members; only the owner manages admins.
  const mayRemove = owner || (chat.role === 'admin' && member.role === 'member');
  const mayPromote = (owner || chat.role === 'admin') && member.role === 'member';
  const mayDrop = owner && member.role === 'admin';

  const actions: Record<Question, () => Promise<unknown>> = {
    message: () => openDirect(messenger, member.userId),
    remove: () => removeMember(messenger, chat.id, member.userId),
    handOver: () => setRole(messenger, chat.id, member.userId, 'owner'),
    makeAdmin: () => setRole(messenger, chat.id, member.userId, 'admin'),
    dropAdmin: () => setRole(messenger, chat.id, member.userId, 'member'),
  };
  const words: Record<Question, { title: string; note?: string; action: string }> = {
    message: { title: name, action: m.members.message(name) },
    remove: { title: m.members.removeTitle(name), note: m.members.removeSub, action: m.members.remove },
    handOver: {
      title: m.members.handOverTitle(name),
      note: m.members.handOverSub,
      action: m.members.handOver,
    },
    makeAdmin: { title: name, action: m.members.makeAdmin },
    dropAdmin: { title: name, action: m.members.dropAdmin },
  };

  async function act(question: Question) {
    setBusy(true);
    setError(null);
    try {
      await actions[question]();
      setAsking(null);
    } catch (reason) {
      // The dialog shows why the action failed, also when it was not confirmed first.
      setAsking(question);
      setError(m.errors[failureCode(reason)]);
    }
    setBusy(false);
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton label={m.members.memberActions(name)}>
            <EllipsisVertical size={19} />
          </IconButton>
        }
      >
        <MenuItem icon={MessageCircle} onSelect={() => void act('message')}>
          {m.members.message(name)}
        </MenuItem>
        {(mayPromote || mayDrop || mayRemove) && <MenuLine />}
        {mayPromote && (
          <MenuItem icon={ShieldCheck} onSelect={() => void act('makeAdmin')}>
            {m.members.makeAdmin}
          </MenuItem>
        )}
        {mayDrop && (
          <MenuItem icon={ShieldOff} onSelect={() => void act('dropAdmin')}>
            {m.members.dropAdmin}
          </MenuItem>
        )}
        {owner && (
          <MenuItem icon={Crown} onSelect={() => setAsking('handOver')}>
            {m.members.handOver}
          </MenuItem>
        )}
        {mayRemove && (
          <MenuItem icon={UserMinus} danger onSelect={() => setAsking('remove')}>
            {m.members.remove}
          </MenuItem>
        )}
      </Menu>
      {asking !== null && (
        <ConfirmDialog
          open
          {...words[asking]}
          danger={asking === 'remove'}
          onClose={() => {
            setAsking(null);
            setError(null);
          }}
          onConfirm={() => void act(asking)}
          busy={busy}
          error={error}
        />
      )}
    </>
  );
}
