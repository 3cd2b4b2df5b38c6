// The service worker, and new versions of the app. It keeps one build of the app in this browser. It fetches a newer
// one beside it, which waits until the person takes it: then all tabs reload at once and run the new build.
import { BASE } from './base';
import { buildFile } from './build';
import { Store, useStore } from './store';

const CHECK_MS = 3_600_000;

/** The newer version that waits. */
const waiting = new Store<ServiceWorker | null>(null);
let registration: ServiceWorkerRegistration | undefined;

export function startServiceWorker(): void {
  window.addEventListener('vite:preloadError', () => void reloadIfReplaced());
  const container = navigator.serviceWorker;
  // Plain HTTP has none; in development everything changes all the time.
  if (container === undefined || !import.meta.env.PROD) return;

  // The first service worker does not take over this page, which came from the server.
  let isControlled = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (isControlled) location.reload();
    isControlled = true;
  });
  container.register(`${BASE}/sw.js`, { scope: `${BASE}/` }).then(follow, () => {});
}

/** Looks whether the server has a newer version, as after it was away. */
export function checkForUpdate(): void {
  registration?.update().catch(() => {});
}

/** Takes the newer version; every tab reloads. */
export function applyUpdate(): void {
  waiting.get()?.postMessage({ type: 'SKIP_WAITING' });
}

export function useUpdateReady(): boolean {
  return useStore(waiting, (worker) => worker !== null);
}

/** A part of the app could not be loaded: without a service worker, its build may no longer be on the server. */
async function reloadIfReplaced(): Promise<void> {
  const entry = buildFile();
  const page = await fetch(`${BASE}/`, { cache: 'no-store' }).then(
    (response) => response.text(),
    () => null,
  );
  if (page !== null && entry !== '' && page.includes('<script') && !page.includes(entry)) location.reload();
}

function follow(registered: ServiceWorkerRegistration): void {
  registration = registered;
  const look = () => {
    // When none is active, the waiting one is the first ever, and no update.
    if (registered.active !== null) waiting.update(() => registered.waiting);
  };
  look();
  registered.addEventListener('updatefound', () => {
    registered.installing?.addEventListener('statechange', look);
  });
  setInterval(checkForUpdate, CHECK_MS);
}
