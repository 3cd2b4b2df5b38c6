// One chat in the list: its name, its last message with the time, and its unread messages.
import { Archive, ArchiveRestore, BellOff, ChevronDown, MailCheck, MailOpen, Pin } from 'lucide-react';
import { memo } from 'react';
import { ChatAvatar } from '@/components/messaging/chat-avatar';
import { Badge, Dot } from '@/components/ui/badge';
import { cx } from '@/components/ui/cx';
import { Line } from '@/components/ui/text/words';
import { Ticks } from '@/components/ui/ticks';
import { type SwipeSide, useSwipe } from '@/components/ui/use-swipe';
import { toggleArchive, toggleRead } from '@/lib/chats/chat-actions';
import { isMuted, isUnread } from '@/lib/chats/chat-state';
import { useTypingText } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { useMessenger } from '@/lib/messenger/use-messenger';
import { go } from '@/lib/navigation/navigation';
import { formatRoute, HOME } from '@/lib/navigation/route';
import { shallowEqual } from '@/lib/store';
import { exactTime, listTime } from '@/lib/time/format';
import type { ChatRowData } from '../model/chat-rows';

type Props = { row: ChatRowData; active: boolean; menuOpen: boolean; now: number };

export const ChatRow = memo(function ChatRow({ row, active, menuOpen, now }: Props) {
  const { chat, face } = row;
  const messenger = useMessenger();
  const waiting = isUnread(chat);
  const muted = isMuted(chat, now);
  // A swipe towards its start archives the chat, towards its end marks it read or unread.
  const swipe = useSwipe<HTMLAnchorElement>((side) =>
    side === 'start' ? toggleArchive(messenger, chat) : toggleRead(messenger, chat),
  );
  return (
    <li data-chat={chat.id} className="group/row relative mx-2">
      {swipe.shown !== null && <Uncovered row={row} {...swipe.shown} />}
      <a
        ref={swipe.box}
        {...swipe.handlers}
        href={formatRoute({ ...HOME, chatId: chat.id })}
        draggable={false}
        aria-current={active ? 'page' : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go({ chatId: chat.id, right: null });
        }}
        className={cx(
          'relative flex h-row touch-pan-y touch:select-none items-center gap-3.5 rounded-xl ps-2.5 pe-3 -outline-offset-2 transition-colors [-webkit-touch-callout:none]',
          active ? 'bg-accent-soft' : menuOpen ? 'bg-hover' : 'bg-surface hover:bg-hover',
        )}
      >
        <ChatAvatar face={face} size={50} />
        <span className="flex min-w-0 grow flex-col gap-0.5">
          <span className="flex items-baseline gap-2">
            <Line className={cx('grow text-[1rem]', waiting ? 'font-bold' : 'font-semibold')}>
              {face.name}
            </Line>
            <time
              dateTime={new Date(row.at).toISOString()}
              title={exactTime(row.at)}
              className={cx(
                'shrink-0 text-xs',
                waiting && !muted ? 'font-semibold text-accent-ink' : 'text-ink-faint',
              )}
            >
              {listTime(row.at, now)}
            </time>
          </span>
          {/* Space for the menu's button, which would cover letters or signs. */}
          <span
            className={cx(
              'flex min-h-5.5 items-center gap-1.5 group-hover/row:pe-7',
              menuOpen && 'pe-7 touch:pe-0',
            )}
          >
            <Preview row={row} />
            <Signs row={row} muted={muted} />
          </span>
        </span>
      </a>
      <button
        type="button"
        tabIndex={-1}
        aria-label={m.chats.actions(face.name)}
        aria-haspopup="menu"
        aria-expanded={menuOpen}
        onClick={askForMenu}
        className={cx(
          'absolute end-2 bottom-2 grid size-7 place-items-center rounded-full text-ink-soft opacity-0 transition-opacity group-hover/row:opacity-100 hover:text-ink aria-expanded:opacity-100 touch:hidden',
          active ? 'bg-accent-soft' : 'bg-hover',
        )}
      >
        <ChevronDown size={18} aria-hidden="true" />
      </button>
    </li>
  );
}, sameRow);

/** Opens the menu, like the other mouse button. */
function askForMenu({ currentTarget }: { currentTarget: HTMLElement }): void {
  const { x, bottom } = currentTarget.getBoundingClientRect();
  const init = { bubbles: true, cancelable: true, button: 2, clientX: x, clientY: bottom };
  currentTarget.dispatchEvent(new MouseEvent('contextmenu', init));
}

/** Row values are made anew with every change; a row is rendered again only when its own differ. */
function sameRow(a: Props, b: Props): boolean {
  const { face: faceA, ...restA } = a.row;
  const { face: faceB, ...restB } = b.row;
  return (
    a.active === b.active &&
    a.menuOpen === b.menuOpen &&
    a.now === b.now &&
    shallowEqual(restA, restB) &&
    shallowEqual(faceA, faceB)
  );
}

function Preview({ row }: { row: ChatRowData }) {
  const typing = useTypingText(row.chat);
  if (typing !== null) {
    return (
      <span data-typing className="grow truncate text-sm font-medium text-accent-ink">
        {typing}
      </span>
    );
  }
  if (row.draft !== null) {
    return (
      <span className="flex min-w-0 grow gap-1 text-sm text-ink-soft">
        <span className="shrink-0 font-medium text-accent-ink">{m.chats.draft} </span>
        <Line className="grow">{row.draft}</Line>
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
      <span
        className={cx('flex min-w-0 grow gap-1 text-sm', row.chat.unread > 0 ? 'text-ink' : 'text-ink-soft')}
      >
        {row.by !== null && <span className="max-w-1/2 shrink-0 truncate">{m.chats.sender(row.by)} </span>}
        {row.written ? (
          <Line className="grow">{row.preview}</Line>
        ) : (
          <span className="grow truncate">{row.preview}</span>
        )}
      </span>
    </>
  );
}

/** The signs at the end of a row: unread count, mention, muted, pinned. */
function Signs({ row: { chat }, muted }: { row: ChatRowData; muted: boolean }) {
  return (
    <>
      {muted && (
        <BellOff size={15} role="img" aria-label={m.chats.muted} className="shrink-0 text-ink-faint" />
      )}
      {chat.mentions > 0 && (
        <span
          role="img"
          aria-label={m.chats.mentionBadge}
          className="grid size-5.5 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-bold text-accent-ink"
        >
          @
        </span>
      )}
      {chat.unread > 0 && (
        <Badge count={chat.unread} label={m.chats.unreadMessages(chat.unread)} quiet={muted} />
      )}
      {chat.unread === 0 && chat.state.markedUnread && <Dot label={m.chats.markedBadge} quiet={muted} />}
      {chat.state.pinned && !isUnread(chat) && (
        <Pin size={15} role="img" aria-label={m.chats.pinned} className="shrink-0 rotate-45 text-ink-faint" />
      )}
    </>
  );
}

/** Behind a row that is swiped aside: the action that letting go would carry out. */
function Uncovered({ row: { chat }, side, counts }: { row: ChatRowData; side: SwipeSide; counts: boolean }) {
  const unread = isUnread(chat);
  const Icon =
    side === 'end' ? (unread ? MailOpen : MailCheck) : chat.state.archived ? ArchiveRestore : Archive;
  return (
    <span
      aria-hidden="true"
      className={cx(
        'absolute inset-0 flex items-center rounded-xl px-7 transition-colors',
        side === 'start' && 'justify-end',
        counts ? 'bg-accent text-on-accent' : 'bg-sunken text-ink-soft',
      )}
    >
      <Icon size={22} />
    </span>
  );
}
