// Leaving a group.
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/ui/overlays/dialog';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { goHome } from '@/lib/navigation/navigation';
import type { Chat } from '@/protocol/types';
import { removeMember } from '../api/group';

export function LeaveGroup({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const owner = chat.role === 'owner' && chat.memberCount > 1;

  async function leave() {
    setBusy(true);
    setError(null);
    try {
      await removeMember(messenger, chat.id, messenger.keeper.userId);
      goHome();
    } catch (reason) {
      setError(m.errors[failureCode(reason)]);
      setBusy(false);
    }
  }

  return (
    <div className="border-t border-line py-2">
      <button
        type="button"
        onClick={() => setAsking(true)}
        className="mx-2 flex min-h-13 w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-3 font-semibold text-danger -outline-offset-2 hover:bg-hover"
      >
        <LogOut size={20} aria-hidden="true" className="rtl:-scale-x-100" />
        {m.members.leave}
      </button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={m.members.leaveTitle(chat.title ?? '')}
        note={owner ? `${m.members.leaveSub} ${m.members.leaveOwner}` : m.members.leaveSub}
        action={m.members.leave}
        onConfirm={() => void leave()}
        busy={busy}
        error={error}
      />
    </div>
  );
}
