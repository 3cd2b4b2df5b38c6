// Somebody who is not in a chat can do nothing in it and learns nothing of it, by any route or event; a removed member
// becomes such a stranger at once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageId, people, person, refused, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** A group and a direct chat with messages in them, and somebody who is in neither. */
async function scene() {
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  const group = await ada.group('the plan', bob);
  const direct = await ada.chatWith(bob);
  const sent = await ada.send(group.id, 'treasure map');
  await ada.send(direct.id, 'treasure map');
  return { ada, bob, eve, group, direct, sent };
}

/** Every REST route that names a chat: method, path and body. */
function routes(chatId, someoneId, sentId) {
  const chat = `chats/${chatId}`;
  const { chatId: _, ...message } = text(chatId, 'let me in');
  return [
    ['GET', chat],
    ['PATCH', chat, { title: 'mine now' }],
    ['PATCH', chat, { description: 'mine now' }],
    ['GET', `${chat}/members`],
    ['POST', `${chat}/members`, { userIds: [someoneId] }],
    ['PATCH', `${chat}/members/${someoneId}`, { role: 'admin' }],
    ['DELETE', `${chat}/members/${someoneId}`],
    ['GET', `${chat}/messages`],
    ['GET', `${chat}/messages?before=100`],
    ['GET', `${chat}/messages?after=0`],
    ['GET', `${chat}/messages?around=1`],
    ['GET', `${chat}/messages?at=0`],
    ['PATCH', `${chat}/state`, { pinned: true }],
    ['PATCH', `${chat}/state`, {}],
    ['POST', `${chat}/messages`, message],
    ['POST', `${chat}/messages`, { ...message, sendAt: Date.now() + 1e6 }],
    ['POST', 'me/reminders', { chatId, id: sentId, at: Date.now() + 1e6 }],
    ['GET', `${chat}/messages/${sentId}`],
    ['GET', `${chat}/messages/${sentId}/info`],
    ['PATCH', `${chat}/messages/${sentId}`, { text: 'mine now' }],
    ['DELETE', `${chat}/messages/${sentId}?for=everyone`],
    ['DELETE', `${chat}/messages/${sentId}?for=me`],
    ['PUT', `${chat}/messages/${sentId}/star`],
    ['DELETE', `${chat}/messages/${sentId}/star`],
    ['GET', `me/stars?chatId=${chatId}`],
    ['PATCH', `${chat}/state`, { cleared: 1, unlisted: true }],
    ['GET', `${chat}/messages/${sentId}/edits`],
    ['GET', `${chat}/messages/${sentId}/reactions`],
    ['PUT', `${chat}/messages/${sentId}/reactions/👍`],
    ['DELETE', `${chat}/messages/${sentId}/reactions/👍`],
    ['PUT', `${chat}/messages/${sentId}/pin`],
    ['DELETE', `${chat}/messages/${sentId}/pin`],
    ['PATCH', chat, { disappearAfter: 1 }],
    ['PUT', `${chat}/messages/${sentId}/vote`, { options: ['1'] }],
    ['POST', `${chat}/messages/${sentId}/close`],
    ['PATCH', `${chat}/messages/${sentId}/location`, { latitude: 0, longitude: 0 }],
    ['DELETE', `${chat}/messages/${sentId}/location`],
    ['PUT', `${chat}/read`, { seq: 1 }],
    ['PUT', `${chat}/delivered`, { seq: 1 }],
    ['POST', `${chat}/typing`, {}],
    ['POST', `${chat}/typing`, { activity: null }],
    ['GET', `search/messages?chatId=${chatId}&q=treasure`],
  ];
}

/** Every event that names a chat. */
function events(chatId, sentId) {
  return [
    ['message:send', text(chatId, 'let me in')],
    ['message:send', text(chatId, 'let me in', { sendAt: Date.now() + 1e6 })],
    ['message:edit', { chatId, id: sentId, text: 'mine now' }],
    ['message:delete', { chatId, ids: [sentId], for: 'everyone' }],
    ['message:delete', { chatId, ids: [sentId], for: 'me' }],
    ['message:star', { chatId, id: sentId, on: true }],
    ['message:star', { chatId, id: sentId, on: false }],
    ['message:react', { chatId, id: sentId, emoji: '👍', on: true }],
    ['message:pin', { chatId, id: sentId, on: true }],
    ['message:pin', { chatId, id: sentId, on: false }],
    ['poll:vote', { chatId, id: sentId, options: ['1'] }],
    ['poll:close', { chatId, id: sentId }],
    ['location:update', { chatId, id: sentId, latitude: 0, longitude: 0 }],
    ['location:stop', { chatId, id: sentId }],
    ['message:delivered', { chatId, seq: 1 }],
    ['message:read', { chatId, seq: 1 }],
    ['typing:start', { chatId }],
    ['typing:stop', { chatId }],
  ];
}

/** Tries everything in a chat, and expects the refusal `not_a_member` each time. */
async function tryEverything(stranger, device, chatId, sentId) {
  for (const [method, path, body] of routes(chatId, stranger.id, sentId)) {
    await refused(stranger.request(method, path, body), 403, 'not_a_member');
  }
  for (const [event, payload] of events(chatId, sentId)) await device.refused(event, payload, 'not_a_member');
}

/** The whole chat as its members see it. */
const inside = async (member, chatId) => [await member.get(`chats/${chatId}`), await member.history(chatId)];

describe('a stranger', () => {
  test('is refused by every route and event, and leaves no trace', async () => {
    const { ada, bob, eve, group, direct, sent } = await scene();
    const [adas, eves] = await Promise.all([ada.connect(), eve.connect()]);
    for (const chat of [group, direct]) {
      const before = await inside(bob, chat.id);
      await tryEverything(eve, eves, chat.id, sent.id);
      assert.deepEqual(await inside(bob, chat.id), before);
    }
    await adas.settle();
    assert.deepEqual(adas.events.map(({ name }) => name).filter((name) => name !== 'me:updated'), ['connect']);
  });

  test('cannot tell a chat of others from one that does not exist', async () => {
    const { eve, group, sent } = await scene();
    const eves = await eve.connect();
    const nowhere = messageId();
    await tryEverything(eve, eves, nowhere, sent.id);
    const answers = await Promise.all([group.id, nowhere].map((id) => eve.request('GET', `chats/${id}`)));
    assert.deepEqual(answers[0].body, answers[1].body);
  });

  test('gets no event of the chat', async () => {
    const { ada, bob, eve, group } = await scene();
    const [adas, bobs, eves] = await Promise.all([ada.connect(), bob.connect(), eve.connect()]);
    await eves.does('presence:subscribe', { userIds: [ada.id, bob.id] });
    await bobs.does('typing:start', { chatId: group.id });
    const { seq } = await bobs.send(group.id, 'between us');
    await adas.does('message:read', { chatId: group.id, seq });
    await ada.patch(`chats/${group.id}`, { title: 'still ours' });
    await ada.patch(`chats/${group.id}/members/${bob.id}`, { role: 'admin' });
    await bobs.does('presence:set', { state: 'away' });
    await eves.settle();
    assert.deepEqual(eves.events.map(({ name }) => name), ['connect', 'me:updated']);
  });

  test('finds nothing of the chat by listing, searching or syncing', async () => {
    const { eve, group, direct } = await scene();
    assert.deepEqual((await eve.get('chats')).chats, []);
    assert.deepEqual((await eve.get('search/chats?q=plan')).chats, []);
    assert.deepEqual((await eve.get('search/chats?q=ada')).chats, []);
    assert.deepEqual(await eve.get('chats/unread'), { unread: 0, mentions: 0, chats: 0 });
    assert.deepEqual(await eve.get('me/mentions'), { messages: [] });
    assert.deepEqual(await eve.get('me/stars'), { stars: [] });
    const heads = { [group.id]: 0, [direct.id]: 0 };
    const eves = await eve.connect();
    for (const page of [
      await eve.post('sync', { userVersion: 0, heads }),
      await eves.does('sync', { userVersion: 0, heads }),
    ]) {
      assert.deepEqual([page.chats, page.messages, page.more], [[], [], false]);
      assert.deepEqual(page.removed.sort(), Object.keys(heads).sort());
    }
  });

  test('sees nobody’s presence without a chat in common', async () => {
    const { ada, bob, eve } = await scene();
    const [bobs, eves] = await Promise.all([bob.connect(), eve.connect()]);
    await bobs.does('presence:set', { state: 'away' });
    await bobs.does('presence:set', { state: 'active' });
    const unseen = { userId: bob.id, online: false };
    assert.deepEqual((await eves.does('presence:subscribe', { userIds: [bob.id] })).states, [unseen]);
    assert.deepEqual((await eves.does('presence:unsubscribe', { userIds: [bob.id] })).states, [unseen]);
    assert.deepEqual(await eve.get(`users/${bob.id}/presence`), unseen);
    assert.deepEqual((await eve.post('users/presence', { userIds: [bob.id] })).states, [unseen]);
    assert.deepEqual(await ada.get(`users/${bob.id}/presence`), { userId: bob.id, online: true });
  });

  test('mentioned in a chat, still learns nothing of it', async () => {
    const { ada, eve, group } = await scene();
    const eves = await eve.connect();
    const sent = await ada.send(group.id, '@eve', { mentions: [eve.id, 'all'] });
    assert.deepEqual(sent.mentions, ['all']);
    await eves.settle();
    assert.deepEqual(eves.got('message:new'), []);
    assert.deepEqual(await eve.get('chats/unread'), { unread: 0, mentions: 0, chats: 0 });
  });

  test('cannot take over a message of the chat by its id', async () => {
    const { bob, eve, group, sent } = await scene();
    const eves = await eve.connect();
    const own = await eve.chatWith(eve);
    await eves.refused('message:send', { ...text(group.id, 'treasure map'), id: sent.id }, 'not_a_member');
    await eves.refused('message:send', { ...text(own.id, 'treasure map'), id: sent.id }, 'conflict');
    await refused(eve.request('GET', `chats/${own.id}/messages/${sent.id}`), 404, 'not_found');
    assert.deepEqual((await bob.get(`chats/${group.id}/messages/${sent.id}`)).senderId, sent.senderId);
  });
});

describe('without a token', () => {
  test('no route that is somebody’s own answers', async () => {
    const { ada, group, sent } = await scene();
    const nobody = Object.assign(await person(server, 'nobody'), { session: { accessToken: undefined } });
    const own = [
      ['GET', 'me'],
      ['PATCH', 'me', { name: 'x' }],
      ['GET', 'me/settings'],
      ['PATCH', 'me/settings', {}],
      ['GET', 'me/sessions'],
      ['DELETE', `me/sessions/${ada.session.sessionId}`],
      ['POST', 'auth/password', { currentPassword: 'x', newPassword: 'xxxxxxxx' }],
      ['GET', 'users?q='],
      ['GET', `users/${ada.id}`],
      ['GET', `users/${ada.id}/presence`],
      ['POST', 'users/presence', { userIds: [ada.id] }],
      ['GET', 'chats'],
      ['POST', 'chats', { kind: 'direct', userId: ada.id }],
      ['GET', 'chats/unread'],
      ['GET', 'search/chats?q='],
      ['GET', 'stickers'],
      ['POST', 'sync', {}],
    ];
    for (const [method, path, body] of [...own, ...routes(group.id, ada.id, sent.id)]) {
      const answer = await nobody.request(method, path, body);
      await refused(answer, 401, 'unauthenticated');
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer', path);
    }
  });
});

describe('a removed member', () => {
  const ways = {
    'removed by an admin': ({ ada, bob, group }) => ada.delete(`chats/${group.id}/members/${bob.id}`),
    'gone by themselves': ({ bob, group }) => bob.delete(`chats/${group.id}/members/${bob.id}`),
  };
  for (const [name, remove] of Object.entries(ways)) {
    test(`${name}, is a stranger at once`, async () => {
      const all = await scene();
      const { ada, bob, group, sent } = all;
      const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
      await bobs.send(group.id, 'so that everything is cached');
      await bobs.does('typing:start', { chatId: group.id });
      await adas.does('typing:start', { chatId: group.id });
      await remove(all);
      await bobs.waitFor('chat:removed', ({ chatId }) => chatId === group.id);
      await bobs.settle();
      bobs.forget();
      await tryEverything(bob, bobs, group.id, sent.id);

      const { seq } = await adas.send(group.id, 'now without him', { mentions: [bob.id, 'all'] });
      await adas.does('typing:start', { chatId: group.id });
      await adas.does('typing:stop', { chatId: group.id });
      await adas.does('message:read', { chatId: group.id, seq });
      await ada.patch(`chats/${group.id}`, { title: 'the new plan' });
      await bobs.settle();
      assert.deepEqual(bobs.events.map((event) => event.name), ['me:updated']);
      assert.ok((await bob.get('chats')).chats.every(({ id }) => id !== group.id));
      const page = await bobs.does('sync', { userVersion: 0, heads: { [group.id]: 0 } });
      assert.deepEqual([page.removed, page.messages], [[group.id], []]);
    });
  }

  test('sees presence no longer when no chat is left in common', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const group = await ada.group('only tie', bob);
    const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
    const { states } = await bobs.does('presence:subscribe', { userIds: [ada.id] });
    assert.deepEqual(states, [{ userId: ada.id, online: true }]);
    await ada.delete(`chats/${group.id}/members/${bob.id}`);
    await bobs.waitFor('chat:removed');
    assert.deepEqual(await bob.get(`users/${ada.id}/presence`), { userId: ada.id, online: false });
    await adas.does('presence:set', { state: 'away' });
    await bobs.settle();
    assert.deepEqual(bobs.got('presence'), []);
  });

  test('who comes back sees what is said from then on, and nothing of the time before', async () => {
    const { ada, bob, group } = await scene();
    await ada.delete(`chats/${group.id}/members/${bob.id}`);
    const missed = await ada.send(group.id, 'while he was out');
    const chat = await ada.post(`chats/${group.id}/members`, { userIds: [bob.id] });
    assert.equal(chat.memberCount, 2);
    await ada.send(group.id, 'welcome back');
    const seen = await bob.history(group.id);
    assert.deepEqual(seen.map((message) => message.text ?? message.system.type), ['members_added', 'welcome back']);
    await refused(bob.request('GET', `chats/${group.id}/messages/${missed.id}`), 404, 'not_found');
    assert.deepEqual((await bob.get(`search/messages?chatId=${group.id}&q=he`)).messages, []);
    const page = await bob.post('sync', { userVersion: 0, heads: { [group.id]: 0 } });
    assert.deepEqual(page.messages, seen);
    assert.equal((await bob.get(`chats/${group.id}`)).unread, 1);
  });
});
