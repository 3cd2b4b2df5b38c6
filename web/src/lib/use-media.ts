// Whether the screen matches a media query, now and whenever that changes.
import { useState, useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  const [media] = useState(() => window.matchMedia(query));
  const [listen] = useState(() => (onChange: () => void) => {
    media.addEventListener('change', onChange);
    return () => media.removeEventListener('change', onChange);
  });
  return useSyncExternalStore(listen, () => media.matches);
}
