// Messages after they were sent: answers with quotes, edits, deletions and reactions, over REST and the socket.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageId, people, refused, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** Ada and Bob in a group of Ada's with Eve, a message of Ada's in it, and a device of each of the two. */
async function stage() {
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  const group = await ada.group('Trip', bob, eve);
  const sent = await ada.send(group.id, 'See you at eigth');
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
  const path = `chats/${group.id}/messages/${sent.id}`;
  const shown = (who = bob) => who.get(path);
  return { ada, bob, eve, group, sent, adas, bobs, path, shown, ids: { chatId: group.id, id: sent.id } };
}

describe('an edit', () => {
  test('is told to everybody, keeps what was said before, and may be repeated', async () => {
    const { ada, bob, adas, bobs, ids, path, sent, shown } = await stage();
    const edited = await adas.does('message:edit', { ...ids, text: 'See you at eight' });
    assert.deepEqual(await adas.does('message:edit', { ...ids, text: 'See you at eight' }), edited);
    await bobs.settle();
    const [told, ...more] = bobs.got('message:updated');
    assert.equal(more.length, 0);
    assert.deepEqual(told, await shown());
    assert.deepEqual(
      [told.text, told.seq, told.version, told.editedAt],
      ['See you at eight', sent.seq, edited.version, edited.editedAt],
    );
    assert.equal((await ada.patch(path, { text: 'At nine' })).version, edited.version + 1);
    const { edits } = await bob.get(`${path}/edits`);
    assert.deepEqual(edits.map((edit) => edit.text), ['See you at eigth', 'See you at eight']);
  });

  test('is refused of what others sent, of nothing, and without words', async () => {
    const { ada, bob, adas, bobs, ids, path, shown } = await stage();
    const before = await shown();
    await bobs.refused('message:edit', { ...ids, text: 'Never' }, 'not_your_message');
    await refused(bob.request('PATCH', path, { text: 'Never' }), 403, 'not_your_message');
    await adas.refused('message:edit', { ...ids, id: messageId(), text: 'x' }, 'not_found');
    await adas.refused('message:edit', { ...ids, text: ' \u200b' }, 'empty_message');
    await adas.refused('message:edit', ids, 'invalid_request');
    await adas.refused('message:edit', { ...ids, text: 'x'.repeat(70_000) }, 'message_too_long');
    const [created] = await ada.history(ids.chatId);
    await adas.refused('message:edit', { ...ids, id: created.id, text: 'x' }, 'not_editable');
    assert.deepEqual(await shown(), before);
  });

  test('comes too late after the time that the operator allows', async () => {
    const strict = await startServer({ KITH_EDIT_SECONDS: '0' });
    const [ada, bob] = await people(strict, 'ada', 'bob');
    assert.equal((await ada.get('server')).limits.editMs, 0);
    const chat = await ada.chatWith(bob);
    const { id } = await ada.send(chat.id, 'one');
    const device = await ada.connect();
    await device.refused('message:edit', { chatId: chat.id, id, text: 'two' }, 'edit_window_over');
  });
});

describe('a deletion for everyone', () => {
  test('leaves the place of a message and nothing else', async () => {
    const { ada, bob, adas, bobs, ids, path, sent, shown } = await stage();
    await bob.put(`${path}/reactions/👍`);
    await adas.does('message:edit', { ...ids, text: 'See you' });
    await bobs.does('message:read', { chatId: ids.chatId, seq: sent.seq });
    const { version } = await adas.does('message:delete', { chatId: ids.chatId, ids: [ids.id], for: 'everyone' });
    await bobs.settle();
    const told = bobs.got('message:updated').at(-1);
    assert.deepEqual(told, await shown());
    assert.deepEqual(
      [told.version, told.text, told.reactions, told.editedAt, told.deleted.by],
      [version, undefined, [], undefined, ada.id],
    );
    assert.deepEqual((await bob.get(`${path}/edits`)).edits, []);
    for (const event of ['message:edit', 'message:react'])
      await adas.refused(event, { ...ids, text: 'x', emoji: '👍', on: true }, 'not_editable');
    assert.deepEqual((await ada.request('DELETE', `${path}?for=everyone`)).body, { version });
  });

  test('of several is of all or of none, and of others for administrators only', async () => {
    const { ada, bob, eve, adas, bobs, group, ids } = await stage();
    const bobs1 = await bob.send(group.id, 'rude');
    const both = { chatId: group.id, ids: [bobs1.id, ids.id], for: 'everyone' };
    await bobs.refused('message:delete', both, 'not_your_message');
    assert.equal((await eve.get(`chats/${group.id}/messages/${bobs1.id}`)).text, 'rude');
    await adas.does('message:delete', both);
    const { deleted } = await eve.get(`chats/${group.id}/messages/${bobs1.id}`);
    assert.equal(deleted.by, ada.id);
    await adas.refused('message:delete', { ...both, ids: [] }, 'invalid_request');
    await adas.refused('message:delete', { ...both, for: 'nobody' }, 'invalid_request');
    const many = Array.from({ length: 101 }, () => messageId());
    await adas.refused('message:delete', { ...both, ids: many }, 'invalid_request');
  });
});

describe('taking a message back', () => {
  test('soon after it was sent leaves nothing of it', async () => {
    const { ada, bob, adas, bobs, group, ids } = await stage();
    assert.equal((await ada.get('server')).limits.undoMs, 5000);
    const before = await bob.get(`chats/${group.id}`);
    const { id } = await adas.send(group.id, 'Not for you, @all', { mentions: ['all'] });
    const { version } = await adas.does('message:delete', { chatId: group.id, ids: [id], for: 'everyone' });
    const told = await bobs.waitFor('message:updated', (message) => message.id === id);
    assert.deepEqual([told.deleted.trace, told.text, told.version], [false, undefined, version]);
    const now = await bobs.waitFor('chat:updated', ({ head }) => head === version);
    assert.deepEqual(now, await bob.get(`chats/${group.id}`));
    assert.deepEqual([now.unread, now.mentions, now.lastMessage.id], [before.unread, before.mentions, before.lastMessage.id]);
    assert.ok((await bob.history(group.id)).every((message) => message.id !== id));
    await refused(bob.request('GET', `chats/${group.id}/messages/${id}`), 404, 'not_found');
    await bobs.refused('message:react', { ...ids, id, emoji: '👍', on: true }, 'not_found');
    assert.deepEqual(await adas.does('message:delete', { chatId: group.id, ids: [id], for: 'everyone' }), { version });
  });

  test('leaves its place once somebody has read it', async () => {
    const { bob, adas, bobs, group } = await stage();
    const { id, seq } = await adas.send(group.id, 'Not for you');
    await bobs.does('message:read', { chatId: group.id, seq });
    await adas.does('message:delete', { chatId: group.id, ids: [id], for: 'everyone' });
    assert.equal((await bob.get(`chats/${group.id}/messages/${id}`)).deleted.trace, undefined);
  });

  test('is not possible where the operator allows no time for it', async () => {
    const strict = await startServer({ KITH_UNDO_SECONDS: '0' });
    const [ada, bob] = await people(strict, 'ada', 'bob');
    const chat = await ada.chatWith(bob);
    const { id } = await ada.send(chat.id, 'one');
    await ada.delete(`chats/${chat.id}/messages/${id}?for=everyone`);
    assert.equal((await bob.history(chat.id))[0].deleted.trace, undefined);
  });
});

describe('reactions', () => {
  test('are counted, told, listed and taken back', async () => {
    const { ada, bob, eve, adas, bobs, ids, path, shown } = await stage();
    await adas.does('message:react', { ...ids, emoji: '👍', on: true });
    await bobs.does('message:react', { ...ids, emoji: '❤', on: true });
    const { version } = (await eve.request('PUT', `${path}/reactions/❤️`)).body;
    assert.deepEqual((await eve.request('PUT', `${path}/reactions/❤️`)).body, { version });
    const reactions = [
      { emoji: '❤️', count: 2, userIds: [bob.id, eve.id] },
      { emoji: '👍', count: 1, userIds: [ada.id] },
    ];
    assert.deepEqual((await shown()).reactions, reactions);
    await adas.settle();
    assert.deepEqual(adas.got('message:updated').at(-1).reactions, reactions);
    const listed = (await eve.get(`${path}/reactions?emoji=❤️`)).reactions.map(({ emoji, userId }) => [emoji, userId]);
    assert.deepEqual(listed.filter(([emoji]) => emoji === '❤️').map(([, id]) => id).sort(), [bob.id, eve.id].sort());
    await bobs.does('message:react', { ...ids, emoji: '❤️', on: false });
    await eve.request('DELETE', `${path}/reactions/❤`);
    assert.deepEqual((await shown()).reactions, [reactions[1]]);
  });

  test('are emoji, on what people said, of twenty kinds at most', async () => {
    const { ada, adas, ids } = await stage();
    for (const emoji of ['', 'x', '👍👍', ':+1:', '1'])
      await adas.refused('message:react', { ...ids, emoji, on: true }, 'invalid_request');
    const [created] = await ada.history(ids.chatId);
    await adas.refused('message:react', { ...ids, id: created.id, emoji: '👍', on: true }, 'not_editable');
    const all = [...'😀😃😄😁😆😅😂🤣🥲😊😇🙂🙃😉😌😍🥰😘😗😙'];
    for (const emoji of all) await adas.does('message:react', { ...ids, emoji, on: true });
    await adas.refused('message:react', { ...ids, emoji: '😚', on: true }, 'too_many_reactions');
    await adas.does('message:react', { ...ids, emoji: all[0], on: true });
  });
});

describe('an answer', () => {
  test('quotes what it answers, as that is now', async () => {
    const { ada, bob, adas, bobs, ids, sent } = await stage();
    const { message } = await bobs.does('message:send', { ...text(ids.chatId, 'Where?'), replyTo: ids.id });
    const quote = { id: ids.id, seq: sent.seq, senderId: ada.id, kind: 'text' };
    assert.deepEqual(message.replyTo, { ...quote, text: 'See you at eigth' });
    await adas.does('message:edit', { ...ids, text: 'See you at eight' });
    const shown = async () => (await bob.get(`chats/${ids.chatId}/messages/${message.id}`)).replyTo;
    assert.deepEqual(await shown(), { ...quote, text: 'See you at eight' });
    await adas.does('message:delete', { chatId: ids.chatId, ids: [ids.id], for: 'everyone' });
    assert.deepEqual(await shown(), { ...quote, deleted: true });
  });

  test('to what one does not see is refused', async () => {
    const { ada, bob, adas, bobs, ids } = await stage();
    const direct = await ada.chatWith(bob);
    const elsewhere = await ada.send(direct.id, 'elsewhere');
    const [created] = await ada.history(ids.chatId);
    for (const replyTo of [elsewhere.id, created.id, messageId(), 'x'])
      await bobs.refused('message:send', { ...text(ids.chatId, 'x'), replyTo }, 'invalid_request');
    const answer = { ...text(ids.chatId, 'once'), replyTo: ids.id };
    await adas.does('message:send', answer);
    await adas.refused('message:send', { ...answer, replyTo: undefined }, 'conflict');
  });
});

test('whoever joined after a message was sent sees nothing of what becomes of it', async () => {
  const { ada, bob, adas, group, ids, path } = await stage();
  const [carl] = await people(server, 'carl');
  await ada.post(`chats/${group.id}/members`, { userIds: [carl.id] });
  const carls = await carl.connect();
  const { message } = await adas.does('message:send', { ...text(group.id, 'As I said'), replyTo: ids.id });
  const { version } = await adas.does('message:react', { ...ids, emoji: '👍', on: true });
  await carls.settle();
  assert.deepEqual(carls.got('message:updated'), []);
  assert.deepEqual(carls.got('chat:head'), [{ chatId: group.id, head: version }]);
  const [{ replyTo }] = carls.got('message:new');
  assert.deepEqual(replyTo, { id: ids.id, seq: replyTo.seq, senderId: ada.id, kind: 'text' });
  assert.deepEqual((await carl.get(`chats/${group.id}/messages/${message.id}`)).replyTo, replyTo);
  assert.equal((await bob.get(`chats/${group.id}/messages/${message.id}`)).replyTo.text, 'See you at eigth');
  for (const [method, route, body] of [
    ['GET', path],
    ['GET', `${path}/edits`],
    ['GET', `${path}/reactions`],
    ['PUT', `${path}/reactions/👍`],
    ['PATCH', path, { text: 'mine' }],
    ['DELETE', `${path}?for=everyone`],
  ])
    await refused(carl.request(method, route, body), 404, 'not_found');
});

test('two people who change one message at the same time end with the same state', async () => {
  const { ada, adas, bobs, ids, shown } = await stage();
  const react = (device, emoji) => device.does('message:react', { ...ids, emoji, on: true });
  const edit = (words) => adas.does('message:edit', { ...ids, text: words });
  await Promise.all([react(adas, '👍'), react(bobs, '👍'), edit('one'), react(bobs, '😂'), edit('two'), react(adas, '🎉')]);
  await Promise.all([adas.settle(), bobs.settle()]);
  const stored = await shown();
  for (const device of [adas, bobs]) {
    const versions = device.got('message:updated').map(({ version }) => version);
    assert.deepEqual(versions, [...versions].sort((a, b) => a - b));
    assert.deepEqual(device.got('message:updated').at(-1), stored);
  }
  assert.deepEqual(stored, await shown(ada));
  assert.equal(stored.reactions[0].count, 2);
});
