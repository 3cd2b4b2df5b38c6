// Swiping an element sideways off the screen with a finger. A mouse has a button for that.
import { type PointerEvent, useRef } from 'react';

/** How far the finger has to go. */
const COUNTS_PX = 72;
/** Up to this distance it may still become scrolling, or a tap. */
const SLACK_PX = 12;

export function useSwipeAway(onAway: () => void) {
  const box = useRef<HTMLDivElement>(null);
  const from = useRef<number | null>(null);
  const moved = useRef(0);

  const move = (by: number) => {
    moved.current = by;
    if (box.current === null) return;
    box.current.style.translate = by === 0 ? '' : `${by}px`;
    box.current.style.opacity = by === 0 ? '' : `${1 - Math.min(0.7, Math.abs(by) / 240)}`;
  };
  return {
    box,
    swipe: {
      onPointerDown: (event: PointerEvent) => {
        from.current = event.pointerType === 'touch' && event.isPrimary ? event.clientX : null;
        moved.current = 0;
      },
      onPointerMove: (event: PointerEvent) => {
        if (from.current === null) return;
        const by = event.clientX - from.current;
        if (moved.current === 0 && Math.abs(by) < SLACK_PX) return;
        box.current?.setPointerCapture(event.pointerId);
        move(by);
      },
      onPointerUp: () => {
        from.current = null;
        if (Math.abs(moved.current) >= COUNTS_PX) onAway();
        else move(0);
      },
      onPointerCancel: () => {
        from.current = null;
        move(0);
      },
      onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => {
        // A finger that swiped did not tap.
        if (moved.current === 0) return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}
