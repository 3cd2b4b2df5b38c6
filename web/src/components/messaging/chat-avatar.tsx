// The picture of a chat; of a direct one, the other person's, with a sign when they are online.
import type { Face } from '@/lib/chats/faces';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { Avatar } from '../ui/avatar';

export function ChatAvatar({ face, size }: { face: Face; size?: number }) {
  const online = useMessengerState(
    (state) => face.userId !== null && state.presence[face.userId]?.online === true,
  );
  return (
    <Avatar
      id={face.id}
      name={face.name}
      kind={face.kind}
      online={online}
      {...(size === undefined ? {} : { size })}
    />
  );
}
