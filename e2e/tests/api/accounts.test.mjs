// Accounts and their sessions: registering, logging in, refreshing, logging out, and the events that end a session at
// once.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import { connectError, PASSWORD, Person, people, person, refused, request } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

const register = (body, on = server) => request(on, 'POST', 'auth/register', { body });
const logIn = (login, password = PASSWORD) => request(server, 'POST', 'auth/login', { body: { login, password } });
const refresh = (refreshToken) => request(server, 'POST', 'auth/refresh', { body: { refreshToken } });
const account = (username, more = {}) => ({ username, password: PASSWORD, name: 'Somebody', ...more });

/** The session is over, on REST and on the socket. */
async function over(somebody, code = 'session_ended') {
  await refused(somebody.request('GET', 'me'), 401, code);
  assert.equal((await connectError(server, { auth: { token: somebody.token } })).message, code);
}

describe('registering', () => {
  test('answers a session and logs in', async () => {
    const { status, body } = await register(account('Ada.Lovelace', { name: ' Ada ', email: 'ada@example.org' }));
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(body).sort(), ['accessExpiresAt', 'accessToken', 'refreshToken', 'serverTime', 'sessionId', 'user']);
    assert.deepEqual({ ...body.user, id: '' }, { id: '', username: 'Ada.Lovelace', name: 'Ada', version: 0 });
    assert.ok(body.accessExpiresAt > Date.now());
    const me = await new Person(server, body).get('me');
    assert.deepEqual([me.email, me.settings, me.id], ['ada@example.org', { readReceipts: true }, body.user.id]);
  });

  test('refuses what cannot be a name, an address or a password', async () => {
    const cases = [
      ['invalid_request', { username: 'ab' }],
      ['invalid_request', { username: 'a'.repeat(33) }],
      ['invalid_request', { username: 'ada lovelace' }],
      ['invalid_request', { username: 'ada@home' }],
      ['invalid_request', { username: '.ada' }],
      ['invalid_request', { username: 'ada.' }],
      ['invalid_request', { username: 'Everyone' }],
      ['invalid_request', { name: '\u3164' }],
      ['invalid_request', { name: 'Ada\u202e' }],
      ['invalid_request', { username: 'аdа' }],
      ['invalid_request', { username: 7 }],
      ['invalid_request', { username: undefined }],
      ['invalid_request', { name: ' ' }],
      ['invalid_request', { name: 'x'.repeat(65) }],
      ['invalid_request', { name: 'two\nlines' }],
      ['invalid_request', { email: 'no address' }],
      ['invalid_request', { email: 'ada@home' }],
      ['weak_password', { password: '1234567' }],
      ['weak_password', { password: 'x'.repeat(1025) }],
      ['invalid_request', { password: undefined }],
    ];
    for (const [code, change] of cases) await refused(register({ ...account('grace'), ...change }), 400, code);
    await refused(register('{'), 400, 'invalid_request');
    await refused(logIn('grace'), 401, 'unauthenticated');
  });

  test('refuses a user name or an address that is taken, whatever its capitals', async () => {
    await register(account('Hedy', { email: 'Hedy@Example.org' }));
    await refused(register(account('hedy')), 409, 'username_taken');
    await refused(register(account('HEDY')), 409, 'username_taken');
    await refused(register(account('hedy2', { email: 'hedy@example.ORG' })), 409, 'email_taken');
  });

  test('gives a user name to one of those who ask at the same time', async () => {
    const answers = await Promise.all(['race', 'Race', 'RACE', 'rACE'].map((username) => register(account(username))));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409]);
  });

  test('changing to a taken user name is refused, to one’s own in capitals is not', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    await refused(ada.request('PATCH', 'me', { username: bob.username.toUpperCase() }), 409, 'username_taken');
    const { username } = await ada.patch('me', { username: ada.username.toUpperCase() });
    assert.equal(username, ada.username.toUpperCase());
    await refused(ada.request('PATCH', 'me', { name: '' }), 400, 'invalid_request');
    await refused(ada.request('PATCH', 'me', { about: 'x'.repeat(281) }), 400, 'invalid_request');
    assert.equal((await ada.patch('me', { about: 'hello' })).about, 'hello');
    assert.equal((await ada.patch('me', { about: '' })).about, undefined);
  });
});

describe('the first account', () => {
  test('is the administrator’s, the second is not', async () => {
    const fresh = await startServer();
    assert.equal((await request(fresh, 'GET', 'server')).body.needsSetup, true);
    const first = await person(fresh, 'first');
    assert.equal((await request(fresh, 'GET', 'server')).body.needsSetup, false);
    const second = await person(fresh, 'second');
    assert.deepEqual([(await first.get('me')).admin, (await second.get('me')).admin], [true, false]);
  });

  test('comes by the printed link where registration is closed, and nobody after it', async () => {
    const closed = await startServer({ KITH_REGISTRATION: 'closed' });
    assert.equal((await request(closed, 'GET', 'server')).body.registrationOpen, false);
    const link = closed.lines.find((line) => line.includes('/register?setup='));
    const setupCode = /setup=(\S+)$/.exec(link)[1];
    await refused(register(account('guest'), closed), 403, 'registration_closed');
    await refused(register(account('guest', { setupCode: 'guessed' }), closed), 403, 'registration_closed');
    const { status, body } = await register(account('boss', { setupCode }), closed);
    assert.equal(status, 201);
    assert.equal((await new Person(closed, body).get('me')).admin, true);
    await refused(register(account('guest', { setupCode }), closed), 403, 'registration_closed');
    await closed.stop();
    await closed.again();
    assert.equal(closed.lines.find((line) => line.includes('/register?setup=')), undefined);
    await refused(register(account('guest', { setupCode }), closed), 403, 'registration_closed');
  });

  test('is one, even when several use the link at the same time', async () => {
    const closed = await startServer({ KITH_REGISTRATION: 'closed' });
    const setupCode = /setup=(\S+)$/.exec(closed.lines.join('\n'))?.[1];
    const answers = await Promise.all(
      ['ann', 'ben', 'cyd'].map((username) => register(account(username, { setupCode }), closed)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 403, 403]);
  });
});

describe('logging in', () => {
  test('takes the user name or the address, whatever their capitals', async () => {
    const { body } = await register(account('Mary', { email: 'mary@example.org' }));
    for (const login of ['Mary', 'mary', 'MARY', 'mary@example.org', 'Mary@Example.ORG']) {
      const answer = await logIn(login);
      assert.deepEqual([answer.status, answer.body.user?.id], [200, body.user.id], login);
    }
  });

  test('does not tell whether the name or the password was wrong', async () => {
    const ada = await person(server, 'ada');
    const wrong = await refused(logIn(ada.username, 'wrong password'), 401, 'unauthenticated');
    const unknown = await refused(logIn('nobody-at-all', 'wrong password'), 401, 'unauthenticated');
    assert.deepEqual(wrong, unknown);
    for (const password of ['', PASSWORD.toUpperCase(), `${PASSWORD} `, PASSWORD.slice(1)]) {
      await refused(logIn(ada.username, password), 401, 'unauthenticated');
    }
  });
});

describe('refreshing', () => {
  test('gives new tokens; the access token of before works until it expires', async () => {
    const ada = await person(server, 'ada');
    const { status, body } = await refresh(ada.session.refreshToken);
    assert.equal(status, 200);
    assert.equal(body.sessionId, ada.session.sessionId);
    assert.notEqual(body.refreshToken, ada.session.refreshToken);
    assert.equal((await new Person(server, body).get('me')).id, ada.id);
    assert.equal((await ada.get('me')).id, ada.id);
  });

  test('with a token that was used before ends the session everywhere', async () => {
    const ada = await person(server, 'ada');
    const device = await ada.connect();
    const { body: next } = await refresh(ada.session.refreshToken);
    await refused(refresh(ada.session.refreshToken), 401, 'session_ended');
    await device.waitFor('session:ended');
    await device.waitFor('disconnect');
    await over(ada);
    await over(new Person(server, next));
    await refused(refresh(next.refreshToken), 401, 'session_ended');
  });

  test('of one session leaves the others alone', async () => {
    const ada = await person(server, 'ada');
    const other = await ada.again();
    await refresh(ada.session.refreshToken);
    await refused(refresh(ada.session.refreshToken), 401, 'session_ended');
    assert.equal((await other.get('me')).id, ada.id);
  });

  test('twice at the same time lets one through and ends the session', async () => {
    const ada = await person(server, 'ada');
    const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(ada.session.refreshToken)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401, 401]);
    await over(ada);
  });

  test('with nonsense is refused', async () => {
    const ada = await person(server, 'ada');
    for (const token of ['', 'x', ada.token, ada.session.refreshToken.slice(1), `${ada.session.refreshToken}A`]) {
      await refused(refresh(token), 401, 'unauthenticated');
    }
    await refused(request(server, 'POST', 'auth/refresh'), 401, 'unauthenticated');
    assert.equal((await ada.get('me')).id, ada.id);
  });
});

describe('the cookie', () => {
  const bare = (name) => register(account(name));
  const cookieOf = ({ headers }) => headers.get('set-cookie');
  const value = (answer) => cookieOf(answer).split(';')[0];
  const withCookie = (path, cookie) => request(server, 'POST', path, { headers: { cookie } });

  test('is out of reach of scripts and of other sites', async () => {
    const answer = await bare('cookie-one');
    const [pair, ...attributes] = cookieOf(answer).split('; ');
    assert.equal(pair, `kith_refresh=${answer.body.refreshToken}`);
    const age = attributes.find((attribute) => attribute.startsWith('Max-Age='));
    assert.ok(Number(age.slice(8)) > 24 * 60 * 60);
    assert.deepEqual(attributes.filter((each) => each !== age).sort(), ['HttpOnly', 'Path=/api/v1/auth', 'SameSite=Strict']);
  });

  test('is Secure where a trusted proxy speaks TLS', async () => {
    const proxied = await startServer({ KITH_TRUST_PROXY: 'on' });
    const answer = await request(proxied, 'POST', 'auth/register', {
      body: account('cookie-tls'),
      headers: { 'x-forwarded-proto': 'https' },
    });
    assert.match(cookieOf(answer), /; Secure/);
  });

  test('refreshes, and is replaced', async () => {
    const first = await bare('cookie-two');
    const second = await withCookie('auth/refresh', value(first));
    assert.equal(second.status, 200);
    assert.equal(second.body.user.username, 'cookie-two');
    assert.notEqual(value(second), value(first));
  });

  test('may come again when the answer got lost, but not once the next was used', async () => {
    const first = await bare('cookie-three');
    await withCookie('auth/refresh', value(first));
    const again = await withCookie('auth/refresh', value(first));
    assert.equal(again.status, 200);
    const next = await withCookie('auth/refresh', value(again));
    assert.equal(next.status, 200);
    await refused(withCookie('auth/refresh', value(first)), 401, 'session_ended');
    await refused(withCookie('auth/refresh', value(next)), 401, 'session_ended');
  });

  test('logs out, and is taken away', async () => {
    const first = await bare('cookie-four');
    const out = await withCookie('auth/logout', value(first));
    assert.equal(out.status, 204);
    assert.match(cookieOf(out), /^kith_refresh=; .*Max-Age=0/);
    await over(new Person(server, first.body));
    await refused(withCookie('auth/refresh', value(first)), 401, 'session_ended');
  });
});

describe('ending sessions', () => {
  test('logging out ends this one, its socket too', async () => {
    const ada = await person(server, 'ada');
    const other = await ada.again();
    const device = await ada.connect();
    assert.equal((await ada.request('POST', 'auth/logout')).status, 204);
    assert.deepEqual(await device.waitFor('session:ended'), { code: 'session_ended' });
    await device.waitFor('disconnect');
    await over(ada);
    await refused(refresh(ada.session.refreshToken), 401, 'session_ended');
    assert.equal((await other.get('me')).id, ada.id);
    await refused(request(server, 'POST', 'auth/logout'), 401, 'unauthenticated');
  });

  test('a refresh token in the body logs out as well', async () => {
    const ada = await person(server, 'ada');
    const { refreshToken } = ada.session;
    assert.equal((await request(server, 'POST', 'auth/logout', { body: { refreshToken } })).status, 204);
    await over(ada);
  });

  test('a refresh token logs out beside an access token that is too old', async () => {
    const ada = await person(server, 'ada');
    const { refreshToken } = ada.session;
    const old = `${ada.token}x`;
    await refused(request(server, 'POST', 'auth/logout', { token: old }), 401, 'unauthenticated');
    assert.equal((await request(server, 'POST', 'auth/logout', { token: old, body: { refreshToken } })).status, 204);
    await over(ada);
  });

  test('changing the password ends all others, their sockets too', async () => {
    const ada = await person(server, 'ada');
    const others = [await ada.again(), await ada.again()];
    const devices = await Promise.all([ada, ...others].map((each) => each.connect()));
    const change = (currentPassword, newPassword) =>
      ada.request('POST', 'auth/password', { currentPassword, newPassword });
    await refused(change('wrong password', 'a new password'), 403, 'forbidden');
    await refused(change(PASSWORD, 'short'), 400, 'weak_password');
    assert.equal((await change(PASSWORD, 'a new password')).status, 204);
    for (const device of devices.slice(1)) await device.waitFor('session:ended');
    for (const other of others) await over(other);
    await devices[0].settle();
    assert.deepEqual(devices[0].got('session:ended'), []);
    await refused(logIn(ada.username), 401, 'unauthenticated');
    assert.equal((await logIn(ada.username, 'a new password')).status, 200);
  });

  test('the list of sessions names the devices, the current one, and nobody else’s', async () => {
    const ada = await person(server, 'ada', { device: { name: 'phone' } });
    await person(server, 'eve');
    const laptop = await ada.again({ name: 'laptop' });
    const { sessions } = await laptop.get('me/sessions');
    assert.deepEqual(
      sessions.map(({ device, current, address }) => [device.name, current, address]),
      [['laptop', true, '127.0.0.1'], ['phone', false, '127.0.0.1']],
    );
    for (const { createdAt, lastUsedAt } of sessions) assert.ok(lastUsedAt >= createdAt);
  });

  test('another device is logged out from afar, at once', async () => {
    const ada = await person(server, 'ada');
    const lost = await ada.again({ name: 'lost phone' });
    const device = await lost.connect({ transports: ['websocket'] });
    assert.equal((await ada.request('DELETE', `me/sessions/${lost.session.sessionId}`)).status, 204);
    await device.waitFor('session:ended');
    assert.equal(await device.waitFor('disconnect'), 'io server disconnect');
    await over(lost);
    assert.equal((await ada.get('me/sessions')).sessions.length, 1);
    await refused(ada.request('DELETE', `me/sessions/${lost.session.sessionId}`), 404, 'not_found');
  });

  test('nobody ends somebody else’s session', async () => {
    const [ada, eve] = await people(server, 'ada', 'eve');
    await refused(eve.request('DELETE', `me/sessions/${ada.session.sessionId}`), 404, 'not_found');
    assert.equal((await ada.get('me')).id, ada.id);
  });
});

describe('access tokens', () => {
  const encode = (object) => Buffer.from(JSON.stringify(object)).toString('base64url');

  test('that were tampered with are refused', async () => {
    const [ada, eve] = await people(server, 'ada', 'eve');
    const [header, claims, signature] = ada.token.split('.');
    const parsed = JSON.parse(Buffer.from(claims, 'base64url'));
    const forged = encode({ ...parsed, sub: eve.id });
    const hs = (input, key) => createHmac('sha256', key).update(input).digest('base64url');
    const tokens = [
      `${header}.${forged}.${signature}`,
      `${header}.${claims}.`,
      `${header}.${claims}`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${forged}.`,
      `${encode({ alg: 'HS512', typ: 'JWT' })}.${claims}.${signature}`,
      `${header}.${forged}.${hs(`${header}.${forged}`, '')}`,
      `${header}.${forged}.${hs(`${header}.${forged}`, 'secret')}`,
      `${header}.${claims}.${eve.token.split('.')[2]}`,
      `${ada.token}x`,
      ada.session.refreshToken,
    ];
    for (const accessToken of tokens) {
      await over(new Person(server, { ...ada.session, accessToken }), 'unauthenticated');
    }
    for (const authorization of ['', 'Bearer', `Basic ${ada.token}`, ada.token]) {
      await refused(request(server, 'GET', 'me', { headers: { authorization } }), 401, 'unauthenticated');
    }
  });

  test('of one server mean nothing on another', async () => {
    const other = await startServer();
    const ada = await person(server, 'ada');
    await refused(request(other, 'GET', 'me', { token: ada.token }), 401, 'unauthenticated');
  });
});
