// The messages of one chat.
import { ChevronDown } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { m } from '@/lib/i18n/messages';
import { jumpDone, useJump } from '@/lib/navigation/jump';
import { useRoute } from '@/lib/navigation/navigation';
import { pendingOf } from '@/lib/realtime/outbox';
import { EMPTY_TIMELINE } from '@/lib/realtime/state';
import { countFromOthers } from '@/lib/realtime/timeline';
import { useMeId, usePeople } from '@/lib/realtime/use-chat';
import { useConnectionState, useMessenger, useMessengerState } from '@/lib/realtime/use-messenger';
import { useNow } from '@/lib/time/use-now';
import type { Chat } from '@/protocol/types';
import { timelineDays } from '../model/timeline-items';
import { Beginning } from './beginning';
import { NewMessageAnnouncer } from './new-message-announcer';
import { DayDivider, TimelineRow } from './timeline-row';
import { TimelineSkeleton } from './timeline-skeleton';
import { useTimelineScroll } from './use-timeline-scroll';

const HIGHLIGHT_MS = 1_800;
/** From this width on the side pane lies beside the chat and not over it. */
const BESIDE = window.matchMedia('(min-width: 75rem)');

export function Timeline({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const meId = useMeId();
  const people = usePeople();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const timeline = useMessengerState((state) => state.timelines[chat.id] ?? EMPTY_TIMELINE);
  const pending = useMessengerState((state) => pendingOf(state.outbox, chat.id));
  const online = useConnectionState().status === 'online';
  const [failed, setFailed] = useState(false);
  /** Where reading stopped when the chat was opened: the line above the unread stays there. */
  const [openedAt] = useState(() => Date.now());
  const [unread, setUnread] = useState(chat.unread > 0 ? { after: chat.read, count: chat.unread } : null);

  const load = useCallback(() => {
    setFailed(false);
    const { history, store } = messenger;
    const opened = store.get().timelines[chat.id]?.opened ?? false;
    (opened ? history.older(chat.id) : history.open(chat.id)).catch(() => setFailed(true));
  }, [messenger, chat.id]);

  // Opens the chat; what failed without a connection is taken up when it is back.
  useEffect(() => {
    if (!timeline.opened) load();
  }, [timeline.opened, load]);
  const failing = useRef(failed);
  failing.current = failed;
  useEffect(() => {
    if (online && failing.current) load();
  }, [online, load]);

  const opened = timeline.opened;
  const days = useMemo(
    () => timelineDays({ messages: opened ? timeline.messages : [], pending, meId, unread }),
    [opened, timeline.messages, pending, meId, unread],
  );
  const last = days.at(-1)?.items.at(-1);
  const { atEnd, toEnd } = useTimelineScroll(scroller, {
    firstSeq: opened ? (timeline.messages[0]?.seq ?? 0) : null,
    lastKey: last?.key ?? null,
    lastIsNew: last?.type === 'pending',
    onNearTop: () => {
      if (opened && timeline.more && !failed) load();
    },
    onSeen: (seq) => messenger.read(chat.id, seq),
  });

  // Who answers has seen what was unread.
  const writing = pending.length > 0;
  useEffect(() => {
    if (writing) setUnread(null);
  }, [writing]);

  const highlighted = useJumping(chat, scroller, setFailed);
  const below = atEnd ? 0 : countFromOthers(timeline.messages, chat.read, meId);

  return (
    <div className="relative min-h-0 grow">
      {!opened && !failed && <TimelineSkeleton />}
      <section
        ref={scroller}
        aria-label={m.chat.timeline}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="absolute inset-0 overflow-y-auto overscroll-contain [overflow-anchor:none] contain-strict -outline-offset-2"
      >
        <div className="mx-auto flex min-h-full max-w-[64rem] flex-col justify-end pb-3">
          {failed && (
            <p className="flex flex-wrap items-center justify-center gap-x-2 p-3 text-sm text-ink-soft">
              {m.chat.olderFailed}
              <Button look="text" onClick={load}>
                {m.common.retry}
              </Button>
            </p>
          )}
          {opened && !timeline.more && <Beginning chat={chat} first={timeline.messages[0]} />}
          {days.map((day) => (
            <div key={day.key}>
              <DayDivider at={day.at} now={now} />
              {day.items.map((item) => (
                <TimelineRow
                  key={item.key}
                  people={people}
                  meId={meId}
                  item={item}
                  chat={chat}
                  highlightedSeq={highlighted}
                  freshAfter={openedAt}
                />
              ))}
            </div>
          ))}
        </div>
      </section>
      {!atEnd && (
        <div className="absolute end-4 bottom-4 animate-pop">
          <IconButton
            label={below > 0 ? m.chat.jumpDownNew(below) : m.chat.jumpDown}
            className="relative bg-raised shadow-raised hover:!bg-hover"
            onClick={() => toEnd(true)}
          >
            <ChevronDown size={22} />
            {below > 0 && (
              <span className="absolute -top-1.5 grid h-5 min-w-5 place-items-center rounded-full bg-accent px-1 text-xs font-bold text-on-accent">
                {below > 99 ? '99+' : below}
              </span>
            )}
          </IconButton>
        </div>
      )}
      <NewMessageAnnouncer chat={chat} />
    </div>
  );
}

/** Fetches back to the message that was asked for, shows it, and marks it for a moment. Gives its seq. */
function useJumping(
  chat: Chat,
  scroller: React.RefObject<HTMLDivElement | null>,
  onFailed: (failed: boolean) => void,
): number | null {
  const messenger = useMessenger();
  const jump = useJump(chat.id);
  const timeline = useMessengerState((state) => state.timelines[chat.id] ?? EMPTY_TIMELINE);
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const first = timeline.messages[0]?.seq;
  const covered = useRoute().right !== null && !BESIDE.matches;

  useEffect(() => {
    if (jump === null || covered || !timeline.opened) return;
    if (timeline.more && first !== undefined && first > jump.seq) {
      messenger.history.older(chat.id).catch(() => {
        jumpDone();
        onFailed(true);
      });
      return;
    }
    const row = scroller.current?.querySelector(`[data-seq="${jump.seq}"]`);
    row?.scrollIntoView({ block: 'center' });
    setHighlighted(jump.seq);
    jumpDone();
  }, [jump, covered, timeline.opened, timeline.more, first, chat.id, messenger, onFailed, scroller]);

  useEffect(() => {
    if (highlighted === null) return;
    const timer = setTimeout(() => setHighlighted(null), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [highlighted]);
  return highlighted;
}
