// Behind nginx, as people configure it: the common settings must work without further ones, and the log must
// explain those that cannot.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectError, PASSWORD, Person, person, refused, request } from '../../lib/client.mjs';
import { freePort, startNginx } from '../../lib/nginx.mjs';
import { startServer } from '../../lib/server.mjs';

/** The configuration of Socket.IO's documentation; `host` is its line about the header. */
const location = (server, { path = '/', to = '', host = '' } = {}) => `
  location ${path} {
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    ${host}
    proxy_pass ${server.url}${to};
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
  }`;

/** Does what a page at `at` does, with both transports and REST. */
async function use(at, base = '') {
  const origin = new URL(at.url).origin;
  const headers = { origin, 'sec-fetch-site': 'same-origin' };
  const here = { url: at.url + base };
  const ada = await person(here, 'ada');
  const body = { login: ada.username, password: PASSWORD };
  const answer = await request(here, 'POST', 'auth/login', { body, headers });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  const cookie = answer.headers.get('set-cookie');
  assert.match(cookie, new RegExp(`; Path=${base}/api/v1/auth;`));
  const refreshed = await request(here, 'POST', 'auth/refresh', { headers: { ...headers, cookie: cookie.split(';')[0] } });
  assert.equal(refreshed.status, 200);
  const device = new Person({ url: at.url }, refreshed.body);
  for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
    const there = await device.connect({ transports, path: `${base}/socket.io/`, extraHeaders: { origin } });
    await there.does('presence:set', { state: 'active' });
    there.close();
  }
}

describe('behind nginx on a port of its own', () => {
  test('with the host passed on without its port, everything works without a setting', async () => {
    const server = await startServer();
    await use(await startNginx(await freePort(), location(server, { host: 'proxy_set_header Host $host;' })));
  });

  test('with no host passed on, pages are refused, and the log says once what to set', async () => {
    const server = await startServer();
    const at = await startNginx(await freePort(), location(server));
    const headers = { origin: at.url };
    const answers = [1, 2].map(() => request(at, 'POST', 'auth/login', { body: { login: 'x', password: 'y' }, headers }));
    for (const answer of answers) await refused(answer, 403, 'origin_not_allowed');
    const poll = await request(at, 'GET', '/socket.io/?EIO=4&transport=polling', { headers });
    assert.deepEqual([poll.status, poll.body], [403, { code: 4, message: 'origin_not_allowed' }]);
    await connectError(at, { extraHeaders: headers });
    const said = server.log.split('\n').filter((line) => line.includes('was refused'));
    assert.equal(said.length, 1, server.log);
    assert.ok(said[0].includes(at.url) && said[0].includes('public_url'), said[0]);
  });

  test('with no host passed on, the address that people use is let in once it is set', async () => {
    const port = await freePort();
    const server = await startServer({ KITH_PUBLIC_URL: `http://127.0.0.1:${port}` });
    await use(await startNginx(port, location(server)));
    assert.equal(server.log, '');
  });

  test('the forwarded host counts when the proxy is trusted, and only then', async () => {
    const host = 'proxy_set_header X-Forwarded-Host $host;';
    const trusting = await startServer({ KITH_TRUST_PROXY: 'on' });
    await use(await startNginx(await freePort(), location(trusting, { host })));
    const wary = await startServer();
    const at = await startNginx(await freePort(), location(wary, { host }));
    await refused(request(at, 'POST', 'auth/logout', { headers: { origin: at.url } }), 403, 'origin_not_allowed');
  });
});

describe('below a path', () => {
  const ways = { 'takes the path off': '/', 'leaves the path on': '' };
  for (const [name, to] of Object.entries(ways)) {
    test(`everything is found where the proxy ${name}`, async () => {
      const port = await freePort();
      const server = await startServer({ KITH_PUBLIC_URL: `http://127.0.0.1:${port}/chat/` });
      assert.match(server.lines[1], new RegExp(`http://127.0.0.1:${port}/chat/register\\?setup=`));
      const host = 'proxy_set_header Host $http_host;';
      const at = await startNginx(port, location(server, { path: '/chat/', to, host }));
      await use(at, '/chat');

      for (const path of ['/chat/', '/chat/c/some-chat', '/chat/index.html']) {
        for (const encoding of ['identity', 'gzip']) {
          const page = await request(at, 'GET', path, { headers: { 'accept-encoding': encoding } });
          assert.equal(page.headers.get('content-encoding') ?? 'identity', encoding);
          assert.match(page.body, /<base href="\/chat\/"/);
          assert.match(page.headers.get('content-security-policy'), /base-uri 'self'/);
          for (const [, file] of page.body.matchAll(/(?:src|href)="\.\/([^"]+)"/g)) {
            assert.equal((await request(at, 'GET', `/chat/${file}`)).status, 200, file);
          }
        }
      }
      const manifest = JSON.parse((await request(at, 'GET', '/chat/manifest.webmanifest')).body);
      const below = (path) => new URL(path, `${at.url}/chat/manifest.webmanifest`).pathname;
      assert.deepEqual([below(manifest.start_url), below(manifest.scope)], ['/chat/', '/chat/']);
      for (const { src } of manifest.icons) assert.equal((await request(at, 'GET', below(src))).status, 200);
      assert.equal((await request(at, 'GET', '/chat/sw.js')).status, 200);
    });
  }

  test('the path itself leads to where its page is', async () => {
    const server = await startServer({ KITH_PUBLIC_URL: 'https://example.org/chat' });
    const answer = await fetch(`${server.url}/chat?a=b`, { redirect: 'manual' });
    assert.deepEqual([answer.status, answer.headers.get('location')], [308, '/chat/?a=b']);
    assert.match(await (await fetch(`${server.url}/`)).text(), /<base href="\/chat\/"/);
    assert.equal((await request(server, 'GET', '/chatter.js')).status, 404);
  });
});
