// Who chose what in a poll: the first of them, and how many more there are.
import { Avatar } from '@/components/ui/avatar';
import { Dialog } from '@/components/ui/overlays/dialog';
import { Line, Words } from '@/components/ui/text/words';
import { m } from '@/lib/i18n/messages';
import type { PollOption } from '@/protocol/types';
import type { ContentContext } from './content';

type Props = { question: string; options: PollOption[]; context: ContentContext; onClose: () => void };

export function VotersDialog({ question, options, context: { people, meId }, onClose }: Props) {
  return (
    <Dialog open title={m.contents.poll.voters} note={<Words>{question}</Words>} onClose={onClose}>
      <div className="flex flex-col gap-4 overflow-y-auto px-6 pt-4 pb-6">
        {options.map(({ id, text, count, userIds = [] }) => (
          <section key={id} aria-label={text}>
            <h3 className="flex items-baseline gap-3 border-b border-line pb-1 font-semibold">
              <span className="grow">
                <Words>{text}</Words>
              </span>
              <span className="shrink-0 text-sm font-normal text-ink-soft">
                {m.contents.poll.votes(count)}
              </span>
            </h3>
            <ul>
              {userIds.map((userId) => {
                const name = people[userId]?.name ?? m.common.someone;
                return (
                  <li key={userId} className="flex min-h-12 items-center gap-3">
                    <Avatar id={userId} name={name} size={34} />
                    <Line>{userId === meId ? m.common.you : name}</Line>
                  </li>
                );
              })}
              {userIds.length === 0 && (
                <li className="py-2 text-sm text-ink-soft">{m.contents.poll.nobody}</li>
              )}
              {count > userIds.length && (
                <li className="py-2 text-sm text-ink-soft">{m.contents.poll.more(count - userIds.length)}</li>
              )}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
