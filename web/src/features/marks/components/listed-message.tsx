// One message of a list over several chats: its sender and chat, its time, and its words.
import { Star } from 'lucide-react';
import { IconButton } from '@/components/ui/controls/icon-button';
import { Line } from '@/components/ui/text/words';
import { faceOf } from '@/lib/chats/faces';
import { toggleStar } from '@/lib/chats/message-actions';
import { m } from '@/lib/i18n/messages';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { allWordsOf } from '@/lib/text/preview';
import { listTime } from '@/lib/time/format';
import type { Message } from '@/protocol/types';

type Props = {
  message: Message;
  now: number;
  /** Whether the chat is named, where the list is over several. */
  named: boolean;
  /** Whether its star can be taken back here. */
  starred: boolean;
  onShow: () => void;
};

export function ListedMessage({ message, now, named, starred, onShow }: Props) {
  const messenger = useMessenger();
  const { sender, chat, text } = useMessengerState(({ me, people, chats }) => {
    const of = chats[message.chatId];
    return {
      sender:
        message.senderId === me.id ? m.common.you : (people[message.senderId]?.name ?? m.common.someone),
      chat: of === undefined || of.kind === 'direct' ? null : faceOf(of, people, me.id).name,
      text: allWordsOf(message, people),
    };
  });
  return (
    <li className="mx-2 flex items-start gap-1 rounded-xl hover:bg-hover">
      <button
        type="button"
        onClick={onShow}
        className="min-w-0 grow rounded-xl px-3 py-2.5 text-start -outline-offset-2"
      >
        <span className="flex items-baseline gap-2">
          <span className="flex min-w-0 grow items-baseline gap-1.5">
            <Line className="shrink-0 max-w-[70%] font-semibold">{sender}</Line>
            {named && chat !== null && <Line className="min-w-0 text-sm text-ink-faint">{chat}</Line>}
          </span>
          <time dateTime={new Date(message.sentAt).toISOString()} className="shrink-0 text-xs text-ink-faint">
            {listTime(message.sentAt, now)}
          </time>
        </span>
        <span dir="auto" className="mt-0.5 line-clamp-3 text-match text-sm wrap-anywhere text-ink-soft">
          {text}
        </span>
      </button>
      {starred && (
        <IconButton label={m.lasting.unstar} onClick={() => toggleStar(messenger, message, false)}>
          <Star size={18} className="fill-current text-accent-ink" />
        </IconButton>
      )}
    </li>
  );
}
