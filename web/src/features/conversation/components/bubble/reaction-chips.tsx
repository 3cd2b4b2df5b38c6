// The reactions to a message, below its bubble: each names who reacted, and a press adds one's own or takes it back.
import type { ContentContext } from '@/components/messaging/content/content';
import { cx } from '@/components/ui/cx';
import { EmojiSign } from '@/components/ui/text/emoji-sign';
import { toggleReaction } from '@/lib/chats/message-actions';
import { number } from '@/lib/i18n/locale';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import type { ChatId, MessageId, Reaction } from '@/protocol/types';

/** The number of people that are named. */
const NAMED = 5;

type Props = {
  which: { chatId: ChatId; id: MessageId };
  reactions: Reaction[];
  own: boolean;
  context: ContentContext;
};

export function ReactionChips({ which, reactions, own, context: { people, meId } }: Props) {
  const messenger = useMessenger();
  const who = ({ emoji, count, userIds }: Reaction) => {
    const names = userIds
      .slice(0, NAMED)
      .map((id) => (id === meId ? m.common.you : (people[id]?.name ?? m.common.someone)));
    const more = count - names.length;
    const all = [...names, ...(more > 0 ? [m.messages.reactedMore(more)] : [])].join(', ');
    return count > 1 ? `${emoji} ${number(count)}: ${all}` : `${emoji} ${all}`;
  };
  return (
    <ul aria-label={m.messages.reactions} className={cx('flex flex-wrap gap-1 pt-1', own && 'justify-end')}>
      {reactions.map((reaction) => {
        const isMine = reaction.userIds.includes(meId);
        return (
          <li key={reaction.emoji}>
            <button
              type="button"
              aria-pressed={isMine}
              aria-label={who(reaction)}
              data-tip={who(reaction)}
              onClick={() => toggleReaction(messenger, { ...which, reactions }, reaction.emoji)}
              className={cx(
                'flex h-7 items-center gap-1 rounded-full border px-2 text-sm leading-none shadow-bubble transition-colors touch:h-9 touch:px-3',
                isMine
                  ? 'border-accent bg-accent-soft text-accent-ink'
                  : 'border-line bg-raised hover:bg-hover',
              )}
            >
              <span aria-hidden="true">
                <EmojiSign emoji={reaction.emoji} />
              </span>
              {reaction.count > 1 && <span className="text-xs font-semibold">{number(reaction.count)}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
