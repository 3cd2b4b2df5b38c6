// The messages of one chat.
import { Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@/components/ui/controls/button';
import { useMeId, usePeople } from '@/lib/chats/use-chat';
import { m } from '@/lib/i18n/messages';
import { lazily } from '@/lib/lazily';
import { openingOf } from '@/lib/messenger/history';
import { useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { pendingOf } from '@/lib/state/pending/outbox';
import { isStarred, shownMessages } from '@/lib/state/pending/overlay';
import { shownReminders } from '@/lib/state/plans';
import { timelineOf } from '@/lib/state/tab';
import { serverNow } from '@/lib/time/server-clock';
import { useNow } from '@/lib/time/use-now';
import type { Chat, MessageId } from '@/protocol/types';
import { collapseMessages, expandMessage } from '../../model/bubble/expanded';
import type { Goal } from '../../model/timeline/goal';
import { timelineItems } from '../../model/timeline/timeline-items';
import type { Look } from '../../model/timeline/timeline-view';
import { useCopyMessages } from '../selection/use-copy-messages';
import { JumpBack } from './jump-back';
import { NewMessageAnnouncer } from './new-message-announcer';
import { TimelineDays } from './timeline-days';
import { TimelineScroll } from './timeline-scroll';
import { TimelineSkeleton } from './timeline-skeleton';
import { ToNewest } from './to-newest';
import { useFloatingDay } from './use-floating-day';
import { useScreenKeys } from './use-screen-keys';
import { useTimelineHistory } from './use-timeline-history';
import { useTimelineScroll } from './use-timeline-scroll';

const JumpToDate = lazily(async () => (await import('./jump-to-date')).JumpToDate);

const HIGHLIGHT_MS = 1_800;

export function Timeline({ chat }: { chat: Chat }) {
  const messenger = useMessenger();
  const meId = useMeId();
  const people = usePeople();
  const now = useNow();
  const timeline = useMessengerState((state) => timelineOf(state, chat.id));
  const pending = useMessengerState((state) => pendingOf(state.outbox, chat.id));
  const changes = useMessengerState((state) => state.messageChanges);
  const stars = useMessengerState((state) => state.stars);
  const reminders = useReminders();
  // When the app starts with this chat, its first page is in the state before this component exists.
  const [scroll] = useState(() => new TimelineScroll({ to: openingOf(chat) }));
  const { show, onLook, goBack, forgetPlaces, failed, retry } = useTimelineHistory(chat, scroll);
  const [openedAt] = useState(() => serverNow());
  const { unread, answered } = useUnreadLine(chat);
  const { highlightedSeq, highlight } = useHighlight();
  const [atEnd, setAtEnd] = useState(true);
  // At the end there is nowhere to come back from.
  useEffect(() => {
    if (atEnd) forgetPlaces();
  }, [atEnd, forgetPlaces]);
  const [date, setDate] = useState<{ at: number; anchor: HTMLElement } | null>(null);

  const expand = useCallback(
    (id: MessageId) => {
      scroll.keepBeginning(id);
      expandMessage(id);
    },
    [scroll],
  );
  useEffect(() => collapseMessages, []);
  const context = { people, meId, isGroup: chat.kind === 'group', onExpand: expand };

  // When the first page cannot be loaded, own and incoming messages still show.
  const isShown = timeline.opened || failed || pending.length > 0;
  const items = useMemo(() => {
    if (!isShown) return [];
    const messages = shownMessages(timeline.messages, changes, meId);
    return timelineItems({ ...timeline, messages, pending, meId, unread });
  }, [isShown, timeline, changes, pending, meId, unread]);
  const keys = useMemo(() => items.map((item) => item.key), [items]);
  const { parts, range } = useTimelineScroll(
    scroll,
    { items, keys, timeline, head: chat.head },
    {
      onLook: (look: Look) => {
        setAtEnd(look.atEnd);
        floatDay(look.stuckDay);
        const isRead = document.visibilityState === 'visible' && document.hasFocus();
        if (look.seenSeq !== null && isRead) messenger.read(chat.id, look.seenSeq);
        onLook(look);
      },
      onReached: (goal: Goal) => goal.to === 'message' && highlight(goal.seq),
      onFar: show,
    },
  );
  const floatDay = useFloatingDay(parts.box, parts.rows);
  useScreenKeys(parts.box, scroll, show);
  useCopyMessages(parts.box, items, people, meId);

  // A person who answers has seen the unread messages, and wants to see the answer.
  const lastPending = useRef(pending.at(-1)?.message.id);
  useLayoutEffect(() => {
    const last = pending.at(-1)?.message.id;
    if (last !== undefined && last !== lastPending.current) {
      answered();
      show({ to: 'end' });
    }
    lastPending.current = last;
  }, [pending, show, answered]);

  const busy = !isShown;
  const isGround = {
    above: !busy && (timeline.more || range.start > 0),
    below: !busy && (timeline.moreAfter || range.end < items.length),
  };
  return (
    <div className="relative min-h-0 grow">
      {busy && <TimelineSkeleton />}
      <div
        ref={parts.box}
        role="log"
        aria-label={m.messages.timeline}
        // Messages that come into view by scrolling are not news; NewMessageAnnouncer announces those that are.
        aria-live="off"
        aria-busy={busy}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="absolute inset-0 overflow-y-auto overscroll-contain [overflow-anchor:none] contain-strict -outline-offset-2"
      >
        <div className="mx-auto max-w-[64rem]">
          <div ref={parts.above} aria-hidden="true" className={isGround.above ? 'skeleton-ground' : ''} />
          <div ref={parts.rows} className="flow-root">
            <TimelineDays
              items={items.slice(range.start, range.end)}
              chat={chat}
              marks={{
                highlightedSeq,
                freshAfter: openedAt,
                isStarred: (id) => isStarred({ stars, messageChanges: changes }, id),
                reminders,
              }}
              context={context}
              now={now}
              onDay={(day, button) => setDate({ at: day.at, anchor: button })}
            />
          </div>
          <div ref={parts.below} aria-hidden="true" className={isGround.below ? 'skeleton-ground' : ''} />
        </div>
      </div>
      {failed && <Failed onRetry={retry} />}
      {timeline.opened && !atEnd && (
        <ToNewest
          unread={chat.unread}
          back={goBack !== null}
          onClick={() => {
            if (goBack !== null) goBack();
            else if (!scroll.glideToEnd()) show({ to: 'end' });
          }}
        />
      )}
      {goBack !== null && !atEnd && <JumpBack onBack={goBack} />}
      {date !== null && (
        <Suspense>
          <JumpToDate
            {...date}
            chat={chat}
            onPick={(ms) => show({ to: 'time', ms })}
            onClose={() => setDate(null)}
          />
        </Suspense>
      )}
      <NewMessageAnnouncer chat={chat} />
    </div>
  );
}

/** Where reading stopped when the chat was opened: the line above the unread stays there until the person answers. */
function useUnreadLine(chat: Chat) {
  const [unread, setUnread] = useState(chat.unread > 0 ? { after: chat.read, count: chat.unread } : null);
  const [answered] = useState(() => () => setUnread(null));
  return { unread, answered };
}

/** When one is reminded of which message. */
function useReminders(): ReadonlyMap<MessageId, number> {
  const state = useMessengerState(({ reminders, messageChanges }) => ({ reminders, messageChanges }));
  return useMemo(() => new Map(shownReminders(state).map(({ id, at }) => [id, at])), [state]);
}

/** Marks a message for a moment. */
function useHighlight() {
  const [highlightedSeq, highlight] = useState<number | null>(null);
  useEffect(() => {
    if (highlightedSeq === null) return;
    const timer = setTimeout(() => highlight(null), HIGHLIGHT_MS);
    return () => clearTimeout(timer);
  }, [highlightedSeq]);
  return { highlightedSeq, highlight };
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div className="absolute inset-x-0 top-2 z-20 flex justify-center px-4">
      <p
        role="status"
        className="flex flex-wrap items-center justify-center gap-x-1 rounded-full bg-raised ps-4 pe-1 text-sm text-ink-soft shadow-raised"
      >
        {m.messages.historyFailed}
        <Button look="text" onClick={onRetry}>
          {m.common.retry}
        </Button>
      </p>
    </div>
  );
}
