// Swiping a row aside with a finger. A mouse does not swipe.
import { type PointerEvent, useRef, useState } from 'react';

/** How far the finger has to go. */
const COUNTS_PX = 72;
const FURTHEST_PX = 112;
/** Up to this distance it may still become scrolling, or a tap. */
const SLACK_PX = 12;

export type SwipeSide = 'start' | 'end';

type Swipe = { pointer: number; x: number; y: number; going: boolean };

export function useSwipe<Box extends HTMLElement>(onSwipe: (side: SwipeSide) => void) {
  const swipe = useRef<Swipe | null>(null);
  const box = useRef<Box>(null);
  /** The side that is uncovered, and whether letting go carries out the action. */
  const [shown, setShown] = useState<{ side: SwipeSide; counts: boolean } | null>(null);

  const put = (px: number) => {
    if (box.current !== null) box.current.style.translate = px === 0 ? '' : `${px}px`;
  };
  const end = () => {
    swipe.current = null;
    put(0);
    setShown(null);
  };

  return {
    box,
    shown,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        if (event.pointerType !== 'touch' || !event.isPrimary) return;
        swipe.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY, going: false };
      },
      onPointerMove: (event: PointerEvent) => {
        const at = swipe.current;
        if (at === null || at.pointer !== event.pointerId) return;
        const x = event.clientX - at.x;
        if (!at.going) {
          if (Math.abs(event.clientY - at.y) > SLACK_PX) swipe.current = null;
          if (Math.abs(x) < SLACK_PX || swipe.current === null) return;
          at.going = true;
          at.x += Math.sign(x) * SLACK_PX;
          box.current?.setPointerCapture(event.pointerId);
        }
        const moved = Math.max(-FURTHEST_PX, Math.min(FURTHEST_PX, event.clientX - at.x));
        put(moved);
        const next = { side: sideOf(moved), counts: Math.abs(moved) >= COUNTS_PX };
        setShown((old) => (old?.side === next.side && old.counts === next.counts ? old : next));
      },
      onPointerUp: () => {
        if (swipe.current?.going && shown?.counts) onSwipe(shown.side);
        end();
      },
      onPointerCancel: end,
      onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
        // A finger that swiped and came back did not tap.
        if (shown === null) return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}

/** A row that moves towards its start uncovers its end; the action is that of the direction of movement. */
function sideOf(moved: number): SwipeSide {
  const towardsEnd = document.documentElement.dir === 'rtl' ? moved < 0 : moved > 0;
  return towardsEnd ? 'end' : 'start';
}
