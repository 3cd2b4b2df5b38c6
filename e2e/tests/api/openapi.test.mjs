// The API document is right: the server understands requests made from it, and its answers have the shape that
// it promises.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageId, people, refused, request } from '../../lib/client.mjs';
import { fileOf, startWithPictures, WAVE } from '../../lib/pictures.mjs';
import { examples, misfits } from '../../lib/schema.mjs';

// What is deleted leaves its place.
const server = await startWithPictures({ KITH_UNDO_SECONDS: '0' });
const { body: document } = await request(server, 'GET', '/api/openapi.json');

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);
let names = 0;

/** A group with every kind of change that a chat reports, and values for fields that do not take any text. */
async function scene() {
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  const group = await ada.group('group', bob);
  await ada.post(`chats/${group.id}/members`, { userIds: [eve.id] });
  await ada.patch(`chats/${group.id}/members/${bob.id}`, { role: 'admin' });
  await ada.patch(`chats/${group.id}`, { title: 'another', description: 'what it is about' });
  await ada.delete(`chats/${group.id}/members/${eve.id}`);
  const sent = await ada.send(group.id, 'hi @all', { mentions: ['all', bob.id] });
  await ada.send(group.id, 'indeed', { replyTo: sent.id });
  const gone = await ada.send(group.id, 'never mind');
  await ada.delete(`chats/${group.id}/messages/${gone.id}?for=everyone`);
  await ada.patch(`chats/${group.id}/messages/${sent.id}`, { text: 'hello @all' });
  await ada.put(`chats/${group.id}/messages/${sent.id}/reactions/🎉`);
  await ada.put(`chats/${group.id}/messages/${sent.id}/star`);
  await bob.send(group.id, '@all so it is', { mentions: ['all'] });
  const say = (content) => ada.post(`chats/${group.id}/messages`, { id: messageId(), ...content });
  await say({ kind: 'poll', poll: { question: 'Where?', options: ['here', 'there'], closesAt: Date.now() + 1e6 } });
  await say({ kind: 'location', location: { latitude: 1, longitude: 2, live: { until: Date.now() + 1e6 } } });
  await say({ kind: 'contact', contact: { userId: bob.id, name: 'Bob', phones: ['1'] } });
  await say({ kind: 'sticker', sticker: { pack: 'cats', name: 'wave' } });
  await say({ id: sent.id, kind: 'text', text: 'later', sendAt: Date.now() + 1e6 });
  await ada.post('me/reminders', { chatId: group.id, id: sent.id, at: Date.now() + 1e6 });
  await say({ forwardOf: { chatId: group.id, id: sent.id }, silent: true });
  await ada.patch(`chats/${group.id}/state`, { mutedUntil: Date.now() + 1e6, draft: 'half a thou' });
  await ada.patch('me', { about: 'a line' });
  await ada.chatWith(ada);
  const { next } = await ada.get('chats?limit=1');
  const values = {
    ChatId: group.id,
    MessageId: sent.id,
    MessageRef: { chatId: group.id, id: sent.id },
    UserId: bob.id,
    SessionId: ada.session.sessionId,
    cursor: next,
    ids: `${ada.id},${bob.id}`,
    heads: { [group.id]: 0 },
    email: `${ada.username}@example.org`,
    username: `some-${(names += 1)}`,
    login: ada.username,
    kind: 'text',
    emoji: '👍',
    file: fileOf(WAVE),
    until: Date.now() + 1e6,
    at: Date.now() + 1e6,
    sendAt: Date.now() + 1e6,
    Reminder: { chatId: group.id, id: sent.id, at: Date.now() + 1e6 },
    refreshToken: ada.session.refreshToken,
    after: undefined,
  };
  return { ada, values };
}

for (const { path, method, parameters = [], requestBody, responses, description, summary } of operations) {
  test(`${method} ${path}`, async () => {
    assert.ok(summary ?? description);
    for (const { description: said } of Object.values(responses)) assert.ok(said);
    const { ada, values } = await scene();
    const known = (name, field) => (field === 'id' && name === 'MessageId' ? messageId() : values[name]);
    const schema = requestBody?.content['application/json'].schema;
    const bodies = schema === undefined ? [undefined] : examples(document, schema, known);
    const query = parameters.filter((parameter) => parameter.in === 'query');
    const required = query.filter((parameter) => parameter.required);
    const optional = query.filter((parameter) => !parameter.required);
    const isCursor = ({ name, schema: { type } }) => type === 'string' && name === 'before';
    const value = (parameter) =>
      isCursor(parameter) ? values.cursor : examples(document, parameter.schema, known, parameter.name)[0];

    const filled = path.replace(/\{(\w+)\}/g, (_, name) =>
      value(parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)),
    );
    // Each optional parameter alone: some exclude each other.
    for (const one of [[], ...optional.map((parameter) => [parameter])]) {
      const pairs = [...required, ...one].map((parameter) => [parameter.name, value(parameter)]);
      for (const body of bodies) {
        const answer = await ada.request(method, `${filled}?${new URLSearchParams(pairs)}`, body);
        const what = `${JSON.stringify([pairs, body])}: ${answer.status} ${JSON.stringify(answer.body)}`;
        assert.notEqual(answer.body?.error?.code, 'invalid_request', what);
        assert.ok(answer.status < 500 && ![404, 405, 415, 422].includes(answer.status), what);
        if (answer.status < 300) assert.ok(responses[answer.status], what);
        const content = (responses[answer.status] ?? responses.default).content;
        if (content === undefined) assert.equal(answer.body, null, what);
        else if (content['application/json']) assert.deepEqual(misfits(document, content['application/json'].schema, answer.body), [], what);
        else assert.ok(content[answer.headers.get('content-type')], what);
        const isFile = content !== undefined && !content['application/json'];
        assert.equal(answer.headers.get('cache-control'), isFile ? 'public, max-age=31536000, immutable' : 'no-store');
      }
    }
  });
}

test('what does not fit is told apart from what is not there', async () => {
  const { ada, values } = await scene();
  const group = `chats/${values.ChatId}`;
  const as = (type, body) => ada.request('PATCH', 'me', body, { 'content-type': type });
  for (const wrong of [
    ada.request('GET', 'chats?before=zz'),
    ada.request('GET', 'chats?limit=-1'),
    ada.request('GET', `${group}/messages?before=zz`),
    ada.request('GET', `${group}/members?after=zz`),
    ada.request('GET', `search/messages?q=x&chatId=${values.ChatId}&before=zz`),
    ada.request('GET', 'users?ids=zz'),
    ada.request('GET', 'chats/zz'),
    ada.request('PATCH', 'me', []),
    ada.request('PATCH', 'me', [null, null, null]),
    ada.request('PATCH', 'me/settings', [false]),
    ada.request('PATCH', group, ['taken over', null]),
    ada.request('POST', 'sync', [0, {}]),
    ada.request('POST', `${group}/typing`, ['text']),
    ada.request('PATCH', 'me', '{"name":'),
    ada.request('POST', 'sync'),
    as('text/plain', { name: 'x' }),
    as('application/x-www-form-urlencoded', 'name=x'),
    ada.request('POST', `${group}/typing`, { activity: null }, { 'content-type': 'text/plain' }),
  ]) {
    await refused(wrong, 400, 'invalid_request');
  }
  assert.equal((await as('application/json; charset=utf-8', { name: 'x' })).status, 200);

  for (const [method, path, allowed] of [
    ['DELETE', 'me', 'GET,HEAD,PATCH'],
    ['PUT', 'auth/login', 'POST'],
    ['POST', `${group}/read`, 'PUT'],
    ['POST', '/api/openapi.json', 'GET,HEAD'],
  ]) {
    const answer = await request(server, method, path);
    await refused(answer, 405, 'method_not_allowed');
    assert.equal(answer.headers.get('allow').split(',').sort().join(), allowed.split(',').sort().join(), path);
  }
  for (const path of ['nothing', '/api/', '/api/v2/me', 'chats/zz/nothing/here']) {
    await refused(request(server, 'GET', path), 404, 'not_found');
  }
});
