// Facts about a person: whether they are online, and the text about themselves.
import { type ReactNode, useEffect } from 'react';
import { Words } from '@/components/ui/text/words';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { lastSeen } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import type { UserId } from '@/protocol/types';

export function PersonPresence({ userId }: { userId: UserId }) {
  const presence = useMessengerState((state) => state.presence[userId]);
  const now = useNow();
  if (presence?.online) return <p className="font-medium text-online">{m.presence.online}</p>;
  if (presence?.lastSeen === undefined) return null;
  return <p className="text-ink-soft">{lastSeen(presence.lastSeen, now)}</p>;
}

export function PersonFacts({ userId }: { userId: UserId }) {
  const messenger = useMessenger();
  const user = useMessengerState((state) => state.people[userId]);
  useEffect(() => messenger.people.refresh([userId]), [messenger, userId]);
  if (user === undefined) return null;
  return (
    <dl className="border-t border-line py-2">
      <Fact name={m.people.about}>
        {user.about ? (
          <Words>{user.about}</Words>
        ) : (
          <span className="text-ink-faint">{m.people.noAbout}</span>
        )}
      </Fact>
      <Fact name={m.people.username}>
        <Words>@{user.username}</Words>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="px-5 py-2.5">
      <dt className="text-sm text-ink-faint">{name}</dt>
      <dd className="whitespace-pre-wrap">{children}</dd>
    </div>
  );
}
