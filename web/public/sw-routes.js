// Part of the service worker, before all else in it: pictures of stickers and custom emoji come from where the browser
// keeps them; requests that only the server can answer, and pages outside this app, such as those of another instance
// below this one's path, bypass the worker.
const scope = new URL(registration.scope);

const pictures = `${scope.pathname}api/v1/stickers/files/`;
// The same names as in src/lib/stickers/picture-url.ts.
const base = scope.pathname.slice(0, -1);
const cacheName = base === '' ? 'kith-pictures' : `${base}:kith-pictures`;
/** The pictures that are kept; those that came first go first. */
const MOST = 500;

addEventListener('install', (event) => {
  const toWorker = [{ condition: { urlPattern: { pathname: `${pictures}*` } }, source: 'fetch-event' }];
  const toServer = ['api/*', 'socket.io/*'].map((path) => ({
    condition: { urlPattern: { pathname: scope.pathname + path } },
    source: 'network',
  }));
  // A browser that knows static routes but not these conditions needs none to work.
  event.addRoutes?.([...toWorker, ...toServer]).catch(() => {});
});

addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin === scope.origin && pathname.startsWith(pictures)) {
    event.stopImmediatePropagation();
    event.respondWith(pictureFor(event));
    return;
  }
  const page = pathname.slice(scope.pathname.length);
  const isOwn = /^(c\/[^/]+\/?|login|register|index\.html)?$/.test(page);
  // Then only the network answers it.
  if (event.request.mode === 'navigate' && !isOwn) event.stopImmediatePropagation();
});

/** What its name names never changes. */
async function pictureFor(event) {
  const { request } = event;
  const cache = await caches.open(cacheName);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  // Without room for it, it is fetched again.
  if (answer.status === 200) event.waitUntil(keep(cache, request, answer.clone()).catch(() => {}));
  return answer;
}

async function keep(cache, request, answer) {
  await cache.put(request, answer);
  const kept = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith(pictures));
  await Promise.all(kept.slice(0, -MOST).map((one) => cache.delete(one)));
}
