// A poll: its answers with the number of votes for each. While it is open, a press on an answer is a vote, and another one takes
// it back.
import { Check } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { cx } from '@/components/ui/cx';
import { Words } from '@/components/ui/text/words';
import { castVote } from '@/lib/chats/message-actions';
import { isClosed, ownVote, toggled } from '@/lib/chats/poll-view';
import { number } from '@/lib/i18n/locale';
import { m } from '@/lib/i18n/messages';
import { lazily } from '@/lib/lazily';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { voteOn } from '@/lib/state/pending/poll-vote';
import { whenToCome } from '@/lib/time/format';
import { useNow } from '@/lib/time/use-now';
import type { MessageContent, Poll, PollOption } from '@/protocol/types';
import type { ContentContext, ContentKind, ContentProps, ShownMessage } from './content';

const VotersDialog = lazily(async () => (await import('./voters-dialog')).VotersDialog);

type PollMessage = Extract<MessageContent, { kind: 'poll' }>;

/** So many of those who chose an answer are shown beside it. */
const FACES = 3;

export const pollKind: ContentKind<PollMessage> = {
  isBare: () => false,
  Content: ({ message, content: { poll }, context, meta }: ContentProps<PollMessage>) => (
    <div data-message={message.id} className="flow-root w-72 max-w-full">
      {poll !== undefined && <Answers message={message} poll={poll} context={context} />}
      {meta}
    </div>
  ),
};

function Answers({ message, poll, context }: { message: ShownMessage; poll: Poll; context: ContentContext }) {
  const messenger = useMessenger();
  const now = useNow();
  const chosen = useMessengerState(
    ({ messageChanges, votes }) =>
      voteOn(messageChanges, message.id)?.options ?? ownVote(poll, votes[message.id], context.meId),
  );
  const [isAsking, setAsking] = useState(false);
  const { options } = poll;
  const closed = isClosed(poll, now);
  const total = options.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...options.map(({ count }) => count));

  return (
    <>
      <p className="text-[1rem] font-semibold">
        <Words>{poll.question}</Words>
      </p>
      <p className="mt-0.5 text-sm text-ink-soft">
        {closed ? m.contents.poll.final : m.contents.poll.note(poll.multiple, poll.anonymous)}
        {!closed && poll.closesAt !== undefined && (
          <> · {m.contents.poll.until(whenToCome(poll.closesAt, now))}</>
        )}
      </p>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have a name */}
      <div role={poll.multiple ? 'group' : 'radiogroup'} aria-label={poll.question} className="mt-1.5">
        {options.map((option) => (
          <Answer
            key={option.id}
            option={option}
            share={option.count / most}
            isBest={closed && option.count > 0 && option.count === most}
            isChosen={chosen.includes(option.id)}
            multiple={poll.multiple}
            disabled={closed || message.seq === null}
            context={context}
            onPick={() => castVote(messenger, message, poll, toggled(poll, chosen, option.id))}
          />
        ))}
      </div>
      {total > 0 && !poll.anonymous ? (
        <button
          type="button"
          onClick={() => setAsking(true)}
          className="relative mt-1 rounded-sm text-sm font-semibold text-accent-ink hover:underline"
        >
          {m.contents.poll.votes(total)}
        </button>
      ) : (
        <span className="mt-1 inline-block text-sm text-ink-soft">{m.contents.poll.votes(total)}</span>
      )}
      {isAsking && (
        <Suspense>
          <VotersDialog
            question={poll.question}
            options={options}
            context={context}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}

type AnswerProps = {
  option: PollOption;
  share: number;
  isBest: boolean;
  isChosen: boolean;
  multiple: boolean;
  disabled: boolean;
  context: ContentContext;
  onPick: () => void;
};

function Answer({ option, share, isBest, isChosen, multiple, disabled, context, onPick }: AnswerProps) {
  const { text, count, userIds = [] } = option;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles can be checked
    <button
      type="button"
      role={multiple ? 'checkbox' : 'radio'}
      aria-checked={isChosen}
      aria-label={`${text}: ${m.contents.poll.votes(count)}`}
      disabled={disabled}
      onClick={onPick}
      className="flex w-full items-start gap-2.5 rounded-lg py-1.5 text-start touch:min-h-12"
    >
      <span
        aria-hidden="true"
        className={cx(
          'mt-0.5 grid size-5 shrink-0 place-items-center border-2 transition-colors',
          multiple ? 'rounded-[5px]' : 'rounded-full',
          isChosen ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
          disabled && !isChosen && 'opacity-40',
        )}
      >
        {isChosen && <Check size={13} strokeWidth={3.5} />}
      </span>
      <span className="min-w-0 grow">
        <span className="flex items-center gap-2">
          <span className={cx('min-w-0 grow text-ink', (isBest || isChosen) && 'font-semibold')}>
            <Words>{text}</Words>
          </span>
          <span className="flex shrink-0 -space-x-1.5 rtl:space-x-reverse">
            {userIds.slice(0, FACES).map((id) => (
              <Avatar key={id} id={id} name={context.people[id]?.name ?? ''} size={18} />
            ))}
          </span>
          <span className="shrink-0 text-sm text-ink-soft tabular-nums">{number(count)}</span>
        </span>
        <span className="mt-1 block h-1.5 overflow-hidden rounded-full bg-ink/12">
          <span
            className={cx(
              'block h-full rounded-full transition-[width] duration-300',
              isBest || isChosen ? 'bg-accent' : 'bg-line-strong',
            )}
            style={{ width: `${share * 100}%` }}
          />
        </span>
      </span>
    </button>
  );
}
