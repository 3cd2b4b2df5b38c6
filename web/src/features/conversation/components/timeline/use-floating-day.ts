// The name of the day at the top floats above its messages while one scrolls, and goes when one reads.
import { type RefObject, useCallback, useEffect, useRef } from 'react';

const SHOWN_MS = 1_500;

/** Returns the function to call with the day at the top, when its name is not in its own place. */
export function useFloatingDay(
  box: RefObject<HTMLElement | null>,
  rows: RefObject<HTMLElement | null>,
): (day: string | null) => void {
  const stuck = useRef<Element | null>(null);

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = () => {
      element.removeAttribute('data-resting');
      clearTimeout(timer);
      timer = setTimeout(() => element.setAttribute('data-resting', ''), SHOWN_MS);
    };
    element.setAttribute('data-resting', '');
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
    };
  }, [box]);

  return useCallback(
    (day) => {
      const element = day === null ? null : (rows.current?.querySelector(`[data-day="${day}"]`) ?? null);
      if (element === stuck.current) return;
      stuck.current?.removeAttribute('data-stuck');
      element?.setAttribute('data-stuck', '');
      stuck.current = element;
    },
    [rows],
  );
}
