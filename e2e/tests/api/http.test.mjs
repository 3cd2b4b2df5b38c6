// What the HTTP side owes to browsers and to machines: health, metrics, the API document, security headers, CORS.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectError, people, person, refused, request } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

describe('for machines', () => {
  test('it is healthy and ready', async () => {
    const health = await request(server, 'GET', '/health');
    assert.deepEqual([health.status, health.body], [200, { status: 'ok' }]);
    const ready = await request(server, 'GET', '/ready');
    assert.deepEqual([ready.status, ready.body], [200, { status: 'ready', store: 'ok' }]);
  });

  test('it says who it is and what its limits are, before anyone logs in', async () => {
    const { body } = await request(server, 'GET', 'server');
    assert.deepEqual({ ...body, version: '', needsSetup: false }, {
      name: 'Kith',
      version: '',
      features: ['reply', 'edit', 'delete', 'react', 'forward', 'silent', 'poll', 'location', 'contact', 'pin', 'disappear', 'schedule', 'remind', 'star', 'hide', 'clear', 'sticker', 'custom_emoji'],
      registrationOpen: true,
      needsSetup: false,
      limits: { messageBytes: 65_536, groupMembers: 1024, editMs: 900_000, undoMs: 5000 },
    });
    assert.match(body.version, /^\d+\.\d+\.\d+/);
  });

  test('metrics are in Prometheus’ format and count what happens', async () => {
    const [ada] = await people(server, 'ada');
    const device = await ada.connect();
    await device.send((await ada.chatWith(ada)).id, 'counted');
    const { status, headers, body } = await request(server, 'GET', '/metrics');
    assert.equal(status, 200);
    assert.match(headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
    for (const line of body.trim().split('\n')) {
      assert.match(line, /^(# (TYPE|HELP) \w+ .+|\w+(\{.*\})? [-+0-9.eE]+|\w+(\{.*\})? (NaN|[-+]?Inf)|)$/);
    }
    for (const series of [
      /^kith_connections [1-9]/m,
      /^kith_command_seconds_count\{event="message:send"\} [1-9]/m,
      /^kith_events_total\{event="message:new"\} [1-9]/m,
      /^kith_store_commit_seconds_count [1-9]/m,
      /^kith_transport_packets_in_total [1-9]/m,
      /^kith_http_request_seconds_count\{.*route="\/api\/v1\/auth\/register".*\} [1-9]/m,
    ]) {
      assert.match(body, series);
    }
    assert.ok(!body.includes(ada.id) && !body.includes(ada.username), 'nothing of people');
  });

  test('metrics are for programs on the machine only, unless the operator says otherwise', async () => {
    const forwarded = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    await refused(request(server, 'GET', '/metrics', forwarded), 404, 'not_found');
    const open = await startServer({ KITH_METRICS: 'public' });
    assert.equal((await request(open, 'GET', '/metrics', forwarded)).status, 200);
    const off = await startServer({ KITH_METRICS: 'off' });
    await refused(request(off, 'GET', '/metrics'), 404, 'not_found');
  });

  test('the API document holds every route, with its methods', async () => {
    const { status, body } = await request(server, 'GET', '/api/openapi.json');
    assert.equal(status, 200);
    assert.match(body.openapi, /^3\.1\./);
    const expected = {
      'auth/register': ['post'],
      'auth/login': ['post'],
      'auth/refresh': ['post'],
      'auth/logout': ['post'],
      'auth/password': ['post'],
      me: ['get', 'patch'],
      'me/settings': ['get', 'patch'],
      'me/sessions': ['get'],
      'me/sessions/{id}': ['delete'],
      'me/stars': ['get'],
      'me/mentions': ['get'],
      'me/scheduled': ['get'],
      'me/scheduled/{messageId}': ['delete', 'patch'],
      'me/scheduled/{messageId}/send': ['post'],
      'me/reminders': ['get', 'post'],
      'me/reminders/{messageId}': ['delete'],
      users: ['get'],
      'users/{id}': ['get'],
      'users/{id}/presence': ['get'],
      'users/presence': ['post'],
      chats: ['get', 'post'],
      'chats/unread': ['get'],
      'chats/{id}': ['get', 'patch'],
      'chats/{id}/state': ['patch'],
      'chats/{id}/members': ['get', 'post'],
      'chats/{id}/members/{userId}': ['delete', 'patch'],
      'chats/{id}/messages': ['get', 'post'],
      'chats/{id}/messages/{messageId}': ['delete', 'get', 'patch'],
      'chats/{id}/messages/{messageId}/close': ['post'],
      'chats/{id}/messages/{messageId}/edits': ['get'],
      'chats/{id}/messages/{messageId}/info': ['get'],
      'chats/{id}/messages/{messageId}/location': ['delete', 'patch'],
      'chats/{id}/messages/{messageId}/pin': ['delete', 'put'],
      'chats/{id}/messages/{messageId}/star': ['delete', 'put'],
      'chats/{id}/messages/{messageId}/reactions': ['get'],
      'chats/{id}/messages/{messageId}/reactions/{emoji}': ['delete', 'put'],
      'chats/{id}/messages/{messageId}/vote': ['put'],
      'chats/{id}/read': ['put'],
      'chats/{id}/delivered': ['put'],
      'chats/{id}/typing': ['post'],
      stickers: ['get'],
      'stickers/files/{file}': ['get'],
      sync: ['post'],
      'search/messages': ['get'],
      'search/chats': ['get'],
      server: ['get'],
    };
    const methods = (path) => Object.keys(body.paths[`/api/v1/${path}`] ?? {}).filter((key) => key !== 'parameters').sort();
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((path) => [path, methods(path)])), expected);
    assert.equal(Object.keys(body.paths).length, Object.keys(expected).length);
  });

  test('the API document has no loose ends', async () => {
    const { body } = await request(server, 'GET', '/api/openapi.json');
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    for (const [, name] of references) assert.ok(name in body.components.schemas, name);
    assert.ok(references.length > 50);
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path));
    for (const { operationId, tags, responses } of operations) {
      assert.ok(operationId && tags.length === 1 && responses.default, operationId);
    }
    assert.equal(new Set(operations.map(({ operationId }) => operationId)).size, operations.length);
  });

  test('what is not there is told in the shape of errors', async () => {
    await refused(request(server, 'GET', 'nothing'), 404, 'not_found');
    await refused(request(server, 'POST', '/nothing'), 404, 'not_found');
    assert.equal((await request(server, 'DELETE', 'me')).status, 405);
    assert.equal((await request(server, 'GET', '/nothing.js')).status, 404);
  });
});

describe('for browsers', () => {
  test('every answer carries the security headers', async () => {
    const ada = await person(server, 'ada');
    const answers = {
      api: await ada.request('GET', 'me'),
      refusal: await request(server, 'GET', 'me'),
      app: await request(server, 'GET', '/'),
      missing: await request(server, 'GET', '/missing.js'),
      health: await request(server, 'GET', '/health'),
    };
    for (const [name, { headers }] of Object.entries(answers)) {
      const has = (header, pattern) => assert.match(headers.get(header) ?? '', pattern, `${name}: ${header}`);
      has('x-content-type-options', /^nosniff$/);
      has('x-frame-options', /^DENY$/);
      has('referrer-policy', /^no-referrer$/);
      has('cross-origin-opener-policy', /^same-origin$/);
      has('permissions-policy', /camera=\(self\)/);
      has('content-security-policy', /default-src 'self'/);
      has('content-security-policy', /frame-ancestors 'none'/);
      has('content-security-policy', /object-src 'none'/);
      const script = /script-src[^;]*/.exec(headers.get('content-security-policy'))?.[0] ?? '';
      assert.ok(!script.includes('unsafe'), `${name}: ${script}`);
    }
  });

  const elsewhere = 'https://elsewhere.example';
  const preflight = (on, path) =>
    request(on, 'OPTIONS', path, {
      headers: { origin: elsewhere, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });

  test('other sites are let in nowhere', async () => {
    for (const path of ['auth/login', 'me', 'sync', '/health']) {
      for (const { headers } of [await preflight(server, path), await request(server, 'GET', path, { headers: { origin: elsewhere } })]) {
        assert.equal(headers.get('access-control-allow-origin'), null, path);
      }
    }
    const ada = await person(server, 'ada');
    for (const transports of [['websocket'], ['polling']]) {
      const options = { transports, auth: { token: ada.token }, extraHeaders: { origin: elsewhere } };
      await connectError(server, options);
    }
  });

  test('a site that the operator allows is let in, and no other', async () => {
    const open = await startServer({ KITH_ALLOWED_ORIGINS: `["${elsewhere}"]` });
    assert.equal((await preflight(open, 'auth/login')).headers.get('access-control-allow-origin'), elsewhere);
    const other = await request(open, 'GET', 'server', { headers: { origin: 'https://third.example' } });
    assert.equal(other.headers.get('access-control-allow-origin'), null);
    const ada = await person(open, 'ada');
    for (const transports of [['websocket'], ['polling']]) {
      await ada.connect({ transports, extraHeaders: { origin: elsewhere } });
      const third = { transports, auth: { token: ada.token }, extraHeaders: { origin: 'https://third.example' } };
      await connectError(open, third);
    }
  });

  test('it is let in however it is typed, with what official clients send from other sites', async () => {
    const typed = '["HTTPS://Elsewhere.example:443/", "capacitor://localhost", "tauri://localhost"]';
    const open = await startServer({ KITH_ALLOWED_ORIGINS: typed, KITH_PUBLIC_URL: 'https://chat.example/' });
    const ada = await person(open, 'ada');
    for (const origin of [elsewhere, 'capacitor://localhost', 'tauri://localhost', 'https://chat.example']) {
      const asked = { origin, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization,content-type' };
      for (const path of ['me', '/socket.io/?EIO=4&transport=polling']) {
        const { headers } = await request(open, 'OPTIONS', path, { headers: asked });
        assert.equal(headers.get('access-control-allow-origin'), origin, path);
        assert.equal(headers.get('access-control-allow-credentials'), 'true', path);
        assert.match(headers.get('access-control-allow-headers'), /authorization/, path);
        assert.match(headers.get('access-control-allow-headers'), /content-type/, path);
        assert.equal(headers.get('access-control-max-age'), '7200', path);
      }
      const { headers } = await ada.request('GET', 'me', undefined, { origin });
      assert.equal(headers.get('access-control-allow-origin'), origin);
      assert.equal(headers.get('access-control-allow-credentials'), 'true');
      assert.match(headers.get('access-control-expose-headers'), /retry-after/);
      for (const transports of [['websocket'], ['polling']]) {
        (await ada.connect({ transports, withCredentials: true, extraHeaders: { origin } })).close();
      }
    }
    for (const origin of ['http://elsewhere.example', 'https://elsewhere.example:8443', 'capacitor://elsewhere', 'null']) {
      await refused(ada.request('GET', 'me', undefined, { origin }), 403, 'origin_not_allowed');
      await connectError(open, { auth: { token: ada.token }, extraHeaders: { origin } });
    }
  });

  test('the cookie counts only from pages of the server and from those it lets in', async () => {
    const open = await startServer({ KITH_ALLOWED_ORIGINS: `["${elsewhere}"]` });
    const { host } = new URL(open.url);
    const ada = await person(open, 'ada');
    const cookie = `kith_refresh=${ada.session.refreshToken}`;
    const come = (path, headers) => request(open, 'POST', path, { headers: { cookie, ...headers } });
    for (const path of ['auth/refresh', 'auth/logout']) {
      await refused(come(path, { origin: 'https://evil.example' }), 403, 'origin_not_allowed');
      for (const site of ['cross-site', 'same-site']) {
        await refused(come(path, { origin: `http://${host}`, 'sec-fetch-site': site }), 401, 'unauthenticated');
        await refused(come(path, { 'sec-fetch-site': site }), 401, 'unauthenticated');
      }
    }
    const own = await come('auth/refresh', { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' });
    assert.equal(own.status, 200);
    const named = { cookie: `kith_refresh=${own.body.refreshToken}`, origin: elsewhere, 'sec-fetch-site': 'same-site' };
    assert.equal((await come('auth/logout', named)).status, 204);
  });

  test('no answer of the API is kept by a cache', async () => {
    const ada = await person(server, 'ada');
    const chat = await ada.chatWith(ada);
    for (const answer of [
      await ada.request('GET', 'me'),
      await ada.request('GET', `chats/${chat.id}/messages`),
      await ada.request('POST', 'sync', {}),
      await request(server, 'GET', 'me'),
      await request(server, 'GET', 'nothing'),
      await request(server, 'DELETE', 'me'),
      await request(server, 'GET', 'server'),
    ]) {
      assert.equal(answer.headers.get('cache-control'), 'no-store');
    }
  });
});
