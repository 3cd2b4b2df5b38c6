// Rate limits, on the one kind of server that has them: what is refused says when to try again, and who floods hurts
// nobody else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PASSWORD, people, refused, request, text } from '../lib/client.mjs';
import { startServer } from '../lib/server.mjs';

const limited = () => startServer({ KITH_RATE_LIMITS: 'on' });
const logIn = (server, login, headers) =>
  request(server, 'POST', 'auth/login', { body: { login, password: 'a wrong guess' }, headers });

/** Repeats a request until it is refused for coming too often, at the latest after `most` times. */
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
