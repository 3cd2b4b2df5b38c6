// A text: parsed by the rules of docs/text.md; a few emoji by themselves are large; a long text is folded at
// first.
import { useMemo, useRef } from 'react';
import { cx } from '@/components/ui/cx';
import { type MentionOf, RichText } from '@/components/ui/text/rich-text';
import { TOUCHED } from '@/components/ui/touched';
import { m } from '@/lib/i18n/messages';
import { emojiOnly } from '@/lib/text/emoji';
import { beginningOf } from '@/lib/text/long-text';
import { readMessage } from '@/lib/text/message';
import type { MessageContent, User, UserId } from '@/protocol/types';
import { PersonLink } from '../person-link';
import type { ContentKind, ContentProps } from './content';

type TextMessage = Extract<MessageContent, { kind: 'text' }>;
type Props = ContentProps<TextMessage>;

export const textKind: ContentKind<TextMessage> = {
  isBare: (content) => emojiOnly(textOf(content)) > 0,
  Content: (props) => (textKind.isBare(props.content) ? <LargeEmoji {...props} /> : <Text {...props} />),
};

/** A kind that this app does not know has no text. */
function textOf({ text = '' }: Partial<TextMessage>): string {
  return text;
}

const NOBODY: Record<UserId, User> = {};

function LargeEmoji({ message: { id, senderId }, content, context, meta }: Props) {
  const text = textOf(content);
  const count = emojiOnly(text);
  return (
    <div className={cx('flex flex-wrap items-end gap-x-1 px-1', senderId === context.meId && 'justify-end')}>
      <p
        data-message={id}
        className={cx(
          'leading-[1.15] whitespace-pre-wrap',
          count === 1 ? 'text-[3.25rem]' : count <= 3 ? 'text-[2.5rem]' : 'text-[2rem]',
        )}
      >
        {text.trim()}
      </p>
      {meta}
    </div>
  );
}

function Text({ message, content, context: { people, meId }, expanded, onExpand, meta }: Props) {
  const { id, chatId, senderId } = message;
  const { mentions } = content;
  const text = textOf(content);
  const box = useRef<HTMLDivElement>(null);
  const beginning = useMemo(() => beginningOf(text), [text]);
  const isCut = !expanded && beginning !== null;
  const shown = isCut ? beginning : text;
  // Most messages mention nobody, and need not be parsed again when somebody changes their name.
  const named = mentions === undefined ? NOBODY : people;
  const { blocks, mentioned } = useMemo(
    () => readMessage(shown, mentions, named, isCut),
    [shown, mentions, named, isCut],
  );
  const mention: MentionOf = (name) => {
    const who = mentioned(name);
    if (who === null) return null;
    if (who === 'all') return <MentionMark label={name} me={senderId !== meId} />;
    return (
      <PersonLink chatId={chatId} userId={who} className="rounded-sm hover:underline">
        <MentionMark label={people[who]?.name ?? name} me={who === meId} />
      </PersonLink>
    );
  };
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
              // The button is about to go; the focus moves on to the text for screen readers.
              box.current?.focus({ preventScroll: true });
              onExpand(id);
            }}
            className={cx('rounded-sm font-semibold text-accent-ink select-none hover:underline', TOUCHED)}
          >
            {m.messages.readMore}
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
