// Part of the service worker: what only the server can answer does not wake it. Browsers that know no routes ask it, and
// it lets such requests pass (`navigateFallbackDenylist` in vite.config.ts).
addEventListener('install', (event) => {
  const toServer = ['api/*', 'socket.io/*'].map((path) => ({
    condition: { urlPattern: new URL(path, registration.scope).pathname },
    source: 'network',
  }));
  // One that knows them but not these needs none to work.
  event.addRoutes?.(toServer).catch(() => {});
});
