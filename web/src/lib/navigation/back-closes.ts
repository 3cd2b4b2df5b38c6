// On a phone, the back button closes what lies over the screen before it leaves the screen.
import { useEffect, useRef } from 'react';

const phone = window.matchMedia('(max-width: 47.99rem)');

/** For as long as the caller is mounted. */
export function useBackCloses(onBack: () => void): void {
  const latest = useRef(onBack);
  latest.current = onBack;

  useEffect(() => {
    if (!phone.matches) return;
    const over = crypto.getRandomValues(new Uint32Array(1))[0];
    const onPop = () => latest.current();
    // After a moment: what is mounted only to be thrown away leaves no trace in history.
    const timer = setTimeout(() => {
      history.pushState({ from: history.state?.from ?? null, over }, '');
      window.addEventListener('popstate', onPop);
    }, 0);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('popstate', onPop);
      // Closed in another way; unless one has gone on from here, the step is taken back.
      if (history.state?.over === over) history.back();
    };
  }, []);
}
