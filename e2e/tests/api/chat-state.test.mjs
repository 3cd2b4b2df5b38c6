// A person's own state of a chat (mute, pin, archive, mark as unread, draft): the same on all of their devices, unseen
// by others.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { people, refused } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer({ KITH_MESSAGE_BYTES: '100' });

const NOTHING_SET = { pinned: false, archived: false, markedUnread: false };

async function pair() {
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const set = (patch) => ada.patch(`chats/${chat.id}/state`, patch);
  return { ada, bob, chat, set, path: `chats/${chat.id}` };
}

describe('the state of a chat', () => {
  test('is told to the other devices of its owner, and to nobody else', async () => {
    const { ada, bob, chat, set } = await pair();
    const [phone, laptop, bobs] = await Promise.all([ada.connect(), ada.connect(), bob.connect()]);
    const answer = await set({ mutedUntil: 9_000_000_000_000, pinned: true, draft: 'Dear Bob' });
    const state = { ...NOTHING_SET, mutedUntil: 9_000_000_000_000, pinned: true, draft: 'Dear Bob' };
    assert.deepEqual(answer.state, state);
    for (const device of [phone, laptop]) {
      const { userVersion } = answer;
      assert.deepEqual(await device.waitFor('me:updated'), { chat: { id: chat.id, state }, userVersion });
    }
    await bobs.settle();
    assert.deepEqual(bobs.events.map(({ name }) => name), ['connect', 'me:updated']);
    assert.deepEqual((await bob.get(`chats/${chat.id}`)).state, NOTHING_SET);
  });

  test('keeps what a change does not name, and null or an empty text takes back', async () => {
    const { ada, set, path } = await pair();
    await set({ mutedUntil: 5, archived: true, draft: 'one' });
    await set({ pinned: true });
    assert.deepEqual((await set({ draft: '' })).state, { ...NOTHING_SET, mutedUntil: 5, archived: true, pinned: true });
    assert.deepEqual((await set({ mutedUntil: null, archived: false, draft: 'two' })).state, {
      ...NOTHING_SET,
      pinned: true,
      draft: 'two',
    });
    await set({ draft: null });
    assert.deepEqual((await ada.get(path)).state, { ...NOTHING_SET, pinned: true });
  });

  test('set to what it is tells nobody', async () => {
    const { ada, set } = await pair();
    const { userVersion } = await set({ pinned: true });
    const device = await ada.connect();
    assert.equal((await set({ pinned: true, draft: null })).userVersion, userVersion);
    assert.equal((await set({})).userVersion, userVersion);
    await device.settle();
    assert.equal(device.got('me:updated').length, 1);
  });

  test('stays when messages come, and comes with a sync', async () => {
    const { ada, bob, chat, set } = await pair();
    const { userVersion } = await ada.post('sync', { userVersion: 0, heads: {} });
    await set({ archived: true, mutedUntil: 9_000_000_000_000 });
    await bob.send(chat.id, 'are you there?');
    const page = await ada.post('sync', { userVersion, heads: { [chat.id]: 0 } });
    assert.deepEqual(page.chats[0].state, { ...NOTHING_SET, archived: true, mutedUntil: 9_000_000_000_000 });
    assert.equal(page.chats[0].unread, 1);
  });

  test('the mark of unread goes when something is read, on every device', async () => {
    const { ada, bob, chat, set, path } = await pair();
    const { seq } = await bob.send(chat.id, 'hello');
    const device = await ada.connect();
    await set({ markedUnread: true });
    await ada.put(`${path}/delivered`, { seq });
    assert.equal((await device.waitFor('receipt', ({ delivered }) => delivered === seq)).markedUnread, true);
    await ada.put(`${path}/read`, { seq });
    assert.equal((await device.waitFor('receipt', ({ read }) => read === seq)).markedUnread, false);
    assert.deepEqual((await ada.get(path)).state, NOTHING_SET);
  });

  test('that makes no sense is refused, and nothing is kept', async () => {
    const { ada, set, path } = await pair();
    await set({ draft: 'x'.repeat(100) });
    const before = await ada.get(path);
    const attempt = (body) => ada.request('PATCH', `${path}/state`, body);
    await refused(attempt({ pinned: true, draft: 'x'.repeat(101) }), 413, 'message_too_long');
    for (const body of [
      { draft: 'a\u0000b' },
      { mutedUntil: -1 },
      { mutedUntil: 1e16 },
      { mutedUntil: 'tomorrow' },
      { pinned: null, archived: 'yes' },
      'not json',
    ]) {
      await refused(attempt(body), 400, 'invalid_request');
    }
    assert.deepEqual(await ada.get(path), before);
  });
});
