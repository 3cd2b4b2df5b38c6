// Several tabs of one browser: one of them holds the connection, all of them show the same, and any of them may go.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { people, request } from '../../lib/client.mjs';
import { LIMIT_MS } from '../../lib/deadline.mjs';
import { Profile } from '../../lib/profile.mjs';
import { startServer } from '../../lib/server.mjs';

/** Ada with three tabs, and Bob, who has no device: every connection that is open is Ada's. */
async function threeTabs(context) {
  const server = await startServer();
  const [ada, bob] = await people(server, 'Ada', 'Bob');
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  const first = context === undefined ? await App.as(ada) : await App.in(context, ada);
  await first.openChat('Bob');
  await first.bubble('hi').waitFor();
  const tabs = [first, await first.tab(`/c/${chat.id}`), await first.tab(`/c/${chat.id}`)];
  for (const tab of tabs) await tab.bubble('hi').waitFor();
  return { server, ada, bob, chat, tabs };
}

async function connections(server) {
  const { body } = await request(server, 'GET', '/metrics');
  return Number(/^kith_connections (\d+)$/m.exec(body)[1]);
}

/** Waits until this many connections are open: one closes after its page, and another tab opens its own. */
async function untilConnections(server, wanted) {
  const until = Date.now() + LIMIT_MS;
  for (let open = null; open !== wanted; ) {
    open = await connections(server);
    assert.ok(open === wanted || Date.now() < until, `${open} connections, and not ${wanted}`);
  }
}

const texts = (history) => history.map(({ text }) => text);

test('three tabs have one connection; what is said, read, begun and set in one shows in all', async () => {
  const { server, ada, bob, chat, tabs } = await threeTabs();
  const [first, second, third] = tabs;
  await untilConnections(server, 1);

  await bob.send(chat.id, 'to all of you');
  for (const tab of tabs) await tab.bubble('to all of you').waitFor();
  await third.say('Bob', 'from the third');
  for (const tab of tabs) await tab.tick('from the third', 'Sent');
  await second.say('Bob', 'from the second');
  for (const tab of tabs) await tab.tick('from the second', 'Sent');

  // Typing goes through the tab with the connection.
  const device = await bob.connect();
  await third.composer('Bob').fill('half a thou');
  await device.waitFor('typing', ({ activity }) => activity === 'text');
  await first.page.waitForFunction(() => document.querySelector('textarea')?.value === 'half a thou');
  device.close();
  await untilConnections(server, 1);
  assert.deepEqual(texts(await ada.history(chat.id)), ['hi', 'to all of you', 'from the third', 'from the second']);
  for (const tab of tabs) assert.deepEqual(tab.complaints, []);
  await first.close();
});

test('when the tab with the connection is closed another one takes over, and nothing is lost', async () => {
  const { server, ada, bob, chat, tabs } = await threeTabs();
  const [first, second, third] = tabs;
  await untilConnections(server, 1);
  await second.say('Bob', 'before');
  await second.tick('before', 'Sent');

  // The message is written in another tab while the tab that would send it is closing.
  const closing = first.page.close();
  await third.say('Bob', 'in between');
  await closing;
  await bob.send(chat.id, 'meanwhile');
  for (const tab of [second, third]) {
    await tab.bubble('meanwhile').waitFor();
    await tab.tick('in between', 'Sent');
  }
  await second.say('Bob', 'after');
  for (const tab of [second, third]) await tab.tick('after', 'Sent');
  await untilConnections(server, 1);
  const history = texts(await ada.history(chat.id));
  assert.deepEqual(history.toSorted(), ['after', 'before', 'hi', 'in between', 'meanwhile']);
  await second.close();
});

test('when the tab with the connection is killed another one takes over, and nothing is lost', async () => {
  const profile = new Profile();
  const { server, ada, bob, chat, tabs } = await threeTabs(await profile.start());
  const [first, second, third] = tabs;
  await untilConnections(server, 1);
  await third.say('Bob', 'before');
  await third.tick('before', 'Sent');

  const crashed = first.page.waitForEvent('crash');
  const session = await first.page.context().newCDPSession(first.page);
  session.send('Page.crash').catch(() => {});
  await third.say('Bob', 'in between');
  await crashed;
  await bob.send(chat.id, 'meanwhile');
  for (const tab of [second, third]) {
    await tab.bubble('meanwhile').waitFor();
    await tab.tick('in between', 'Sent');
  }
  await untilConnections(server, 1);
  assert.deepEqual(texts(await ada.history(chat.id)).toSorted(), ['before', 'hi', 'in between', 'meanwhile']);
});

test('logging out in one tab logs out all of them', async () => {
  const { server, tabs } = await threeTabs();
  const [first, second, third] = tabs;
  await third.logOut();
  for (const tab of [first, second]) await tab.field('User name or e-mail').waitFor();
  await untilConnections(server, 0);
  assert.ok(Object.values(await second.stored()).every((count) => count === 0));
  await first.close();
});
