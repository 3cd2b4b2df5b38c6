// Adds somebody to one of the groups that one administers.
import { Users } from 'lucide-react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { EmptyState } from '@/components/ui/empty-state';
import { Dialog } from '@/components/ui/overlays/dialog';
import { Line } from '@/components/ui/text/words';
import { faceOf } from '@/lib/chats/faces';
import { failureCode } from '@/lib/http/api-error';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { canAdminister } from '@/lib/state/selectors';
import { showToast } from '@/lib/toasts';
import type { ChatId, UserId } from '@/protocol/types';

type Props = { userId: UserId; name: string; onClose: () => void };

export function AddToGroupDialog({ userId, name, onClose }: Props) {
  const messenger = useMessenger();
  const { chats, people, me } = useMessengerState(({ chats, people, me }) => ({ chats, people, me }));
  const groups = Object.values(chats)
    .filter((chat) => canAdminister(chat) && !chat.members?.some((member) => member.userId === userId))
    .map((chat) => faceOf(chat, people, me.id));

  async function add(chatId: ChatId, title: string) {
    onClose();
    try {
      await messenger.keeper.request('POST', `chats/${chatId}/members`, { userIds: [userId] });
      showToast({ key: 'contact', kind: 'done', text: m.contents.contact.added(name, title) });
    } catch (reason) {
      showToast({ key: 'contact', kind: 'error', text: m.errors[failureCode(reason)] });
    }
  }

  return (
    <Dialog open title={m.contents.contact.addTitle(name)} onClose={onClose}>
      <div className="max-h-[min(24rem,60dvh)] overflow-y-auto pt-2 pb-4">
        {groups.length === 0 && <EmptyState icon={Users} title={m.contents.contact.noGroups} />}
        {groups.map((face) => (
          <button
            key={face.id}
            type="button"
            onClick={() => void add(face.id, face.name)}
            className="mx-2 flex min-h-14 w-[calc(100%-1rem)] items-center gap-3.5 rounded-xl px-2.5 text-start -outline-offset-2 hover:bg-hover"
          >
            <ChatAvatar face={face} size={40} />
            <Line className="grow font-semibold">{face.name}</Line>
          </button>
        ))}
      </div>
    </Dialog>
  );
}
