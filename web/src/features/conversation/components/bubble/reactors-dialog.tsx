// Everybody who reacted to a message, by emoji.
import { useEffect, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/controls/button';
import { Choice } from '@/components/ui/controls/choice';
import { Dialog } from '@/components/ui/overlays/dialog';
import { RowSkeletons } from '@/components/ui/skeleton';
import { EmojiSign } from '@/components/ui/text/emoji-sign';
import { Line } from '@/components/ui/text/words';
import { reactorsOf } from '@/lib/chats/message-actions';
import { useMeId, usePeople } from '@/lib/chats/use-chat';
import { useResource } from '@/lib/http/use-resource';
import { number } from '@/lib/i18n/locale';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { ChatId, MessageId, Reaction } from '@/protocol/types';

type Which = { chatId: ChatId; id: MessageId; reactions: Reaction[] };
type Props = { which: Which; onClose: () => void };

export function ReactorsDialog({ which, onClose }: Props) {
  const [chosen, choose] = useState(which.reactions[0]?.emoji ?? '');
  const reaction = which.reactions.find(({ emoji }) => emoji === chosen) ?? which.reactions[0];
  return (
    <Dialog open title={m.messages.reactions} onClose={onClose}>
      <div className="px-6 pt-2">
        <Choice
          label={m.messages.reactions}
          value={reaction?.emoji ?? ''}
          options={which.reactions.map(({ emoji, count }) => ({
            value: emoji,
            label: (
              <>
                <EmojiSign emoji={emoji} /> {number(count)}
              </>
            ),
          }))}
          onChange={choose}
        />
      </div>
      {reaction !== undefined && (
        <Reactors key={reaction.emoji} which={which} emoji={reaction.emoji} count={reaction.count} />
      )}
    </Dialog>
  );
}

function Reactors({ which, emoji, count }: { which: Which; emoji: string; count: number }) {
  const messenger = useMessenger();
  const people = usePeople();
  const meId = useMeId();
  const [pages, setPages] = useState(1);
  const { data, failure } = useResource(`${which.id} ${emoji} ${count} ${pages}`, () =>
    reactorsOf(messenger, which, emoji, pages),
  );
  useEffect(() => messenger.people.want(data?.userIds ?? []), [messenger, data]);
  return (
    <div className="overflow-y-auto px-6 pt-2 pb-6">
      {data === undefined && failure === null && <RowSkeletons count={3} />}
      {failure !== null && <p role="alert">{m.errors[failure]}</p>}
      <ul aria-label={emoji}>
        {data?.userIds.map((id) => {
          const name = id === meId ? m.common.you : (people[id]?.name ?? m.common.someone);
          return (
            <li key={id} className="flex items-center gap-3 py-2">
              <Avatar id={id} name={people[id]?.name ?? ''} size={36} />
              <Line className="grow font-medium">{name}</Line>
              <span aria-hidden="true" className="text-xl">
                <EmojiSign emoji={emoji} />
              </span>
            </li>
          );
        })}
      </ul>
      {data?.more && (
        <Button look="text" onClick={() => setPages(pages + 1)}>
          {m.lasting.more}
        </Button>
      )}
    </div>
  );
}
