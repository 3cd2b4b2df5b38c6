// Rate limits, on the one kind of server that has them: a refusal says when to try again, and a flooding client harms
// nobody else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageId, PASSWORD, people, refused, request, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const limited = () => startServer({ KITH_RATE_LIMITS: 'on' });
const logIn = (server, login, headers) =>
  request(server, 'POST', 'auth/login', { body: { login, password: 'a wrong guess' }, headers });

/** Repeats a request until it is refused for coming too often, at most `most` times. */
async function untilLimited(most, attempt) {
  for (let count = 1; count <= most; count += 1) {
    const answer = await attempt(count);
    if (answer.status === 429) return { count, answer };
  }
  assert.fail(`${most} attempts were let through`);
}

async function saysWhen(answer) {
  const { retryAfter } = await refused(answer, 429, 'rate_limited');
  assert.ok(Number.isInteger(retryAfter) && retryAfter > 0, String(retryAfter));
  assert.equal(answer.headers.get('retry-after'), String(Math.ceil(retryAfter / 1000)));
}

test('guessing one account’s password is stopped, with the time to wait; other accounts are not', async () => {
  const server = await limited();
  const [ada, bob] = await people(server, 'ada', 'bob');
  const { answer } = await untilLimited(20, () => logIn(server, ada.username));
  await saysWhen(answer);
  await saysWhen(await logIn(server, ada.username.toUpperCase()));
  const right = { login: ada.username, password: PASSWORD };
  await saysWhen(await request(server, 'POST', 'auth/login', { body: right }));
  assert.equal((await request(server, 'POST', 'auth/login', { body: { ...right, login: bob.username } })).status, 200);
  assert.equal((await ada.get('me')).id, ada.id);
});

test('guessing many accounts from one address is stopped, whatever the headers say', async () => {
  const server = await limited();
  const { answer, count } = await untilLimited(120, (n) =>
    logIn(server, `nobody-${n}`, { 'x-forwarded-for': `10.0.0.${n}` }),
  );
  assert.ok(count > 20, 'a household must fit');
  await saysWhen(answer);
});

test('guesses from elsewhere do not lock out who has logged in before from where they are', async () => {
  const server = await startServer({ KITH_RATE_LIMITS: 'on', KITH_TRUST_PROXY: 'on' });
  const from = (address) => ({ 'x-forwarded-for': address });
  const body = { username: 'ada-at-home', password: PASSWORD, name: 'Ada' };
  await request(server, 'POST', 'auth/register', { body, headers: from('2001:db8::1') });
  const right = { login: body.username, password: PASSWORD };
  const { answer } = await untilLimited(20, () => logIn(server, body.username, from('192.0.2.1')));
  await saysWhen(answer);
  await saysWhen(await request(server, 'POST', 'auth/login', { body: right, headers: from('192.0.2.1') }));
  // A crowd that conspires uses up the attempts for strangers, and nothing else.
  let stranger;
  for (let network = 2; stranger?.status !== 429; network += 8) {
    assert.ok(network < 250, 'strangers guess for ever');
    const guess = (n) => logIn(server, body.username, from(`192.0.2.${network + (n % 8)}`));
    await Promise.all(Array.from({ length: 72 }, (_, n) => guess(n)));
    const headers = from(`198.51.100.${network}`);
    stranger = await request(server, 'POST', 'auth/login', { body: right, headers });
  }
  const home = await request(server, 'POST', 'auth/login', { body: right, headers: from('2001:db8::2') });
  assert.equal(home.status, 200, 'the same /64');
});

test('the old password cannot be guessed from within a session', async () => {
  const server = await limited();
  const [ada] = await people(server, 'ada');
  const guess = { currentPassword: 'a wrong guess', newPassword: 'a new password' };
  const { answer } = await untilLimited(20, () => ada.request('POST', 'auth/password', guess));
  await saysWhen(answer);
});

test('flooding messages is refused with the time to wait, and holds up nobody else', async () => {
  const server = await limited();
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
  const acks = await Promise.all(
    Array.from({ length: 300 }, (_, n) => adas.emit('message:send', text(chat.id, `flood ${n}`))),
  );
  const [sent, held] = [acks.filter(({ ok }) => ok), acks.filter(({ ok }) => !ok)];
  assert.ok(sent.length >= 60 && held.length > 0);
  for (const { error } of held) {
    assert.equal(error.code, 'rate_limited');
    assert.ok(Number.isInteger(error.retryAfter) && error.retryAfter > 0);
  }
  await bobs.send(chat.id, 'are you all right?');
  assert.equal((await bob.history(chat.id)).length, sent.length + 1);
});

test('putting people into groups costs by their number', async () => {
  const server = await limited();
  const everybody = await people(server, 'ada', ...Array(60).fill('member'));
  const [ada, ...members] = everybody;
  const memberIds = members.map(({ id }) => id);
  const group = (count) => ({ kind: 'group', title: 'Many', memberIds: memberIds.slice(0, count) });
  const { answer, count } = await untilLimited(300, () => ada.request('POST', 'chats', group(60)));
  assert.ok(count > 20 && count < 60, `${count} groups of 61`);
  await saysWhen(answer);
  await saysWhen(await ada.request('POST', 'chats', group(60)));
  await members[0].group('Another’s', ada);
});

/** The body that a route takes, so that a request gets as far as its limit. */
const bodies = (other) => ({
  'POST /api/v1/auth/register': { username: 'x', password: 'short', name: 'X' },
  'POST /api/v1/auth/login': { login: 'nobody', password: 'a wrong guess' },
  'POST /api/v1/auth/refresh': { refreshToken: 'none' },
  'POST /api/v1/auth/logout': { refreshToken: 'none' },
  'POST /api/v1/auth/password': { currentPassword: 'a wrong guess', newPassword: 'a new password' },
  'PATCH /api/v1/me': { about: 'busy' },
  'PATCH /api/v1/me/settings': { readReceipts: true },
  'POST /api/v1/users/presence': { userIds: [other.id] },
  'POST /api/v1/chats': { kind: 'direct', userId: other.id },
  'PATCH /api/v1/chats/{id}': { title: 'Limits' },
  'PATCH /api/v1/chats/{id}/state': { pinned: true },
  'POST /api/v1/chats/{id}/members': { userIds: [other.id] },
  'PATCH /api/v1/chats/{id}/members/{userId}': { role: 'member' },
  'POST /api/v1/chats/{id}/messages': { id: messageId(), kind: 'text', text: 'again' },
  'PUT /api/v1/chats/{id}/read': { seq: 1 },
  'PUT /api/v1/chats/{id}/delivered': { seq: 1 },
  'POST /api/v1/sync': { userVersion: 0, heads: {} },
});

test('every route has a limit', async () => {
  const server = await limited();
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  const group = await ada.group('Limits', bob);
  const body = bodies(bob);
  const { body: document } = await request(server, 'GET', '/api/openapi.json');
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of Object.keys(operations).map((name) => name.toUpperCase())) {
      const person = path.startsWith('/api/v1/auth/') ? eve : ada;
      const token = /refresh|logout|server/.test(path) ? undefined : person.token;
      const where = path
        .replace('/chats/{id}', `/chats/${group.id}`)
        .replace('{messageId}', messageId())
        .replace('{userId}', eve.id)
        .replace('{id}', path.includes('sessions') ? messageId() : bob.id);
      const queries = path.includes('/search/') ? `?q=x&chatId=${group.id}` : '';
      const options = { body: body[`${method} ${path}`], token };
      const once = () => request(server, method, where + queries, options);
      let limited;
      for (let round = 0; round < 40 && limited === undefined; round += 1) {
        const answers = await Promise.all(Array.from({ length: 100 }, once));
        limited = answers.find(({ status }) => status === 429);
        assert.ok(answers.every(({ status }) => status < 500), `${method} ${path}`);
      }
      assert.ok(limited, `${method} ${path} is let through however often`);
      await saysWhen(limited);
    }
  }
});

test('every event has a limit', async () => {
  const server = await limited();
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const device = await ada.connect();
  const events = {
    'message:send': () => text(chat.id, 'again'),
    'message:delivered': () => ({ chatId: chat.id, seq: 1 }),
    'message:read': () => ({ chatId: chat.id, seq: 1 }),
    'typing:start': () => ({ chatId: chat.id }),
    'typing:stop': () => ({ chatId: chat.id }),
    'presence:subscribe': () => ({ userIds: [bob.id] }),
    'presence:unsubscribe': () => ({ userIds: [bob.id] }),
    'presence:set': () => ({ state: 'active' }),
    sync: () => ({ userVersion: 0, heads: {} }),
  };
  const unreadable = [
    ['no:such:event', () => ({})],
    ['sync', () => []],
    ['message:send', () => text(chat.id, '')],
  ];
  for (const [event, payload] of [...Object.entries(events), ...unreadable]) {
    let limited;
    for (let round = 0; round < 20 && limited === undefined; round += 1) {
      const acks = await Promise.all(Array.from({ length: 200 }, () => device.emit(event, payload())));
      limited = acks.find(({ error }) => error?.code === 'rate_limited');
    }
    assert.ok(limited, event);
    assert.ok(limited.error.retryAfter > 0);
  }
});
