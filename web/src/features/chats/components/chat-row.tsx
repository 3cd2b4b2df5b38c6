// One chat in the list: who, what last, when, and what waits.
import { memo } from 'react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { Badge } from '@/components/ui/badge';
import { cx } from '@/components/ui/cx';
import { Ticks } from '@/components/ui/ticks';
import { m } from '@/lib/i18n/messages';
import { go } from '@/lib/navigation/navigation';
import { formatRoute, HOME } from '@/lib/navigation/route';
import { useTypingText } from '@/lib/realtime/use-chat';
import { shallowEqual } from '@/lib/store';
import { exactTime, listTime } from '@/lib/time/format';
import type { ChatRowData } from '../model/chat-rows';

type Props = { row: ChatRowData; active: boolean; now: number };

export const ChatRow = memo(function ChatRow({ row, active, now }: Props) {
  const { chat, face } = row;
  const unread = chat.unread > 0;
  return (
    <li>
      <a
        href={formatRoute({ ...HOME, chatId: chat.id })}
        aria-current={active ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go({ chatId: chat.id, right: null });
        }}
        className={cx(
          'mx-2 flex h-18 items-center gap-3.5 rounded-xl ps-2.5 pe-3 -outline-offset-2 transition-colors',
          active ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <ChatAvatar face={face} size={50} />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <span className="grow truncate text-[1rem] font-semibold">{face.name}</span>
            <time
              dateTime={new Date(row.at).toISOString()}
              title={exactTime(row.at)}
              className={cx('shrink-0 text-xs', unread ? 'font-semibold text-accent-ink' : 'text-ink-faint')}
            >
              {listTime(row.at, now)}
            </time>
          </span>
          <span className="flex min-h-5.5 items-center gap-1.5">
            <Preview row={row} />
            {chat.mentions > 0 && (
              <span
                role="img"
                aria-label={m.chats.mentionBadge}
                className="grid size-5.5 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-bold text-accent-ink"
              >
                @
              </span>
            )}
            {unread && <Badge count={chat.unread} label={m.chats.unreadBadge(chat.unread)} />}
          </span>
        </span>
      </a>
    </li>
  );
}, sameRow);

/** Rows are made anew with every change; most of them say the same as before. */
function sameRow(a: Props, b: Props): boolean {
  const { face: faceA, ...restA } = a.row;
  const { face: faceB, ...restB } = b.row;
  return a.active === b.active && a.now === b.now && shallowEqual(restA, restB) && shallowEqual(faceA, faceB);
}

function Preview({ row }: { row: ChatRowData }) {
  const typing = useTypingText(row.chat);
  if (typing !== null)
    return <span className="grow truncate text-sm font-medium text-accent-ink">{typing}</span>;
  if (row.draft !== null) {
    return (
      <span className="grow truncate text-sm text-ink-soft">
        <span className="font-medium text-accent-ink">{m.chats.draft}</span> {row.draft}
      </span>
    );
  }
  return (
    <>
      {row.tick !== null && (
        <span className="text-ink-faint">
          <Ticks kind={row.tick} />
        </span>
      )}
      <span className={cx('grow truncate text-sm', row.chat.unread > 0 ? 'text-ink' : 'text-ink-soft')}>
        {row.preview}
      </span>
    </>
  );
}
