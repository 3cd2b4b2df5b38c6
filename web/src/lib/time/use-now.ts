// The present minute, for times that are shown relative to it.
import { useEffect, useState } from 'react';
import { useStore } from '../store';
import { corrections, serverNow } from './server-clock';

const MINUTE_MS = 60_000;

export function useNow(): number {
  const [now, setNow] = useState(serverNow);
  const corrected = useStore(corrections, (count) => count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: corrected, it may be another day
  useEffect(() => {
    setNow(serverNow());
    const timer = setInterval(() => setNow(serverNow()), MINUTE_MS);
    return () => clearInterval(timer);
  }, [corrected]);
  return now;
}
