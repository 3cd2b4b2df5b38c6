// Fetches a part of the app, and tries again when the server is back: the network may be away, and no service worker
// may have the part.
import { serverBack } from './server-back';

const RETRY_MS = 5_000;

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
