// Reading back: pages of history, single messages, system messages, mentions and unread counts, message info with who
// has received and read, hidden receipts, and search.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { people, refused, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** A group of three in which the first has sent this many messages. */
async function trio(messages = 0) {
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  const group = await ada.group('trio', bob, eve);
  const device = await ada.connect();
  const sent = await Promise.all(
    Array.from({ length: messages }, (_, index) => device.send(group.id, `number ${index + 1}`)),
  );
  return { ada, bob, eve, group, device, sent, messages: `chats/${group.id}/messages` };
}

const seqs = (page) => page.messages.map(({ seq }) => seq);
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('pages of history', () => {
  test('they go back from the newest, and forward from the oldest', async () => {
    const { bob, messages } = await trio(11);
    const page = async (query) => {
      const answer = await bob.get(`${messages}?${query}`);
      return [seqs(answer), answer.more];
    };
    // The group's creation is the first of twelve.
    assert.deepEqual(await page(''), [range(1, 12), false]);
    assert.deepEqual(await page('limit=5'), [range(8, 12), true]);
    assert.deepEqual(await page('before=8&limit=5'), [range(3, 7), true]);
    assert.deepEqual(await page('before=3&limit=5'), [range(1, 2), false]);
    assert.deepEqual(await page('before=6&limit=5'), [range(1, 5), false]);
    assert.deepEqual(await page('before=1'), [[], false]);
    assert.deepEqual(await page('after=0&limit=5'), [range(1, 5), true]);
    assert.deepEqual(await page('after=7&limit=5'), [range(8, 12), false]);
    assert.deepEqual(await page('after=12'), [[], false]);
    assert.deepEqual(await page('before=999999&limit=2'), [range(11, 12), true]);
    assert.deepEqual(await page('after=-5&limit=1'), [[1], true]);
    assert.deepEqual(await page('limit=0'), [[12], true]);
  });

  test('they lie around a place, or around a moment', async () => {
    const { bob, group, messages, sent } = await trio(11);
    const page = async (query) => {
      const answer = await bob.get(`${messages}?${query}`);
      return [seqs(answer), answer.more, answer.moreAfter];
    };
    assert.deepEqual(await page('around=6&limit=4'), [range(4, 7), true, true]);
    assert.deepEqual(await page('around=1&limit=4'), [range(1, 4), false, true]);
    assert.deepEqual(await page('around=999999&limit=4'), [range(9, 12), true, false]);
    assert.deepEqual(await page('around=6'), [range(1, 12), false, false]);
    assert.deepEqual(await page('limit=4'), [range(9, 12), true, undefined]);
    const { sentAt } = await bob.get(`${messages}/${sent.at(-1).id}`);
    const first = (await bob.history(group.id)).find((each) => each.sentAt >= sentAt);
    assert.deepEqual(await page(`at=${sentAt}&limit=1`), [[first.seq], true, first.seq < 12]);
    assert.deepEqual(await page('at=0&limit=4'), [range(1, 4), false, true]);
    assert.deepEqual(await page(`at=${sentAt + 1}&limit=4`), [range(9, 12), true, false]);
    for (const query of ['before=1&after=1', 'around=1&at=1', 'before=1&around=1', 'around=x', 'at=1.5']) {
      await refused(bob.request('GET', `${messages}?${query}`), 400, 'invalid_request');
    }
  });

  test('a page has fifty messages unless told, and two hundred at most', async () => {
    const { bob, messages } = await trio(210);
    assert.equal((await bob.get(messages)).messages.length, 50);
    assert.equal((await bob.get(`${messages}?limit=100000`)).messages.length, 200);
  });

  test('a message is found by its id, in its chat only', async () => {
    const { ada, bob, messages, sent } = await trio(1);
    assert.equal((await bob.get(`${messages}/${sent[0].id}`)).text, 'number 1');
    const other = await ada.group('another', bob);
    await refused(bob.request('GET', `chats/${other.id}/messages/${sent[0].id}`), 404, 'not_found');
    await refused(bob.request('GET', `${messages}/${text('', '').id}`), 404, 'not_found');
    await refused(bob.request('GET', `${messages}/no-id`), 400, 'invalid_request');
  });

  test('chats come latest activity first, in pages', async () => {
    const [ada] = await people(server, 'ada');
    const groups = [];
    for (const title of ['one', 'two', 'three', 'four', 'five']) groups.push(await ada.group(title));
    await ada.send(groups[1].id, 'to the top');
    const titles = [];
    for (let query = '?limit=2'; query !== undefined; ) {
      const { chats, next } = await ada.get(`chats${query}`);
      titles.push(chats.map(({ title }) => title));
      query = next === undefined ? undefined : `?limit=2&before=${encodeURIComponent(next)}`;
    }
    assert.deepEqual(titles, [['two', 'five'], ['four', 'three'], ['one']]);
  });
});

describe('system messages', () => {
  test('they tell of each change of a group, in its order', async () => {
    const { ada, bob, eve, group } = await trio();
    const path = `chats/${group.id}`;
    const [dan] = await people(server, 'dan');
    await ada.patch(path, { title: 'Quartet' });
    await ada.patch(path, { description: 'who we are' });
    await ada.post(`${path}/members`, { userIds: [dan.id] });
    await ada.patch(`${path}/members/${bob.id}`, { role: 'admin' });
    await bob.delete(`${path}/members/${dan.id}`);
    await eve.delete(`${path}/members/${eve.id}`);
    const told = (await ada.history(group.id)).map(({ senderId, kind, system }) => [kind, senderId, system]);
    assert.deepEqual(told, [
      ['system', ada.id, { type: 'group_created', title: 'trio' }],
      ['system', ada.id, { type: 'title_changed', title: 'Quartet' }],
      ['system', ada.id, { type: 'description_changed' }],
      ['system', ada.id, { type: 'members_added', userIds: [dan.id] }],
      ['system', ada.id, { type: 'role_changed', userId: bob.id, role: 'admin' }],
      ['system', bob.id, { type: 'member_removed', userId: dan.id }],
      ['system', eve.id, { type: 'member_left' }],
    ]);
  });

  test('they are not unread, have no info and are not found', async () => {
    const { ada, bob, group, messages } = await trio();
    const { unread, head } = await bob.get(`chats/${group.id}`);
    assert.deepEqual([unread, head], [0, 1]);
    const [created] = await ada.history(group.id);
    await refused(ada.request('GET', `${messages}/${created.id}/info`), 404, 'not_found');
    assert.deepEqual((await ada.get(`search/messages?chatId=${group.id}&q=trio`)).messages, []);
  });
});

describe('mentions and unread counts', () => {
  test('a mention counts for those it names', async () => {
    const { ada, bob, eve, group, device } = await trio();
    const [stranger] = await people(server, 'stranger');
    const counts = async (person) => {
      const { unread, mentions } = await person.get(`chats/${group.id}`);
      return [unread, mentions];
    };
    const { id } = await device.send(group.id, '@bob @stranger @bob', { mentions: [bob.id, stranger.id, bob.id] });
    const stored = await eve.get(`chats/${group.id}/messages/${id}`);
    assert.deepEqual(stored.mentions, [bob.id]);
    assert.deepEqual([await counts(bob), await counts(eve), await counts(ada)], [[1, 1], [1, 0], [0, 0]]);
    await device.send(group.id, '@all', { mentions: ['all'] });
    await device.send(group.id, '@all and @eve', { mentions: ['all', eve.id] });
    await device.send(group.id, 'nobody');
    assert.deepEqual([await counts(bob), await counts(eve), await counts(ada)], [[4, 3], [4, 2], [0, 0]]);
    assert.deepEqual(await bob.get('chats/unread'), { unread: 4, mentions: 3, chats: 1 });

    const bobs = await bob.connect();
    await bobs.does('message:read', { chatId: group.id, seq: 3 });
    const receipt = await bobs.waitFor('receipt');
    assert.deepEqual([receipt.unread, receipt.mentions], [2, 1]);
    assert.deepEqual(await counts(bob), [2, 1]);
    await bobs.does('message:read', { chatId: group.id, seq: 5 });
    assert.deepEqual(await bob.get('chats/unread'), { unread: 0, mentions: 0, chats: 0 });
  });

  test('watermarks never go back and never pass the head', async () => {
    const { bob, group, messages, sent } = await trio(3);
    const put = (what, seq) => bob.put(`chats/${group.id}/${what}`, { seq });
    const marks = async () => {
      const { delivered, read } = await bob.get(`chats/${group.id}`);
      return [delivered, read];
    };
    await put('delivered', 2);
    assert.deepEqual(await marks(), [2, 0]);
    await put('read', 3);
    assert.deepEqual(await marks(), [3, 3]);
    await put('read', 1);
    await put('delivered', 1);
    assert.deepEqual(await marks(), [3, 3]);
    await put('read', 1_000_000);
    assert.deepEqual(await marks(), [4, 4]);
    await refused(bob.request('PUT', `chats/${group.id}/read`, { seq: -1 }), 400, 'invalid_request');
    await refused(bob.request('PUT', `chats/${group.id}/read`, { seq: 'x' }), 400, 'invalid_request');
    assert.equal((await bob.get(`${messages}/${sent[2].id}`)).seq, 4);
  });

  test('a mark that moves nothing tells nobody', async () => {
    const { bob, group, device } = await trio(1);
    await bob.put(`chats/${group.id}/read`, { seq: 2 });
    await device.waitFor('receipt', ({ read }) => read === 2);
    device.forget();
    await bob.put(`chats/${group.id}/read`, { seq: 2 });
    await bob.put(`chats/${group.id}/delivered`, { seq: 1 });
    await device.settle();
    assert.deepEqual(device.got('receipt'), []);
  });

  test('a receipt is told to the reader and to those whose messages it is about, to nobody else', async () => {
    const { bob, eve, group, device } = await trio(1);
    const [bobs, eves] = await Promise.all([bob.connect(), eve.connect()]);
    await bob.put(`chats/${group.id}/read`, { seq: 2 });
    for (const concerned of [device, bobs]) await concerned.waitFor('receipt', ({ userId }) => userId === bob.id);
    assert.equal(device.got('receipt')[0].unread, undefined);
    await eves.settle();
    assert.deepEqual(eves.got('receipt'), []);
  });

  test('typing goes over REST, too', async () => {
    const { bob, group, device } = await trio();
    const path = `chats/${group.id}/typing`;
    for (const [body, activity] of [[undefined, 'text'], [{ activity: 'voice' }, 'voice'], [{ activity: null }, null]]) {
      device.forget();
      assert.equal((await bob.request('POST', path, body)).status, 204);
      await device.waitFor('typing', (typing) => typing.userId === bob.id && typing.activity === activity);
    }
  });
});

describe('message info', () => {
  test('it tells the sender who received and read, and when', async () => {
    const { ada, bob, eve, group, messages, sent } = await trio(1);
    const path = `${messages}/${sent[0].id}/info`;
    const info = async () => {
      const { receipts } = await ada.get(path);
      const seen = receipts.map(({ userId, deliveredAt, readAt }) => [userId, deliveredAt > 0, readAt > 0]);
      return Object.fromEntries(seen.map(([userId, ...times]) => [userId, times]));
    };
    assert.deepEqual(await info(), { [bob.id]: [false, false], [eve.id]: [false, false] });
    await bob.put(`chats/${group.id}/delivered`, { seq: 2 });
    await eve.put(`chats/${group.id}/read`, { seq: 2 });
    assert.deepEqual(await info(), { [bob.id]: [true, false], [eve.id]: [true, true] });
    const { receipts } = await ada.get(path);
    for (const { deliveredAt } of receipts) assert.ok(deliveredAt >= sent[0].sentAt);
    await refused(bob.request('GET', path), 404, 'not_found');
  });

  test('somebody who joined later owes no receipt', async () => {
    const { ada, bob, eve, group, messages, sent } = await trio(1);
    const [dan] = await people(server, 'dan');
    await ada.post(`chats/${group.id}/members`, { userIds: [dan.id] });
    const { receipts } = await ada.get(`${messages}/${sent[0].id}/info`);
    assert.deepEqual(receipts.map(({ userId }) => userId).sort(), [bob.id, eve.id].sort());
  });
});

describe('hidden read receipts', () => {
  /** How far `other` has read as `person` sees it, in each place where the API shows it. */
  async function seenBy(person, other, group, id) {
    const { members } = await person.get(`chats/${group.id}`);
    const { receipts } = await person.get(`chats/${group.id}/messages/${id}/info`);
    const { read } = members.find(({ userId }) => userId === other.id);
    return [read, receipts.find(({ userId }) => userId === other.id).readAt !== undefined];
  }

  test('nobody sees what a person who hides them has read', async () => {
    const { ada, bob, group, device, sent } = await trio(1);
    assert.deepEqual(await bob.patch('me/settings', { readReceipts: false }), { readReceipts: false });
    await bob.put(`chats/${group.id}/read`, { seq: 2 });
    const receipt = await device.waitFor('receipt', ({ userId }) => userId === bob.id);
    assert.deepEqual([receipt.delivered, receipt.read], [2, 0]);
    assert.deepEqual(await seenBy(ada, bob, group, sent[0].id), [0, false]);
    assert.equal((await bob.get(`chats/${group.id}`)).unread, 0);
  });

  test('a person who hides them sees nobody else’s', async () => {
    const { ada, bob, eve, group, device, sent } = await trio(1);
    await ada.patch('me/settings', { readReceipts: false });
    await bob.put(`chats/${group.id}/read`, { seq: 2 });
    const receipt = await device.waitFor('receipt', ({ userId }) => userId === bob.id);
    assert.deepEqual([receipt.delivered, receipt.read], [2, 0]);
    assert.deepEqual(await seenBy(ada, bob, group, sent[0].id), [0, false]);
    const { id } = await eve.send(group.id, 'and eve?');
    await bob.put(`chats/${group.id}/read`, { seq: 3 });
    assert.deepEqual(await seenBy(eve, bob, group, id), [3, true]);
  });

  test('what was read while hidden stays hidden afterwards', async () => {
    const { ada, bob, group, device, sent } = await trio(2);
    await bob.patch('me/settings', { readReceipts: false });
    await bob.put(`chats/${group.id}/read`, { seq: 2 });
    await bob.patch('me/settings', { readReceipts: true });
    assert.deepEqual(await seenBy(ada, bob, group, sent[0].id), [0, false]);
    await bob.put(`chats/${group.id}/read`, { seq: 3 });
    await device.waitFor('receipt', ({ read }) => read === 3);
    assert.deepEqual(await seenBy(ada, bob, group, sent[1].id), [3, true]);
  });
});

describe('searching', () => {
  test('a chat is searched for words in it, without regard to case, newest first', async () => {
    const { bob, group, device } = await trio();
    const words = ['Straße', 'the street', 'STREET food', '100% sure', 'a_b', 'nothing', 'ÉCOLE'];
    for (const each of words) await device.send(group.id, each);
    const find = async (q, more = '') => {
      const answer = await bob.get(`search/messages?chatId=${group.id}&q=${encodeURIComponent(q)}${more}`);
      return [answer.messages.map((message) => message.text), answer.more];
    };
    assert.deepEqual(await find('street'), [['STREET food', 'the street'], false]);
    assert.deepEqual(await find('TREE', '&limit=1'), [['STREET food'], true]);
    assert.deepEqual(await find('TREE', '&limit=1&before=4'), [['the street'], false]);
    assert.deepEqual(await find('%'), [['100% sure'], false]);
    assert.deepEqual(await find('_'), [['a_b'], false]);
    assert.deepEqual(await find('école'), [['ÉCOLE'], false]);
    assert.deepEqual(await find('missing'), [[], false]);
    await refused(bob.request('GET', `search/messages?chatId=${group.id}&q=`), 400, 'invalid_request');
    await refused(bob.request('GET', 'search/messages?q=x'), 400, 'invalid_request');
  });

  test('chats are found by title or by the other person’s name', async () => {
    const [ada, zoe] = await people(server, 'ada', 'Zoe');
    await zoe.patch('me', { name: 'Zoë van der Berg' });
    const group = await ada.group('Mountain Climbers');
    const direct = await ada.chatWith(zoe);
    const find = async (q) => (await ada.get(`search/chats?q=${encodeURIComponent(q)}`)).chats.map(({ id }) => id);
    assert.deepEqual(await find('climb'), [group.id]);
    assert.deepEqual(await find('MOUNTAIN'), [group.id]);
    assert.deepEqual(await find('limber'), []);
    assert.deepEqual(await find('berg'), [direct.id]);
    assert.deepEqual(await find('zoë'), [direct.id]);
    assert.deepEqual(await find(''), [direct.id, group.id]);
  });

  test('people are found by the beginnings of their names', async () => {
    const [ada, quentin] = await people(server, 'ada', 'quentin');
    await quentin.patch('me', { name: 'Quentin 100% Tarantula', about: 'hello' });
    const find = async (q) => (await ada.get(`users?q=${encodeURIComponent(q)}`)).users.map(({ id }) => id);
    for (const q of ['quen', 'QUENTIN-', 'tarant', '100%']) assert.deepEqual(await find(q), [quentin.id], q);
    for (const q of ['rantula', '%uentin', 'nobody at all']) assert.deepEqual(await find(q), [], q);
    const { version } = await quentin.get('me');
    const user = { id: quentin.id, username: quentin.username, name: 'Quentin 100% Tarantula', about: 'hello', version };
    assert.deepEqual(await ada.get(`users/${quentin.id}`), user);
    assert.deepEqual(await ada.get(`users?ids=${quentin.id},${text('', '').id}`), { users: [user] });
    await refused(ada.request('GET', `users/${text('', '').id}`), 404, 'not_found');
    await refused(ada.request('GET', 'users?ids=nonsense'), 400, 'invalid_request');
    await refused(ada.request('GET', `users?q=${'x'.repeat(201)}`), 400, 'invalid_request');
  });
});
