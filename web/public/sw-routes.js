// Part of the service worker, before all else in it: what only the server can answer, and pages that are not the app's
// own, such as those of another instance below this one's path, pass it by.
const scope = new URL(registration.scope);

addEventListener('install', (event) => {
  const toServer = ['api/*', 'socket.io/*'].map((path) => ({
    condition: { urlPattern: { pathname: scope.pathname + path } },
    source: 'network',
  }));
  // One that knows them but not these needs none to work.
  event.addRoutes?.(toServer).catch(() => {});
});

addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  const page = pathname.slice(scope.pathname.length);
  const isOwn = /^(c\/[^/]+\/?|login|register|index\.html)?$/.test(page);
  // Nobody answers it then but the network.
  if (event.request.mode === 'navigate' && !isOwn) event.stopImmediatePropagation();
});
