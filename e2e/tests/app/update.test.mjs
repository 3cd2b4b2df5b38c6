// New versions of the app: announced, installed when the person wants, in all tabs, whole; and the files that browsers
// may keep.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { people, request } from '../../lib/client.mjs';
import { Deployment } from '../../lib/deployment.mjs';
import { startServer } from '../../lib/server.mjs';

const build = (app) => app.page.locator('meta[name=build]').getAttribute('content');

/**
 * Ends the service workers; they start again when they are needed. Chromium does so by itself when they have rested
 * for a while, but not while a debugger watches, as here. Now and then Chromium never replaces a running worker,
 * although it was told to and the worker is idle; ending it makes that rarer.
 */
async function restWorkers(app) {
  const devtools = await app.page.context().newCDPSession(app.page);
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await devtools.detach();
}

test('a newer version is announced, and taken by all tabs when one of them says so', async () => {
  const server = await startServer();
  const [ada, bob] = await people(server, 'Ada', 'Bob');
  await bob.patch('me', { name: 'Bob' });
  await bob.send((await ada.chatWith(bob)).id, 'hi');
  const deployment = await Deployment.of(server);
  const app = await App.as(ada, undefined, deployment);
  await app.kept();
  const other = await app.tab();
  const tabs = [app, other];

  deployment.deploy('second');
  const offer = (tab) => tab.page.getByRole('status').filter({ hasText: 'A new version of Kith is ready.' });
  // The app checks by itself when it comes back to the server.
  await other.page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found.update()).then(() => {}));
  for (const tab of tabs) await offer(tab).waitFor();
  // Nothing has changed yet, also for a tab that is opened or loaded now.
  await other.page.reload();
  await offer(other).waitFor();
  for (const tab of tabs) assert.equal(await build(tab), 'first');

  await other.openChat('Bob');
  await other.composer('Bob').fill('half a thou');
  await restWorkers(app);
  await offer(app).getByRole('button').click();
  for (const tab of tabs) {
    await tab.page.locator('meta[name=build][content=second]').waitFor({ state: 'attached' });
    await tab.row('Bob').waitFor();
    await offer(tab).waitFor({ state: 'detached' });
  }
  // The unsent text is still in its field.
  await other.page.waitForFunction(() => document.querySelector('textarea')?.value === 'half a thou');
  await app.close();
  assert.deepEqual(other.complaints, []);
});

test('browsers ask anew for what may change, and keep for ever what has a hash in its name', async () => {
  const server = await startServer();
  const { body: page, headers } = await request(server, 'GET', '/');
  assert.equal(headers.get('cache-control'), 'no-cache');
  assert.ok(headers.get('etag'));
  for (const path of ['/sw.js', '/manifest.webmanifest', '/index.html', '/icon-512.png', '/c/some-chat']) {
    const { status, headers } = await request(server, 'GET', path);
    assert.deepEqual([path, status, headers.get('cache-control')], [path, 200, 'no-cache']);
  }
  const { headers: worker } = await request(server, 'GET', '/sw.js');
  assert.match(worker.get('content-type'), /^text\/javascript/);
  const { headers: manifest, body } = await request(server, 'GET', '/manifest.webmanifest');
  assert.equal(manifest.get('content-type'), 'application/manifest+json');
  const { icons, start_url: start, display } = JSON.parse(body);
  const below = (path) => new URL(path, `${server.url}/manifest.webmanifest`).pathname;
  assert.deepEqual([below(start), display], ['/', 'standalone']);
  assert.ok(icons.some(({ purpose }) => purpose === 'maskable'));
  for (const { src } of icons) assert.equal((await request(server, 'GET', below(src))).status, 200);

  const hashed = [...page.matchAll(/(?:src|href)="\.(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(hashed.length >= 2);
  for (const path of hashed) {
    const { status, headers } = await request(server, 'GET', path);
    assert.deepEqual([status, headers.get('cache-control')], [200, 'public, max-age=31536000, immutable']);
  }
  // The server does not answer a path of another build with the page.
  const gone = await request(server, 'GET', '/assets/index-00000000.js');
  assert.deepEqual([gone.status, gone.headers.get('cache-control')], [404, 'no-store']);
});

test('the service worker keeps the app, and nothing that the server answers', async () => {
  const server = await startServer();
  const [ada] = await people(server, 'Ada');
  const app = await App.as(ada);
  await app.kept();
  const kept = await app.page.evaluate(async () => {
    const paths = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
    }
    return paths;
  });
  assert.ok(kept.includes('/index.html'));
  assert.deepEqual(kept.filter((path) => /^\/(api|socket\.io|metrics|health|ready)/.test(path)), []);
  await app.close();
});

test('what only the server can answer does not pass through the service worker', async () => {
  const server = await startServer();
  const [ada] = await people(server, 'Ada');
  const app = await App.as(ada);
  await app.kept();
  const source = await app.page.evaluate(async () => {
    await fetch('/api/v1/server').then((response) => response.text());
    return performance.getEntriesByName(`${location.origin}/api/v1/server`).at(-1).workerFinalSourceType;
  });
  assert.equal(source, 'network');
  await app.close();
});
