// One message: its text, when, how far it has come, and what can be done with it.
import { memo, useMemo } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { type MentionName, RichText } from '@/components/ui/rich-text';
import { type TickKind, Ticks } from '@/components/ui/ticks';
import { m } from '@/lib/i18n/messages';
import type { PendingStatus } from '@/lib/realtime/outbox';
import { emojiOnly } from '@/lib/text/emoji';
import { hueOf } from '@/lib/text/initials';
import { parseText } from '@/lib/text/parse';
import { clockTime, exactTime } from '@/lib/time/format';
import type { Mention, User, UserId } from '@/protocol/types';
import { type Picked, useIsPicked } from '../model/selection';
import { BubbleMenu } from './bubble-menu';
import { BubbleSelect } from './bubble-select';

type Props = {
  /** Handed down: a thousand bubbles that each listen to the state would be felt at every message. */
  people: Record<UserId, User>;
  meId: UserId;
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
};

export const Bubble = memo(function Bubble(props: Props) {
  const { text, own, first, last, named, highlighted, senderId } = props;
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
          {last && <Avatar id={senderId} name={sender?.name ?? ''} size={32} />}
        </span>
      )}
      <div
        className={cx(
          'group/bubble relative max-w-[min(86%,38rem)] min-w-0 transition-shadow duration-500 touch:select-none [-webkit-touch-callout:none]',
          highlighted && 'ring-2 ring-accent ring-offset-2 ring-offset-ground',
          emoji > 0 ? 'rounded-2xl' : cx('px-3 pt-1.5 pb-1.5 shadow-bubble', own ? 'bg-own' : 'bg-other'),
          emoji === 0 && last && (own ? 'tail-own' : 'tail-other'),
          corners(own, first, last),
        )}
      >
        {showsName && (
          <p
            className={cx('truncate pe-6 text-sm font-semibold', emoji > 0 && 'px-1')}
            style={{ color: nameColor(senderId) }}
          >
            {sender?.name ?? m.common.someone}
          </p>
        )}
        <Content {...props} emoji={emoji} />
        <BubbleMenu
          message={message}
          hasInfo={props.hasInfo}
          pending={props.pending}
          own={own}
          bare={emoji > 0}
        />
      </div>
      {picked !== null && <BubbleSelect message={message} picked={picked} />}
    </div>
  );
});

function Content({ people, meId, text, mentions, at, own, tick, emoji }: Props & { emoji: number }) {
  const blocks = useMemo(() => parseText(text), [text]);
  const mention: MentionName = (name) => {
    const wanted = name.toLowerCase();
    if (wanted === 'all' && mentions?.includes('all')) return { label: name, me: !own };
    const id = mentions?.find((who) => people[who]?.username.toLowerCase() === wanted);
    const user = people[id ?? ''];
    return user === undefined ? null : { label: user.name, me: user.id === meId };
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
          className={cx(
            'leading-[1.15]',
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
    <div dir="auto" className="flow-root wrap-anywhere">
      <RichText blocks={blocks} mention={mention} tail={meta} />
    </div>
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
