// Parts of the app that are fetched when they are first wanted. A fetch that fails, without a network and a service worker,
// is repeated when the server is back: React's own `lazy` would remember the failure for good.
import { type ComponentType, lazy } from 'react';
import { serverBack } from './http/server-back';

const RETRY_MS = 5_000;
/** By then everything on screen has loaded. */
const IDLE_MS = 3_000;

export function lazily<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await untilLoaded(load) }));
}

/** For a part that is also needed offline: the network may be gone when somebody first wants it. */
export function fetchWhenIdle(load: () => Promise<unknown>): void {
  setTimeout(() => load().catch(() => {}), IDLE_MS);
}

export async function untilLoaded<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await mayBeBack();
    }
  }
}

function mayBeBack(): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stopListening();
      resolve();
    };
    const timer = setTimeout(done, RETRY_MS);
    const stopListening = serverBack.subscribe(done);
  });
}
