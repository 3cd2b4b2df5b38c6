// One message: its sender, content, time, ticks, and actions. The kind of its content decides how the content shows.
import { Ban, BellOff, Forward, Reply, Star } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { ContentContext, ShownMessage } from '@/components/messaging/content/content';
import { contentKind } from '@/components/messaging/content/registry';
import { PersonLink } from '@/components/messaging/person-link';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { Line } from '@/components/ui/text/words';
import { Ticks } from '@/components/ui/ticks';
import { TOUCHED, TOUCHED_ABOVE } from '@/components/ui/touched';
import { useSwipe } from '@/components/ui/use-swipe';
import { m } from '@/lib/i18n/messages';
import { hueOf } from '@/lib/text/initials';
import { clockTime, exactTime } from '@/lib/time/format';
import type { MessageId } from '@/protocol/types';
import { type BubbleView, looksSame, type Standing } from '../../model/bubble/bubble-view';
import { useIsExpanded } from '../../model/bubble/expanded';
import { intend } from '../../model/composer/intent';
import { useIsPicked } from '../../model/selection/selection';
import { BubbleMenu } from './bubble-menu';
import { BubbleSelect } from './bubble-select';
import { DisappearMark } from './disappear-mark';
import { EditedMark } from './edited-mark';
import { QuoteBlock } from './quote-block';
import { ReactionChips } from './reaction-chips';
import { ReminderMark } from './reminder-mark';
import { UndoButton } from './undo-button';

/** The same for all bubbles of a chat. */
export type BubbleContext = ContentContext & {
  /** In groups, messages of others have a name and a picture. */
  isGroup: boolean;
  /** The person wants to see the whole of a long message. */
  onExpand: (id: MessageId) => void;
};

type Props = BubbleView & { context: BubbleContext };

export const Bubble = memo(
  function Bubble({ message, content, position, standing, context }: Props) {
    const { id, senderId } = message;
    const { first, last } = position;
    const { highlighted } = standing;
    const own = senderId === context.meId;
    const named = context.isGroup && !own;
    const { isBare, Content } = contentKind(content.kind);
    const { quote, reactions, deleted } = message;
    const bare = isBare(content) && quote === null && !deleted;
    const meta = <Meta message={message} standing={standing} own={own} bare={bare} />;
    const picked = useIsPicked(id);
    const isAnswerable = standing.pending === null && !deleted && picked === null;
    const swipe = useSwipe<HTMLDivElement>((side) => side === 'end' && intend('reply', message));
    const expanded = useIsExpanded(id);
    return (
      <div
        data-seq={message.seq ?? undefined}
        className={cx(
          'relative flex items-end gap-2.5 pe-3.5 md:pe-6',
          picked === null ? 'ps-3.5 md:ps-6' : 'ps-11',
          own && 'flex-row-reverse',
          first ? 'pt-2' : 'pt-0.5',
          standing.fresh && 'animate-rise',
        )}
      >
        {swipe.shown?.side === 'end' && (
          <Reply
            size={20}
            aria-hidden="true"
            className={cx(
              'absolute start-2 bottom-2 rtl:-scale-x-100',
              swipe.shown.counts ? 'text-accent-ink' : 'text-ink-faint',
            )}
          />
        )}
        {named && <SenderPicture message={message} context={context} shown={last} />}
        <div
          ref={swipe.box}
          {...(isAnswerable ? swipe.handlers : {})}
          className={cx(
            'group/bubble relative min-w-0 transition-[outline-color] duration-500 touch:touch-pan-y touch:select-none [-webkit-touch-callout:none]',
            // Room for the menu's button beside it.
            named ? 'max-w-[min(86%-2.25rem,38rem)]' : 'max-w-[min(86%,38rem)]',
            highlighted && 'outline-2 outline-offset-2 outline-accent',
            bare ? 'rounded-2xl' : cx('px-3 pt-1.5 pb-1.5 shadow-bubble', own ? 'bg-own' : 'bg-other'),
            !bare && last && (own ? 'tail-own' : 'tail-other'),
            corners(own, first, last),
          )}
        >
          {named && first && <SenderName message={message} context={context} bare={bare} />}
          {message.forwarded > 0 && !deleted && <ForwardedMark times={message.forwarded} />}
          {quote !== null && (
            <QuoteBlock chatId={message.chatId} seq={message.seq} quote={quote} own={own} context={context} />
          )}
          {deleted ? (
            <DeletedText own={own} meta={meta} />
          ) : (
            <Content
              message={message}
              context={context}
              content={content}
              expanded={expanded}
              onExpand={context.onExpand}
              meta={meta}
            />
          )}
          {reactions.length > 0 && (
            <ReactionChips which={message} reactions={reactions} own={own} context={context} />
          )}
          <BubbleMenu message={message} standing={standing} own={own} />
          {own && !deleted && picked === null && <UndoButton which={message} />}
        </div>
        {picked !== null && <BubbleSelect message={message} picked={picked} />}
      </div>
    );
  },
  looksSame<Props>,
);

type SenderProps = Pick<Props, 'message' | 'context'>;

function SenderPicture({ message: { chatId, senderId }, context, shown }: SenderProps & { shown: boolean }) {
  return (
    <span className="w-8 shrink-0">
      {shown && (
        <PersonLink extra chatId={chatId} userId={senderId} className={cx('block', TOUCHED)}>
          <Avatar id={senderId} name={context.people[senderId]?.name ?? ''} size={32} />
        </PersonLink>
      )}
    </span>
  );
}

function SenderName({ message: { chatId, senderId }, context, bare }: SenderProps & { bare: boolean }) {
  return (
    <p className={cx('text-sm font-semibold', bare && 'px-1')} style={{ color: nameColor(senderId) }}>
      <PersonLink
        chatId={chatId}
        userId={senderId}
        className={cx('block w-fit max-w-full rounded-sm hover:underline', TOUCHED_ABOVE)}
      >
        <Line>{context.people[senderId]?.name ?? m.common.someone}</Line>
      </PersonLink>
    </p>
  );
}

/** From so many times on it is said to be often. */
const OFTEN = 5;

function ForwardedMark({ times }: { times: number }) {
  return (
    <p className="flex items-center gap-1 text-xs text-ink-soft select-none ltr:italic">
      <Forward size={13} aria-hidden="true" className="rtl:-scale-x-100" />
      {times < OFTEN ? m.contents.forwarded : m.contents.forwardedOften}
    </p>
  );
}

type MetaProps = {
  message: ShownMessage;
  standing: Standing;
  own: boolean;
  bare: boolean;
};

function DeletedText({ own, meta }: { own: boolean; meta: ReactNode }) {
  return (
    <p className="flow-root text-ink-soft ltr:italic">
      <Ban size={15} aria-hidden="true" className="me-1.5 inline-block align-[-0.15em]" />
      {own ? m.messages.deletedByYou : m.chats.deletedMessage}
      {meta}
    </p>
  );
}

function Meta({ message, standing: { tick, starred, remindAt }, own, bare }: MetaProps) {
  const { at, silent, edited, expiresAt, deleted } = message;
  return (
    <span
      className={cx(
        'float-end ms-2.5 mt-1.5 -mb-0.5 flex items-center gap-1 text-xs leading-none not-italic select-none',
        own ? 'text-own-faint' : 'text-ink-faint',
        bare && '!ms-0 mb-0.5 rounded-full bg-ground/85 px-1.5 py-1 !text-ink-soft',
      )}
    >
      {starred && !deleted && (
        <Star size={12} role="img" aria-label={m.lasting.starred} className="fill-current" />
      )}
      {silent && <BellOff size={12} role="img" aria-label={m.contents.silent} />}
      {remindAt !== null && <ReminderMark at={remindAt} />}
      {edited && <EditedMark which={message} />}
      {expiresAt !== null && <DisappearMark at={expiresAt} />}
      <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
        {clockTime(at)}
      </time>
      {tick !== null && <Ticks kind={tick} />}
    </span>
  );
}

/** Round outside, close together inside a group, and square where the tail is. */
function corners(own: boolean, first: boolean, last: boolean): string {
  const side = own
    ? cx(first ? 'rounded-se-xl' : 'rounded-se-sm', last ? 'rounded-ee-none' : 'rounded-ee-sm')
    : cx(first ? 'rounded-ss-xl' : 'rounded-ss-sm', last ? 'rounded-es-none' : 'rounded-es-sm');
  return own ? `rounded-s-xl ${side}` : `rounded-e-xl ${side}`;
}

function nameColor(id: string): string {
  const hue = hueOf(id);
  return `light-dark(oklch(0.48 0.13 ${hue}), oklch(0.8 0.1 ${hue}))`;
}
