// Pinned messages, and messages that disappear.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageId, people, refused } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';
import { within } from '../../lib/deadline.mjs';

const server = await startServer();

const DAY = 86_400_000;

/** Ada and Bob in a group of Ada's with Eve, and a device of each of the two. */
async function stage() {
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  const group = await ada.group('Trip', bob, eve);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
  const at = ({ id }) => ({ chatId: group.id, id });
  const path = ({ id }) => `chats/${group.id}/messages/${id}`;
  const pins = async (who = bob) => (await who.get(`chats/${group.id}`)).pins;
  return { ada, bob, eve, group, adas, bobs, at, path, pins };
}

describe('a pin', () => {
  test('is told to everybody, shown by the chat, and taken off', async () => {
    const { ada, bob, eve, group, bobs, at, path, pins } = await stage();
    const [one, two] = [await ada.send(group.id, 'one'), await ada.send(group.id, 'two')];
    const { version } = await bobs.does('message:pin', { ...at(one), on: true });
    assert.deepEqual(await bobs.does('message:pin', { ...at(one), on: true }), { version });
    const until = Date.now() + DAY;
    await eve.put(`${path(two)}/pin`, { until });
    await bobs.settle();
    const told = bobs.got('message:updated');
    assert.deepEqual(told.map(({ id, pinned }) => [id, pinned.by, pinned.until]), [
      [one.id, bob.id, undefined],
      [two.id, eve.id, until],
    ]);
    assert.deepEqual(told.at(-1), await ada.get(path(two)));
    assert.deepEqual((await pins()).map(({ id, seq, by, until: ends }) => [id, seq, by, ends]), [
      [two.id, two.seq, eve.id, until],
      [one.id, one.seq, bob.id, undefined],
    ]);
    await ada.delete(`${path(one)}/pin`);
    assert.deepEqual((await pins()).map(({ id }) => id), [two.id]);
    await ada.request('PUT', `${path(one)}/pin`);
    assert.equal((await pins()).length, 2);
  });

  test('is one of three at most, of what people said, and for a time to come', async () => {
    const { ada, bob, group, adas, bobs, at, path, pins } = await stage();
    for (const words of ['one', 'two', 'three'])
      await adas.does('message:pin', { ...at(await ada.send(group.id, words)), on: true });
    const four = await ada.send(group.id, 'four');
    await bobs.refused('message:pin', { ...at(four), on: true }, 'too_many_pins');
    await refused(bob.request('PUT', `${path(four)}/pin`), 409, 'too_many_pins');
    for (const until of [Date.now() - 1, Date.now() + 400 * DAY])
      await bobs.refused('message:pin', { ...at(four), on: true, until }, 'invalid_request');
    await bobs.refused('message:pin', { chatId: group.id, id: messageId(), on: true }, 'not_found');
    const [created] = await ada.history(group.id);
    await bobs.refused('message:pin', { ...at(created), on: true }, 'not_editable');
    await adas.does('message:delete', { chatId: group.id, ids: [(await pins())[0].id], for: 'everyone' });
    await bobs.does('message:pin', { ...at(four), on: true });
    assert.equal((await pins())[0].id, four.id);
  });
});

describe('messages that disappear', () => {
  test('say when, and are gone then', async () => {
    const { ada, bob, group, adas, bobs, path } = await stage();
    await ada.send(group.id, 'for good');
    await ada.patch(`chats/${group.id}`, { disappearAfter: 1 });
    const told = await bobs.waitFor('chat:updated', ({ disappearAfter }) => disappearAfter === 1);
    assert.deepEqual(told.lastMessage.system, { type: 'disappear_after_changed', disappearAfter: 1 });
    const { message } = await adas.does('message:send', { id: messageId(), chatId: group.id, kind: 'text', text: 'quickly' });
    assert.equal(message.expiresAt, message.sentAt + 1000);
    const gone = async () => {
      while ((await bob.request('GET', path(message))).status !== 404);
    };
    await within(gone(), () => 'the message to be gone');
    assert.ok(Date.now() >= message.expiresAt);
    assert.deepEqual((await bob.history(group.id)).map(({ text }) => text).filter(Boolean), ['for good']);
    await ada.patch(`chats/${group.id}`, { disappearAfter: null });
    assert.equal((await bob.get(`chats/${group.id}`)).disappearAfter, undefined);
    assert.equal((await ada.history(group.id)).at(-1).system.disappearAfter, undefined);
  });

  test('are for both of a pair to set, and for administrators of a group', async () => {
    const { ada, bob, group } = await stage();
    const direct = await ada.chatWith(bob);
    await bob.patch(`chats/${direct.id}`, { disappearAfter: 86_400 });
    assert.equal((await ada.get(`chats/${direct.id}`)).disappearAfter, 86_400);
    await refused(bob.request('PATCH', `chats/${group.id}`, { disappearAfter: 60 }), 403, 'forbidden');
    await refused(bob.request('PATCH', `chats/${direct.id}`, { title: 'x', disappearAfter: 60 }), 403, 'forbidden');
    for (const wrong of [0, -1, 31_536_001, 'soon', 1.5])
      await refused(ada.request('PATCH', `chats/${group.id}`, { disappearAfter: wrong }), 400, 'invalid_request');
  });

  test('are what new chats begin with, for who has set so', async () => {
    const { ada, bob, eve } = await stage();
    await ada.patch('me/settings', { disappearAfter: 3600 });
    assert.equal((await ada.get('me')).settings.disappearAfter, 3600);
    for (const chat of [await ada.chatWith(bob), await ada.group('Quick', bob)]) {
      assert.equal(chat.disappearAfter, 3600);
      assert.equal(chat.lastMessage.system.type, 'disappear_after_changed');
    }
    assert.equal((await eve.chatWith(bob)).disappearAfter, undefined);
    await ada.patch('me/settings', { disappearAfter: null });
    assert.equal((await ada.chatWith(eve)).disappearAfter, undefined);
  });
});
