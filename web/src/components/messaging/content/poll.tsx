// A poll: its answers with the number of votes for each, to choose from while it is open.
import { BarChart3 } from 'lucide-react';
import { cx } from '@/components/ui/cx';
import { Words } from '@/components/ui/text/words';
import { m } from '@/lib/i18n/messages';
import type { MessageContent, Poll, PollOption } from '@/protocol/types';
import type { ContentKind, ContentProps } from './content';

type PollMessage = Extract<MessageContent, { kind: 'poll' }>;

export const pollKind: ContentKind<PollMessage> = {
  isBare: () => false,
  Content: ({ message, content: { poll }, meta }: ContentProps<PollMessage>) => (
    <div data-message={message.id} className="flow-root w-72 max-w-full">
      {poll !== undefined && <Answers poll={poll} />}
      {meta}
    </div>
  ),
};

function Answers({ poll }: { poll: Poll }) {
  const most = Math.max(1, ...poll.options.map((option) => option.count));
  return (
    <>
      <p className="flex items-start gap-2 font-semibold">
        <BarChart3 aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-accent-ink" />
        <Words>{poll.question}</Words>
      </p>
      <p className="mt-0.5 text-sm text-ink-soft">{m.messages.pollNote(poll.multiple, poll.anonymous)}</p>
      <ul className="mt-2 space-y-2">
        {poll.options.map((option) => (
          <Answer key={option.id} option={option} share={option.count / most} />
        ))}
      </ul>
    </>
  );
}

function Answer({ option, share }: { option: PollOption; share: number }) {
  return (
    <li>
      <span className="flex items-baseline justify-between gap-3">
        <Words>{option.text}</Words>
        <span className="text-sm text-ink-soft tabular-nums">{m.messages.votes(option.count)}</span>
      </span>
      <span className="mt-1 block h-1.5 overflow-hidden rounded-full bg-sunken" aria-hidden="true">
        <span
          className={cx('block h-full rounded-full bg-accent transition-[width] duration-300')}
          style={{ width: `${share * 100}%` }}
        />
      </span>
    </li>
  );
}
