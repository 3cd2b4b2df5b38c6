// What messages and chats are to one person alone: stars, messages deleted for oneself, cleared and deleted chats, and
// what mentions one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageId, people, refused } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** Ada and Bob in a group of Ada's, in which she has said three things, with a device of each and another of Bob's. */
async function stage() {
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  const group = await ada.group('Trip', bob);
  const said = [await ada.send(group.id, 'one'), await ada.send(group.id, 'two'), await ada.send(group.id, 'three')];
  const devices = await Promise.all([ada.connect(), bob.connect(), bob.connect()]);
  const at = ({ id }) => ({ chatId: group.id, id });
  const path = ({ id }) => `chats/${group.id}/messages/${id}`;
  const texts = async (who) => (await who.history(group.id)).filter(({ kind }) => kind === 'text').map(({ text }) => text);
  return { ada, bob, eve, group, said, devices, at, path, texts };
}

describe('a star', () => {
  test('is on the list of who gave it, and known to their devices alone', async () => {
    const { bob, ada, group, said, devices, at, path } = await stage();
    const [adas, bobs, other] = devices;
    const [one, two] = said;
    const { userVersion } = await bobs.does('message:star', { ...at(one), on: true });
    assert.deepEqual(await bobs.does('message:star', { ...at(one), on: true }), { userVersion }, 'a repeat');
    const star = { ...at(one), on: true };
    assert.deepEqual(await other.waitFor('me:updated', (update) => update.star?.on), { star, userVersion });
    await bob.put(`${path(two)}/star`);
    const listed = async (query = '') => (await bob.get(`me/stars${query}`)).stars.map(({ message }) => message);
    assert.deepEqual(await listed(), [await bob.get(path(two)), await bob.get(path(one))]);
    assert.equal((await listed(`?chatId=${group.id}`)).length, 2);
    const first = await bob.get('me/stars?limit=1');
    const second = await bob.get(`me/stars?limit=1&before=${first.next}`);
    assert.deepEqual([...first.stars, ...second.stars].map(({ message }) => message.id), [two.id, one.id]);
    assert.equal(second.next, undefined);
    await bob.delete(`${path(one)}/star`);
    assert.deepEqual((await listed()).map(({ id }) => id), [two.id]);
    const { stars } = await bob.post('sync', { userVersion: userVersion - 1, heads: {} });
    assert.deepEqual(stars, [{ ...at(two), on: true }, { ...at(one), on: false }]);

    await adas.settle();
    assert.deepEqual(adas.got('me:updated').filter(({ star }) => star !== undefined), []);
    assert.deepEqual((await ada.get('me/stars')).stars, []);
  });

  test('is for messages that one sees and that say something', async () => {
    const { ada, bob, eve, group, said, devices, at, path } = await stage();
    const bobs = devices[1];
    const eves = await eve.connect();
    await eves.refused('message:star', { ...at(said[0]), on: true }, 'not_a_member');
    await refused(eve.request('PUT', `${path(said[0])}/star`), 403, 'not_a_member');
    await refused(eve.request('GET', `me/stars?chatId=${group.id}`), 403, 'not_a_member');
    await refused(bob.request('GET', 'me/stars?before=yesterday'), 400, 'invalid_request');
    await bobs.refused('message:star', { chatId: group.id, id: messageId(), on: true }, 'not_found');
    const [created] = await bob.history(group.id);
    await bobs.refused('message:star', { ...at(created), on: true }, 'not_editable');
    await bobs.does('message:star', { ...at(said[0]), on: true });
    await ada.post(`chats/${group.id}/members`, { userIds: [eve.id] });
    await eves.refused('message:star', { ...at(said[0]), on: true }, 'not_found');
    await bob.put(`chats/${group.id}/read`, { seq: said[2].seq });
    await ada.delete(`${path(said[0])}?for=everyone`);
    await bobs.refused('message:star', { ...at(said[0]), on: true }, 'not_editable');
    assert.deepEqual((await bob.get('me/stars')).stars, [], 'nothing is left of it to be found by');
  });
});

describe('deleting for oneself', () => {
  test('takes messages from all of one’s devices, and from nobody else', async () => {
    const { ada, bob, group, said, devices, path, texts } = await stage();
    const [adas, bobs, other] = devices;
    const ids = [said[1].id, said[2].id];
    const request = { chatId: group.id, ids, for: 'me' };
    const { version, userVersion } = await bobs.does('message:delete', request);
    assert.deepEqual(await bobs.does('message:delete', request), { version, userVersion }, 'a repeat');
    const update = await other.waitFor('me:updated', ({ hidden }) => hidden !== undefined);
    assert.deepEqual(update, { hidden: { chatId: group.id, ids: ids.sort() }, userVersion });
    const chat = await other.waitFor('chat:updated');
    assert.deepEqual([chat.lastMessage.id, chat.unread, chat.userVersion], [said[0].id, 1, userVersion]);
    assert.deepEqual(await texts(bob), ['one']);
    await refused(bob.request('GET', path(said[1])), 404, 'not_found');
    await refused(bob.request('PUT', `${path(said[1])}/reactions/👍`), 404, 'not_found');
    await bob.delete(`${path(said[0])}?for=me`);
    assert.deepEqual(await texts(bob), []);
    const { hidden } = await bob.post('sync', { userVersion: userVersion - 1, heads: {} });
    assert.deepEqual(hidden.flatMap((each) => each.ids).sort(), said.map(({ id }) => id).sort());

    assert.deepEqual(await texts(ada), ['one', 'two', 'three']);
    await adas.settle();
    assert.deepEqual([adas.got('message:updated'), adas.got('chat:updated')], [[], []]);
  });

  test('is for messages that one sees', async () => {
    const { bob, eve, group, said, devices, path, texts } = await stage();
    const bobs = devices[1];
    await refused(eve.request('DELETE', `${path(said[0])}?for=me`), 403, 'not_a_member');
    const ids = [said[0].id, messageId()];
    await bobs.refused('message:delete', { chatId: group.id, ids, for: 'me' }, 'not_found');
    await bobs.refused('message:delete', { chatId: group.id, ids: [], for: 'me' }, 'invalid_request');
    await bobs.refused('message:delete', { chatId: group.id, ids, for: 'others' }, 'invalid_request');
    assert.equal((await texts(bob)).length, 3, 'all or none');
  });
});

describe('a chat', () => {
  test('is cleared for oneself, up to a message', async () => {
    const { ada, bob, group, said, devices, texts } = await stage();
    const other = devices[2];
    const cleared = await bob.patch(`chats/${group.id}/state`, { cleared: said[1].seq });
    assert.deepEqual([cleared.state.cleared, cleared.unread, cleared.lastMessage.text], [said[1].seq, 1, 'three']);
    const { chat } = await other.waitFor('me:updated', ({ chat }) => chat?.state.cleared > 0);
    assert.deepEqual(chat, { id: group.id, state: cleared.state });
    assert.deepEqual(await other.waitFor('chat:updated'), cleared);
    assert.deepEqual(await texts(bob), ['three']);
    assert.deepEqual((await bob.get(`search/messages?chatId=${group.id}&q=one`)).messages, []);
    await refused(bob.request('PATCH', `chats/${group.id}/state`, { cleared: -1 }), 400, 'invalid_request');
    const all = await bob.patch(`chats/${group.id}/state`, { cleared: 4_000_000 });
    assert.deepEqual([all.state.cleared, all.lastMessage], [all.head, undefined]);
    assert.deepEqual(await texts(ada), ['one', 'two', 'three']);
  });

  test('is deleted for oneself, and comes back with its next message', async () => {
    const { ada, bob, group, said, devices, texts } = await stage();
    const bobs = devices[1];
    const patch = { cleared: said[2].seq, unlisted: true };
    await bob.patch(`chats/${group.id}/state`, patch);
    const listed = async (who) => (await who.get('chats')).chats.map(({ id }) => id);
    assert.deepEqual([await listed(bob), await listed(ada)], [[], [group.id]]);
    assert.equal((await bob.get('chats/unread')).unread, 0);
    const again = await ada.send(group.id, 'still there?');
    await bobs.waitFor('message:new', ({ id }) => id === again.id);
    assert.deepEqual([await listed(bob), await texts(bob)], [[group.id], ['still there?']]);
  });
});

test('what mentions one is found over all chats', async () => {
  const { ada, bob, eve, group } = await stage();
  const other = await ada.group('Cooking', bob, eve);
  const first = await ada.send(group.id, '@bob here', { mentions: [bob.id] });
  await ada.send(other.id, '@eve there', { mentions: [eve.id] });
  const last = await eve.send(other.id, '@all look', { mentions: ['all'] });
  const found = await bob.get('me/mentions');
  assert.deepEqual(found, { messages: [last, first] });
  const page = await bob.get('me/mentions?limit=1');
  assert.deepEqual([page.messages, (await bob.get(`me/mentions?limit=1&before=${page.next}`)).messages], [[last], [first]]);
  await refused(bob.request('GET', 'me/mentions?before=2'), 400, 'invalid_request');
  assert.deepEqual((await eve.get('me/mentions')).messages.map(({ text }) => text), ['@eve there']);
});
