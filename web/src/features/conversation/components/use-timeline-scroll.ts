// Where the timeline stands: at the end when one was there, in place when older history comes in above, at what one
// jumped to. It also says what is on screen, and so has been read.
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Nearer to the end than this counts as being there. */
const END_PX = 90;
/** Nearer to the beginning than this, older history is fetched. */
const OLDER_PX = 700;

type Options = {
  firstSeq: number | null;
  lastKey: string | null;
  /** The last row is an own message that was just written. */
  lastIsNew: boolean;
  onNearTop: () => void;
  /** The last row on screen, by its seq. */
  onSeen: (seq: number) => void;
};

export function useTimelineScroll(scroller: RefObject<HTMLDivElement | null>, options: Options) {
  const { firstSeq, lastKey } = options;
  const [atEnd, setAtEnd] = useState(true);
  /** Distance of the view from the end of the content: survives whatever comes in above. */
  const fromEnd = useRef(0);
  const sticking = useRef(true);
  const before = useRef<{ firstSeq: number | null; lastKey: string | null }>({
    firstSeq: null,
    lastKey: null,
  });
  const latest = useRef(options);
  latest.current = options;

  const look = useCallback(() => {
    const box = scroller.current;
    // Covered by another pane, nothing is on screen and nothing has moved.
    if (box === null || box.clientHeight === 0) return;
    fromEnd.current = box.scrollHeight - box.scrollTop;
    sticking.current = fromEnd.current - box.clientHeight < END_PX;
    setAtEnd(sticking.current);
    if (box.scrollTop < OLDER_PX) latest.current.onNearTop();
    const seq = lastSeenSeq(box);
    if (seq !== null && document.visibilityState === 'visible' && document.hasFocus())
      latest.current.onSeen(seq);
  }, [scroller]);

  const toEnd = useCallback(
    (smooth: boolean) => {
      const box = scroller.current;
      box?.scrollTo({ top: box.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
    },
    [scroller],
  );

  useLayoutEffect(() => {
    const box = scroller.current;
    const was = before.current;
    before.current = { firstSeq, lastKey };
    if (box === null || firstSeq === null) return;
    if (was.firstSeq === null) {
      const unread = box.querySelector('#unread-divider');
      if (unread instanceof HTMLElement) box.scrollTop = unread.offsetTop - box.clientHeight / 4;
      else box.scrollTop = box.scrollHeight;
    } else if (firstSeq < was.firstSeq) {
      box.scrollTop = box.scrollHeight - fromEnd.current;
    } else if (lastKey !== was.lastKey && (sticking.current || latest.current.lastIsNew)) {
      box.scrollTop = box.scrollHeight;
    }
    look();
  }, [firstSeq, lastKey, look, scroller]);

  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    let height = box.clientHeight;
    const resize = new ResizeObserver(() => {
      const uncovered = height === 0;
      height = box.clientHeight;
      if (height === 0) return;
      // The keyboard, a growing composer, a failed message that tells why: whoever was at the end stays there.
      if (sticking.current) box.scrollTop = box.scrollHeight;
      else if (uncovered) box.scrollTop = box.scrollHeight - fromEnd.current;
      if (uncovered) soon();
    });
    resize.observe(box);
    if (box.firstElementChild !== null) resize.observe(box.firstElementChild);
    box.addEventListener('scroll', soon, { passive: true });
    window.addEventListener('focus', soon);
    document.addEventListener('visibilitychange', soon);
    return () => {
      cancelAnimationFrame(frame);
      resize.disconnect();
      box.removeEventListener('scroll', soon);
      window.removeEventListener('focus', soon);
      document.removeEventListener('visibilitychange', soon);
    };
  }, [look, scroller]);

  return { atEnd, toEnd };
}

function lastSeenSeq(box: HTMLElement): number | null {
  const rows = box.querySelectorAll<HTMLElement>('[data-seq]');
  const edge = box.getBoundingClientRect().bottom + 8;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    const row = rows[mid];
    // A message taller than the screen is seen when its beginning is.
    const bottom =
      row === undefined
        ? 0
        : Math.min(
            row.getBoundingClientRect().bottom,
            row.getBoundingClientRect().top + box.clientHeight / 2,
          );
    if (bottom <= edge) low = mid + 1;
    else high = mid;
  }
  const seen = rows[low - 1]?.dataset.seq;
  return seen === undefined ? null : Number(seen);
}
