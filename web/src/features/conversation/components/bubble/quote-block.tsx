// The quote of the message that this one answers, above its own words. A press leads to the quoted message.
import type { ContentContext } from '@/components/messaging/content/content';
import { cx } from '@/components/ui/cx';
import { Line } from '@/components/ui/text/words';
import { m } from '@/lib/i18n/messages';
import { jumpTo } from '@/lib/navigation/jump';
import { previewOf } from '@/lib/text/preview';
import type { ChatId, Quote } from '@/protocol/types';

type Props = {
  chatId: ChatId;
  /** The place of the message that has the quote; null while it has none. */
  seq: number | null;
  quote: Quote;
  own: boolean;
  context: ContentContext;
};

export function QuoteBlock({ chatId, seq: from, quote, own, context: { people, meId } }: Props) {
  const { senderId, seq, text, deleted } = quote;
  // A place need not have a name, and a sticker has no words.
  const isWordless = quote.kind === 'location' || quote.kind === 'sticker';
  const isShown = text !== undefined || (isWordless && !deleted);
  const words = isShown ? previewOf(quote, people) : null;
  const name = senderId === meId ? m.common.you : (people[senderId]?.name ?? m.common.someone);
  return (
    <button
      type="button"
      onClick={() => jumpTo({ chatId, seq, ...(from === null ? {} : { from }) })}
      className={cx(
        'mb-1 block w-full max-w-full rounded-md border-s-3 border-accent px-2.5 py-1 text-start text-sm hover:brightness-97',
        own ? 'bg-ground/45' : 'bg-sunken',
      )}
    >
      <Line className="font-semibold text-accent-ink">{name}</Line>
      <span
        dir="auto"
        className={cx('line-clamp-2 wrap-anywhere text-ink-soft', words === null && 'ltr:italic')}
      >
        {words ?? (deleted ? m.chats.deletedMessage : m.messages.quoteHidden)}
      </span>
    </button>
  );
}
