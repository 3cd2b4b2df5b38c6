// A client that was away catches up by sync alone, page by page, and ends in the state of one that was always
// connected.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { people, person, refused, text } from '../../lib/client.mjs';
import { Replica } from '../../lib/replica.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** Syncs a client over REST or over the socket, checks the sizes of the pages, and that it ends in the right state. */
async function catchUp(replica, { device } = {}) {
  const ask = device
    ? (request) => device.does('sync', request)
    : (request) => replica.person.post('sync', request);
  const pages = await replica.sync(ask);
  for (const page of pages) {
    assert.ok(page.chats.length <= 100 && page.messages.length <= 500);
    assert.ok(page.userVersion >= 0);
  }
  await replica.check();
  return pages;
}

describe('a client that was away', () => {
  test('learns of messages, receipts, names, new chats and lost chats', async () => {
    const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
    const direct = await ada.chatWith(bob);
    const kept = await ada.group('kept', bob, eve);
    const lost = await ada.group('lost', bob);
    await bob.send(kept.id, 'before');
    const away = await new Replica(bob).begin();

    await ada.send(direct.id, 'one');
    await ada.send(direct.id, 'two');
    await eve.send(kept.id, '@bob', { mentions: [bob.id] });
    await ada.put(`chats/${kept.id}/read`, { seq: 3 });
    await eve.put(`chats/${kept.id}/delivered`, { seq: 3 });
    await ada.patch(`chats/${kept.id}`, { title: 'renamed', description: 'described' });
    await ada.patch(`chats/${kept.id}/members/${eve.id}`, { role: 'admin' });
    await ada.delete(`chats/${lost.id}/members/${bob.id}`);
    const found = await eve.group('found', bob);
    await eve.send(found.id, 'welcome');
    await bob.patch('me', { name: 'Robert' });
    const phone = await (await bob.again()).connect();
    await phone.does('message:read', { chatId: direct.id, seq: 1 });

    const [page] = await catchUp(away);
    assert.deepEqual(page.removed, [lost.id]);
    assert.equal(page.me.name, 'Robert');
    assert.deepEqual(page.chats.map(({ id }) => id).sort(), [direct.id, kept.id, found.id].sort());
    assert.ok(page.messages.every(({ chatId }) => chatId !== found.id), 'history of a new chat is paged when it is opened');
    assert.equal(away.chats.get(direct.id).chat.unread, 1);
    assert.deepEqual([away.chats.get(kept.id).chat.unread, away.chats.get(kept.id).chat.mentions], [1, 1]);
  });

  test('that missed nothing gets nothing', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    await ada.send((await ada.chatWith(bob)).id, 'hello');
    const replica = await new Replica(bob).begin();
    const request = replica.request();
    const pages = await catchUp(replica, { device: await bob.connect() });
    const [{ serverTime, people: changes }] = pages;
    const nothing = { chats: [], removed: [], messages: [], users: [], more: false };
    assert.deepEqual(pages, [{ userVersion: request.userVersion, ...nothing, people: changes, serverTime }]);
    assert.ok(Number.isInteger(serverTime) && Number.isInteger(changes));
  });

  test('may apply every page twice, and ask for everything again', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const chat = await ada.chatWith(bob);
    const away = await new Replica(bob).begin();
    for (let n = 0; n < 5; n += 1) await ada.send(chat.id, `${n}`);
    await ada.group('another', bob);
    const old = away.request();
    const twice = async (request) => {
      const page = await bob.post('sync', request);
      away.applyPage(structuredClone(page));
      return page;
    };
    await away.sync(twice);
    await away.check('after pages applied twice');
    away.applyPage(await bob.post('sync', old));
    away.applyPage(await bob.post('sync', { userVersion: 0, heads: away.request().heads }));
    await away.check('after old differences');
  });

  test('with more messages than a page holds gets them in several', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const chats = [await ada.chatWith(bob), await ada.group('second', bob), await ada.group('third', bob)];
    const away = await new Replica(bob).begin();
    const device = await ada.connect();
    const counts = [1203, 40, 500];
    await Promise.all(
      counts.flatMap((count, at) =>
        Array.from({ length: count }, (_, n) => device.does('message:send', text(chats[at].id, `${n}`))),
      ),
    );
    const pages = await catchUp(away, { device: await bob.connect() });
    assert.equal(pages.length, 4);
    assert.equal(pages.reduce((sum, page) => sum + page.messages.length, 0), 1743);
    for (const [at, { id }] of chats.entries()) {
      assert.equal(away.chats.get(id).chat.unread, Math.min(1000, counts[at]));
    }
  });

  test('with more chats than a page holds gets them in several, though more happens meanwhile', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const makeGroups = (count) => Promise.all(Array.from({ length: count }, (_, n) => ada.group(`group ${n}`, bob)));
    const early = await makeGroups(120);
    const away = await new Replica(bob).begin();
    assert.equal(away.chats.size, 120);
    await makeGroups(110);
    await Promise.all(early.map(({ id }) => ada.send(id, 'to all')));
    const pages = [];
    for (let more = true; more; ) {
      const page = await bob.post('sync', away.request());
      away.applyPage(page);
      pages.push(page);
      more = page.more;
      // Others go on writing between two pages.
      if (pages.length === 1) {
        await ada.send(page.chats[0].id, 'meanwhile');
        await ada.delete(`chats/${early[119].id}/members/${bob.id}`);
        await ada.patch(`chats/${early[118].id}`, { title: 'renamed meanwhile' });
        await makeGroups(3);
      }
    }
    assert.ok(pages.length >= 3);
    await away.check();
    assert.equal(away.chats.size, 232);
  });

  test('that was removed and let in again meanwhile is as one who was there', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const group = await ada.group('revolving door', bob);
    await ada.send(group.id, 'seen');
    const away = await new Replica(bob).begin();
    const live = (await new Replica(bob).begin()).follow(await bob.connect());
    await ada.delete(`chats/${group.id}/members/${bob.id}`);
    await ada.send(group.id, 'not for bob');
    await ada.post(`chats/${group.id}/members`, { userIds: [bob.id] });
    await ada.send(group.id, 'welcome back');
    const device = await bob.connect();
    await device.settle();
    await live.check('live');
    await away.sync((request) => bob.post('sync', request));
    // The earlier messages cannot be fetched any more, so the client that was away must not keep them either.
    assert.deepEqual([...away.chats.get(group.id).messages.values()], []);
    assert.equal(away.chats.get(group.id).from, (await bob.get(`chats/${group.id}`)).head);
    await away.check('away');
  });

  test('sees again what others have read, once it no longer hides read receipts', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const chat = await ada.chatWith(bob);
    await ada.send(chat.id, 'did you see this?');
    await bob.put(`chats/${chat.id}/read`, { seq: 1 });
    await ada.patch('me/settings', { readReceipts: false });
    const away = await new Replica(ada).begin();
    await ada.patch('me/settings', { readReceipts: true });
    await catchUp(away);
  });

  test('of a person with nothing at all gets an empty page', async () => {
    const lonely = await person(server, 'lonely');
    const page = await lonely.post('sync', {});
    assert.deepEqual([page.chats, page.removed, page.messages, page.more], [[], [], [], false]);
  });
});

describe('a sync request', () => {
  test('that claims too much is answered with what is', async () => {
    const [ada, bob] = await people(server, 'ada', 'bob');
    const chat = await ada.chatWith(bob);
    await ada.send(chat.id, 'hello');
    const page = await bob.post('sync', { userVersion: 1_000_000, heads: { [chat.id]: 1_000_000 } });
    assert.deepEqual([page.chats, page.messages, page.more], [[], [], false]);
    const negative = await bob.post('sync', { userVersion: -5, heads: { [chat.id]: -5 } });
    assert.equal(negative.messages.length, 1);
  });

  test('that makes no sense is refused', async () => {
    const ada = await person(server, 'ada');
    const nil = '00000000-0000-0000-0000-000000000000';
    const bodies = [{ userVersion: 'x' }, { heads: [] }, { heads: { 'no-id': 1 } }, { heads: { [ada.id]: 'x' } }];
    for (const body of [...bodies, { heads: { [nil]: 1 } }, { after: 'x' }, [], [0, {}]]) {
      await refused(ada.request('POST', 'sync', body), 400, 'invalid_request');
    }
    const device = await ada.connect();
    await device.refused('sync', [0, {}], 'invalid_request');
    await refused(ada.request('PATCH', 'me', ['Ada']), 400, 'invalid_request');
    await refused(ada.request('GET', 'chats?before=zz'), 400, 'invalid_request');
    await refused(ada.request('GET', `chats/${nil}`), 400, 'invalid_request');
  });
});
