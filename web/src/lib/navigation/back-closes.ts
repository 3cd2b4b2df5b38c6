// On a phone, the back button closes what lies over the screen before it leaves the screen.
import { useEffect, useRef } from 'react';
import { cover } from './navigation';

const phone = window.matchMedia('(max-width: 47.99rem)');

/** "Back" calls `onBack` for as long as the caller is mounted. */
export function useBackCloses(onBack: () => void): void {
  const latest = useRef(onBack);
  latest.current = onBack;
  useEffect(() => (phone.matches ? cover(() => latest.current()) : undefined), []);
}

/** The same as a component, to mount inside of something while that is open. */
export function BackCloses({ onBack }: { onBack: () => void }): null {
  useBackCloses(onBack);
  return null;
}
