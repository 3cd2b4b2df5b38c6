// Page Up and Page Down scroll the messages also while one writes; Home and End lead to the first and the newest.
import { type RefObject, useEffect } from 'react';
import { COMPOSER_ID } from '@/lib/navigation/landmarks';
import type { Goal } from '../../model/timeline/goal';
import type { TimelineScroll } from './timeline-scroll';

export function useScreenKeys(
  box: RefObject<HTMLElement | null>,
  scroll: TimelineScroll,
  show: (goal: Goal) => void,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const focused = document.activeElement;
      const isPage = event.key === 'PageUp' || event.key === 'PageDown';
      if (isPage && focused?.id === COMPOSER_ID) scroll.scrollByScreen(event.key === 'PageUp' ? -1 : 1);
      // The browser would scroll across all rows that are not rendered yet.
      else if (event.key === 'Home' && focused === box.current) show({ to: 'time', ms: 0 });
      else if (event.key === 'End' && focused === box.current) show({ to: 'end' });
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [box, scroll, show]);
}
