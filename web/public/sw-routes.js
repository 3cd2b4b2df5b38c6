// Part of the service worker, before all else in it: requests that only the server can answer, and pages outside this
// app, such as those of another instance below this one's path, bypass the worker.
const scope = new URL(registration.scope);

addEventListener('install', (event) => {
  const toServer = ['api/*', 'socket.io/*'].map((path) => ({
    condition: { urlPattern: { pathname: scope.pathname + path } },
    source: 'network',
  }));
  // A browser that knows static routes but not these conditions needs none to work.
  event.addRoutes?.(toServer).catch(() => {});
});

addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  const page = pathname.slice(scope.pathname.length);
  const isOwn = /^(c\/[^/]+\/?|login|register|index\.html)?$/.test(page);
  // Then only the network answers it.
  if (event.request.mode === 'navigate' && !isOwn) event.stopImmediatePropagation();
});
