// The messages with one's star, or those that mention one: newest first, each a way to where it was said.
import { AtSign, Star } from 'lucide-react';
import { Button } from '@/components/ui/controls/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Pane } from '@/components/ui/pane';
import { RowSkeletons } from '@/components/ui/skeleton';
import { m } from '@/lib/i18n/messages';
import { useMessengerState } from '@/lib/messenger/use-messenger';
import { jumpTo } from '@/lib/navigation/jump';
import { close, go } from '@/lib/navigation/navigation';
import { isStarred } from '@/lib/state/pending/overlay';
import { useNow } from '@/lib/time/use-now';
import type { ChatId, Message } from '@/protocol/types';
import { ListedMessage } from './listed-message';
import { useMessageList } from './use-message-list';

/** Beside the chat on a wide screen; over it on a smaller one, where it has to go to show the message. */
const beside = window.matchMedia('(min-width: 75rem)');

/** The stars of one chat, beside it. */
export function ChatStarsPane({ chatId }: { chatId: ChatId }) {
  function show({ seq }: Message) {
    if (!beside.matches) close({ right: null });
    jumpTo({ chatId, seq });
  }
  return (
    <Pane title={m.lasting.stars} cross onBack={() => close({ right: null })}>
      <Stars chatId={chatId} onShow={show} />
    </Pane>
  );
}

/** The stars of all chats, in place of the list of chats. */
export function StarsPane() {
  return (
    <Pane title={m.lasting.stars} onBack={() => close({ left: 'chats' })}>
      <Stars chatId={null} onShow={showInChat} />
    </Pane>
  );
}

export function MentionsPane() {
  const found = useMessageList({ list: 'mentions' });
  return (
    <Pane title={m.lasting.mentions} onBack={() => close({ left: 'chats' })}>
      <Found {...found} named starred={false} icon="mentions" onShow={showInChat} />
    </Pane>
  );
}

function Stars({ chatId, onShow }: { chatId: ChatId | null; onShow: (message: Message) => void }) {
  const found = useMessageList({ list: 'stars', chatId });
  // A star that is taken back leaves the list at once.
  const messages = useMessengerState((state) => found.messages.filter(({ id }) => isStarred(state, id)));
  return (
    <Found {...found} messages={messages} named={chatId === null} starred icon="stars" onShow={onShow} />
  );
}

type FoundProps = ReturnType<typeof useMessageList> & {
  named: boolean;
  starred: boolean;
  icon: 'stars' | 'mentions';
  onShow: (message: Message) => void;
};

function Found({ messages, failure, loading, next, isLoading, loadOlder, icon, onShow, ...row }: FoundProps) {
  const now = useNow();
  const isEmpty = messages.length === 0;
  if (isEmpty && loading && failure === null) return <RowSkeletons count={4} />;
  if (isEmpty && next === undefined) {
    const [title, note] =
      icon === 'stars'
        ? [m.lasting.noStars, m.lasting.noStarsSub]
        : [m.lasting.noMentions, m.lasting.noMentionsSub];
    const Icon = icon === 'stars' ? Star : AtSign;
    return failure === null ? (
      <EmptyState icon={Icon} title={title} note={note} />
    ) : (
      <EmptyState icon={Icon} title={m.errors[failure]} />
    );
  }
  return (
    <>
      <ul className="py-2">
        {messages.map((message) => (
          <ListedMessage
            key={message.id}
            message={message}
            now={now}
            {...row}
            onShow={() => onShow(message)}
          />
        ))}
      </ul>
      {next !== undefined && (
        <div className="px-4 pb-3 text-center">
          <Button look="text" busy={isLoading} onClick={() => void loadOlder()}>
            {m.lasting.older}
          </Button>
        </div>
      )}
    </>
  );
}

/** On a phone the list lies over the chat. */
function showInChat({ chatId, seq }: Message): void {
  go({ chatId, left: 'chats', right: null });
  jumpTo({ chatId, seq });
}
