// Renders the rows of a timeline that the view needs, and puts them in their place before the browser paints.
import { type RefObject, useLayoutEffect, useReducer, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { Range } from '../../model/timeline/row-heights';
import type { Content } from '../../model/timeline/timeline-view';
import type { Listener, Parts, TimelineScroll } from './timeline-scroll';

export type PartRefs = { [Name in keyof Parts]: RefObject<HTMLDivElement | null> };

export function useTimelineScroll(
  scroll: TimelineScroll,
  content: Content,
  listener: Omit<Listener, 'onRange'>,
): { parts: PartRefs; range: Range } {
  const box = useRef<HTMLDivElement>(null);
  const above = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLDivElement>(null);
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const range = scroll.plan(content);

  useLayoutEffect(() => {
    if (box.current && above.current && rows.current && below.current) {
      const parts = { box: box.current, above: above.current, rows: rows.current, below: below.current };
      return scroll.attach(parts);
    }
  }, [scroll]);

  // After every rendering, whatever caused it: rows may have changed.
  useLayoutEffect(() => {
    scroll.listener = { ...listener, onRange: (now) => (now ? flushSync(renderAgain) : renderAgain()) };
    scroll.commit(content, range);
  });

  // The row with the focus is gone: the box takes the focus, so that the keys that scroll still work.
  const focused = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (focused.current?.isConnected === false) box.current?.focus({ preventScroll: true });
    focused.current = rows.current?.contains(document.activeElement) ? document.activeElement : null;
  });

  return { parts: { box, above, rows, below }, range };
}
