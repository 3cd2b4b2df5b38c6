// What the server does for people at a time: scheduled messages, and reminders.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageId, people, refused, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function stage() {
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
  const later = (sendAt, more) => text(chat.id, 'Good morning', { sendAt, ...more });
  const list = async (who = ada) => (await who.get('me/scheduled')).scheduled;
  return { ada, bob, chat, adas, bobs, later, list };
}

describe('a scheduled message', () => {
  test('is sent at its time, as it was written', async () => {
    const { ada, bob, chat, adas, bobs, later, list } = await stage();
    const message = later(Date.now() + 500, { silent: true });
    const answer = await adas.does('message:send', message);
    assert.deepEqual([answer.scheduled, answer.sendAt], [true, message.sendAt]);
    assert.deepEqual(await adas.does('message:send', message), answer);
    assert.deepEqual((await list()).map(({ id, sendAt }) => [id, sendAt]), [[message.id, message.sendAt]]);
    assert.deepEqual(await list(bob), []);
    const sent = await bobs.waitFor('message:new');
    assert.deepEqual([sent.id, sent.text, sent.silent, sent.senderId], [message.id, 'Good morning', true, ada.id]);
    assert.ok(sent.sentAt >= message.sendAt);
    const gone = await adas.waitFor('me:updated', ({ scheduled }) => scheduled?.id === message.id && !scheduled.message);
    assert.ok(gone.userVersion > answer.userVersion);
    assert.deepEqual(await list(), []);
    assert.deepEqual((await bob.history(chat.id)).length, 1);
  });

  test('is changed, sent now, and deleted', async () => {
    const { ada, bob, chat, adas, bobs, later, list } = await stage();
    const at = Date.now() + HOUR;
    const [one, two] = [later(at), later(at, { repeat: 'weekly' })];
    for (const message of [one, two]) {
      const { status } = await ada.request('POST', `chats/${chat.id}/messages`, message);
      assert.equal(status, 202);
    }
    const changed = await ada.patch(`me/scheduled/${one.id}`, { text: 'Good evening', sendAt: at + HOUR });
    assert.deepEqual([changed.text, changed.sendAt, changed.id], ['Good evening', at + HOUR, one.id]);
    assert.equal((await ada.patch(`me/scheduled/${two.id}`, { repeat: null })).repeat, undefined);
    await refused(bob.request('PATCH', `me/scheduled/${one.id}`, { text: 'mine' }), 404, 'not_found');
    await refused(bob.request('DELETE', `me/scheduled/${one.id}`), 404, 'not_found');
    await refused(bob.request('POST', `me/scheduled/${one.id}/send`), 404, 'not_found');
    const sent = await ada.post(`me/scheduled/${one.id}/send`);
    assert.deepEqual(await bobs.waitFor('message:new'), sent);
    assert.equal(sent.text, 'Good evening');
    await ada.delete(`me/scheduled/${two.id}`);
    assert.deepEqual(await list(), []);
    await refused(ada.request('DELETE', `me/scheduled/${two.id}`), 404, 'not_found');
    await adas.settle();
    const { scheduled } = await ada.post('sync', { userVersion: 1, heads: {} });
    assert.deepEqual(scheduled.map(({ id, message }) => [id, message]).sort(), [[one.id, undefined], [two.id, undefined]].sort());
  });

  test('is for a time within a year, in a chat of its sender, and fit to be sent', async () => {
    const { ada, bob, adas, later, list, chat } = await stage();
    for (const sendAt of [0, Date.now() - 1, Date.now() + 400 * DAY])
      await adas.refused('message:send', later(sendAt), 'send_at_out_of_range');
    await adas.refused('message:send', later('soon'), 'invalid_request');
    await adas.refused('message:send', later(Date.now() + HOUR, { repeat: 'hourly' }), 'invalid_request');
    await adas.refused('message:send', later(Date.now() + HOUR, { text: ' ' }), 'empty_message');
    const elsewhere = await bob.group('without ada');
    await adas.refused('message:send', { ...later(Date.now() + HOUR), chatId: elsewhere.id }, 'not_a_member');
    const message = later(Date.now() + HOUR);
    await adas.does('message:send', message);
    await adas.refused('message:send', { ...message, text: 'another' }, 'conflict');
    await refused(ada.request('PATCH', `me/scheduled/${message.id}`, { sendAt: 1 }), 400, 'send_at_out_of_range');
    await refused(ada.request('PATCH', `me/scheduled/${message.id}`, { text: ' ' }), 400, 'empty_message');
    assert.equal((await list()).length, 1);
    assert.equal((await bob.history(chat.id)).length, 0);
  });
});

describe('a reminder', () => {
  test('comes to its own devices, and stays until it is deleted', async () => {
    const { ada, bob, chat, adas, bobs } = await stage();
    const { id } = await bob.send(chat.id, 'Call me');
    const reminder = { chatId: chat.id, id, at: Date.now() + 300 };
    const { userVersion } = await ada.post('me/reminders', reminder);
    assert.ok(userVersion > 0);
    assert.deepEqual((await ada.get('me/reminders')).reminders, [reminder]);
    assert.deepEqual(await adas.waitFor('reminder'), { chatId: chat.id, id });
    await adas.waitFor('me:updated', ({ reminder: now }) => now?.reminder?.due === true);
    assert.deepEqual((await ada.get('me/reminders')).reminders, [{ ...reminder, due: true }]);
    await bobs.settle();
    assert.deepEqual(bobs.got('reminder'), []);
    await ada.delete(`me/reminders/${id}`);
    assert.deepEqual((await ada.get('me/reminders')).reminders, []);
  });

  test('is of a message that one sees, at a time to come', async () => {
    const { ada, bob, chat } = await stage();
    const { id } = await bob.send(chat.id, 'Call me');
    const [eve] = await people(server, 'eve');
    const reminder = { chatId: chat.id, id, at: Date.now() + HOUR };
    await refused(eve.request('POST', 'me/reminders', reminder), 403, 'not_a_member');
    await refused(ada.request('POST', 'me/reminders', { ...reminder, id: messageId() }), 404, 'not_found');
    for (const at of [0, Date.now() + 400 * DAY])
      await refused(ada.request('POST', 'me/reminders', { ...reminder, at }), 400, 'invalid_request');
    await ada.post('me/reminders', reminder);
    await ada.post('me/reminders', { ...reminder, at: reminder.at + HOUR });
    assert.deepEqual((await ada.get('me/reminders')).reminders, [{ ...reminder, at: reminder.at + HOUR }]);
    await refused(bob.request('DELETE', `me/reminders/${id}`), 404, 'not_found');
  });
});
