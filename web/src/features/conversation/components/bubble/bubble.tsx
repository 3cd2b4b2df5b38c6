// One message: its text, when, how far it has come, and what can be done with it.
import { memo, useMemo, useRef } from 'react';
import { PersonLink } from '@/components/messaging/person-link';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { type MentionOf, RichText } from '@/components/ui/text/rich-text';
import { Line } from '@/components/ui/text/words';
import { type TickKind, Ticks } from '@/components/ui/ticks';
import { m } from '@/lib/i18n/messages';
import type { PendingStatus } from '@/lib/state/outbox';
import { emojiOnly } from '@/lib/text/emoji';
import { hueOf } from '@/lib/text/initials';
import { readMessage } from '@/lib/text/message';
import { clockTime, exactTime } from '@/lib/time/format';
import type { ChatId, Mention, MessageId, User, UserId } from '@/protocol/types';
import { useIsExpanded } from '../../model/bubble/expanded';
import { beginningOf } from '../../model/bubble/long-text';
import { type Picked, useIsPicked } from '../../model/selection/selection';
import { BubbleMenu } from './bubble-menu';
import { BubbleSelect } from './bubble-select';

type Props = {
  /** Handed down: a thousand bubbles that each listen to the state would be felt at every message. */
  people: Record<UserId, User>;
  meId: UserId;
  chatId: ChatId;
  id: string;
  seq: number | null;
  senderId: string;
  text: string;
  mentions: Mention[] | undefined;
  at: number;
  own: boolean;
  /** Where it stands in its group. */
  first: boolean;
  last: boolean;
  tick: TickKind | null;
  /** In groups others have a name and a picture. */
  named: boolean;
  /** Info is there for own messages that arrived at the server. */
  hasInfo: boolean;
  /** What becomes of it, while it has not arrived at the server. */
  pending: PendingStatus | null;
  highlighted: boolean;
  /** It came while one was looking. */
  fresh: boolean;
  /** The whole of a long message is wanted. */
  onExpand: (id: MessageId) => void;
};

const NOBODY: Record<UserId, User> = {};
type ContentProps = Props & { emoji: number };

/** A thumb needs more than is seen. */
const TOUCHED = 'relative touch:before:absolute touch:before:-inset-x-2 touch:before:-inset-y-3.5';

export const Bubble = memo(function Bubble(props: Props) {
  const { text, own, first, last, named, highlighted, senderId, chatId } = props;
  const sender = props.people[senderId];
  const emoji = emojiOnly(text);
  const showsName = named && !own && first;
  const { id, at } = props;
  const message = useMemo<Picked>(() => ({ id, senderId, text, at }), [id, senderId, text, at]);
  const picked = useIsPicked(id);
  return (
    <div
      data-seq={props.seq ?? undefined}
      className={cx(
        'relative flex items-end gap-2.5 pe-3.5 md:pe-6',
        picked === null ? 'ps-3.5 md:ps-6' : 'ps-11',
        own && 'flex-row-reverse',
        first ? 'pt-2' : 'pt-0.5',
        props.fresh && 'animate-rise',
      )}
    >
      {named && !own && (
        <span className="w-8 shrink-0">
          {last && (
            <PersonLink extra chatId={chatId} userId={senderId} className={cx('block', TOUCHED)}>
              <Avatar id={senderId} name={sender?.name ?? ''} size={32} />
            </PersonLink>
          )}
        </span>
      )}
      <div
        className={cx(
          'group/bubble relative min-w-0 transition-[outline-color] duration-500 touch:select-none [-webkit-touch-callout:none]',
          // Room for the menu's button beside it.
          named && !own ? 'max-w-[min(86%-2.25rem,38rem)]' : 'max-w-[min(86%,38rem)]',
          highlighted && 'outline-2 outline-offset-2 outline-accent',
          emoji > 0 ? 'rounded-2xl' : cx('px-3 pt-1.5 pb-1.5 shadow-bubble', own ? 'bg-own' : 'bg-other'),
          emoji === 0 && last && (own ? 'tail-own' : 'tail-other'),
          corners(own, first, last),
        )}
      >
        {showsName && (
          <p
            className={cx('text-sm font-semibold', emoji > 0 && 'px-1')}
            style={{ color: nameColor(senderId) }}
          >
            <PersonLink
              chatId={chatId}
              userId={senderId}
              className={cx('block w-fit max-w-full rounded-sm hover:underline', TOUCHED)}
            >
              <Line>{sender?.name ?? m.common.someone}</Line>
            </PersonLink>
          </p>
        )}
        <Content {...props} emoji={emoji} />
        <BubbleMenu message={message} hasInfo={props.hasInfo} pending={props.pending} own={own} />
      </div>
      {picked !== null && <BubbleSelect message={message} picked={picked} />}
    </div>
  );
});

function Content({ people, meId, chatId, id, text, mentions, at, own, tick, emoji, onExpand }: ContentProps) {
  const box = useRef<HTMLDivElement>(null);
  const beginning = useMemo(() => beginningOf(text), [text]);
  const isCut = !useIsExpanded(id) && beginning !== null;
  const shown = isCut ? beginning : text;
  // Most messages name nobody, and need not be read anew when somebody is called otherwise.
  const named = mentions === undefined ? NOBODY : people;
  const { blocks, mentioned } = useMemo(
    () => readMessage(shown, mentions, named, isCut),
    [shown, mentions, named, isCut],
  );
  const mention: MentionOf = (name) => {
    const who = mentioned(name);
    if (who === null) return null;
    if (who === 'all') return <MentionMark label={name} me={!own} />;
    return (
      <PersonLink chatId={chatId} userId={who} className="rounded-sm hover:underline">
        <MentionMark label={people[who]?.name ?? name} me={who === meId} />
      </PersonLink>
    );
  };
  const meta = (
    <span
      className={cx(
        'float-end ms-2.5 mt-1.5 -mb-0.5 flex items-center gap-1 text-xs leading-none select-none',
        own ? 'text-own-faint' : 'text-ink-faint',
        emoji > 0 && '!ms-0 mb-0.5 rounded-full bg-ground/85 px-1.5 py-1 !text-ink-soft',
      )}
    >
      <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
        {clockTime(at)}
      </time>
      {tick !== null && <Ticks kind={tick} />}
    </span>
  );
  if (emoji > 0) {
    return (
      <div className={cx('flex flex-wrap items-end gap-x-1 px-1', own && 'justify-end')}>
        <p
          data-message={id}
          className={cx(
            'leading-[1.15] whitespace-pre-wrap',
            emoji === 1 ? 'text-[3.25rem]' : emoji <= 3 ? 'text-[2.5rem]' : 'text-[2rem]',
          )}
        >
          {text.trim()}
        </p>
        {meta}
      </div>
    );
  }
  return (
    <div
      ref={box}
      data-message={id}
      data-cut={isCut || undefined}
      dir="auto"
      tabIndex={-1}
      className="flow-root wrap-anywhere outline-none"
    >
      <RichText blocks={blocks} mention={mention} tail={isCut ? null : meta} />
      {isCut && (
        <p className="flow-root">
          <button
            type="button"
            aria-expanded={false}
            onClick={() => {
              // Whoever reads on does so here, and the button is about to go.
              box.current?.focus({ preventScroll: true });
              onExpand(id);
            }}
            className={cx('rounded-sm font-semibold text-accent-ink select-none hover:underline', TOUCHED)}
          >
            {m.chat.readMore}
          </button>
          {meta}
        </p>
      )}
    </div>
  );
}

function MentionMark({ label, me }: { label: string; me: boolean }) {
  return (
    <span
      className={
        me ? 'rounded-sm bg-accent px-1 font-semibold text-on-accent' : 'font-semibold text-accent-ink'
      }
    >
      @<bdi>{label}</bdi>
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
