// The part of a chat's history that the timeline has: opened with the chat, extended when the view comes near its
// edges, replaced when the person goes elsewhere.
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { openingOf } from '@/lib/messenger/history';
import { useConnectionState, useMessenger, useMessengerState } from '@/lib/messenger/use-messenger';
import { jumpDone, useJump } from '@/lib/navigation/jump';
import { useRoute } from '@/lib/navigation/navigation';
import { timelineOf } from '@/lib/state/tab';
import type { Chat } from '@/protocol/types';
import { type Goal, holds } from '../../model/timeline/goal';
import { FAR, type Look } from '../../model/timeline/timeline-view';
import type { TimelineScroll } from './timeline-scroll';

/** In screens: more is fetched when less than this lies ahead. */
const AHEAD = 6;
/** From this width on, the side pane lies beside the chat and not over it. */
const BESIDE = window.matchMedia('(min-width: 75rem)');

export function useTimelineHistory(chat: Chat, scroll: TimelineScroll) {
  const { id } = chat;
  const { history, store } = useMessenger();
  const opened = useMessengerState((state) => timelineOf(state, id).opened);
  const online = useConnectionState().status === 'online';
  const jump = useJump(id);
  const covered = useRoute().right !== null && !BESIDE.matches;
  /** The places from which quotes were followed, the last one last. */
  const [places, setPlaces] = useState<number[]>([]);
  /** The request that failed. */
  const [failed, setFailed] = useState<(() => Promise<void>) | null>(null);

  const load = useCallback((what: () => Promise<void>) => {
    setFailed(null);
    what().catch(() => setFailed(() => what));
  }, []);
  const retry = useCallback(() => {
    if (failed !== null) load(failed);
  }, [failed, load]);

  /** Goes to a goal, and fetches the history for it. */
  const show = useCallback(
    (goal: Goal) => {
      scroll.aim(goal);
      if (holds(timelineOf(store.get(), id), goal)) return;
      if (goal.to === 'unread') load(() => history.open(id, 'unread'));
      else if (goal.to === 'end') load(() => history.newest(id));
      else if (goal.to === 'time') load(() => history.at(id, goal.ms));
      else load(() => history.around(id, goal.seq));
    },
    [history, store, id, scroll, load],
  );

  const onLook = (look: Look) => {
    const { messages, more, moreAfter } = timelineOf(store.get(), id);
    if (look.topSeq !== null && messages.length > 0) history.trim(id, look.topSeq);
    if (failed !== null || !opened) return;
    if (more && look.before < AHEAD && look.before > -FAR - 1) load(() => history.older(id));
    if (moreAfter && look.after < AHEAD && look.after > -FAR - 1) load(() => history.newer(id));
  };

  const wished = jump !== null && !covered;
  const open = useEffectEvent(() => {
    if (wished) return;
    const opening = openingOf(chat);
    scroll.aim({ to: opening });
    load(() => history.open(id, opening));
  });
  useEffect(() => {
    if (!opened) open();
  }, [opened]);
  useEffect(() => () => history.close(id), [history, id]);

  useEffect(() => {
    if (jump === null || covered) return;
    const { seq, from } = jump;
    setPlaces((before) => (from === undefined ? [] : [...before, from]));
    show({ to: 'message', seq });
    jumpDone();
  }, [jump, covered, show]);

  /** Null where one has not come from elsewhere. */
  const last = places.at(-1);
  const goBack =
    last === undefined
      ? null
      : () => {
          setPlaces(places.slice(0, -1));
          show({ to: 'message', seq: last });
        };
  const forgetPlaces = useCallback(() => setPlaces([]), []);

  const retryNow = useEffectEvent(retry);
  useEffect(() => {
    if (online) retryNow();
  }, [online]);

  return { show, onLook, goBack, forgetPlaces, failed: failed !== null, retry };
}
