// Messages that cannot be sent: they hold up no other, they arrive once or fail visibly, and one can take them back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

/** Ada with the app, and her chats with Bob and Carl. */
async function adaWithTwo() {
  const server = await startServer();
  const [ada, bob, carl] = await people(server, 'Ada', 'Bob', 'Carl');
  await bob.patch('me', { name: 'Bob' });
  await carl.patch('me', { name: 'Carl' });
  const chats = { bob: await ada.chatWith(bob), carl: await ada.chatWith(carl) };
  await bob.send(chats.bob.id, 'hi');
  await carl.send(chats.carl.id, 'hi');
  const app = await App.as(ada);
  return { server, ada, chats, app };
}

/**
 * A proxy between the app and the server. `onSocket` and `onRequest` get each frame or request of the app with these
 * words in it, and decide what to do with it; while `isGone`, nothing connects.
 */
async function between({ page }, words, { onSocket, onRequest = (route) => route.continue(), isGone = () => false }) {
  const seen = { socket: 0, requests: 0 };
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    if (isGone()) return socket.close();
    const server = socket.connectToServer();
    socket.onMessage((packet) => {
      if (!packet.includes('message:send') || !packet.includes(words)) return server.send(packet);
      seen.socket += 1;
      onSocket(socket, server, packet);
    });
  });
  await page.route(/\/socket\.io\//, (route) => (isGone() ? route.abort() : route.continue()));
  await page.route(/\/messages$/, (route) => {
    if (!route.request().postData()?.includes(words)) return route.continue();
    seen.requests += 1;
    return onRequest(route);
  });
  await page.reload();
  return seen;
}

const cut = (socket, server) => {
  socket.close();
  server.close();
};

const texts = async (person, chat) => (await person.history(chat.id)).map(({ text }) => text);
const waiting = (app, words) => app.timeline.getByText(words);

async function choose(app, words, item) {
  await waiting(app, words).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

test('what is written in a chat whose history cannot be loaded shows, and the history comes when it can be', async () => {
  const { server, ada, chats, app } = await adaWithTwo();
  let isDown = true;
  await app.page.route(/\/messages\?/, (route) => (isDown ? route.abort() : route.continue()));
  await app.openChat('Bob');
  await app.page.getByText('These messages could not be loaded.').waitFor();
  await server.kill();
  await app.say('Bob', 'Into the dark');
  await app.timeline.getByRole('img', { name: 'Sending' }).waitFor();
  isDown = false;
  await server.again();
  await app.tick('Into the dark', 'Sent');
  await app.bubble('hi').waitFor();
  assert.deepEqual(await texts(ada, chats.bob), ['hi', 'Into the dark']);
  await app.close();
});

test('a message on which the connection breaks arrives once all the same, in its place, and holds up nobody', async () => {
  const { ada, chats, app } = await adaWithTwo();
  const seen = await between(app, 'poison', { onSocket: cut });
  await app.openChat('Bob');
  await app.say('Bob', 'poison');
  await app.say('Bob', 'after it');
  await app.openChat('Carl');
  await app.say('Carl', 'elsewhere');
  await app.tick('elsewhere', 'Sent');
  await app.openChat('Bob');
  await app.tick('after it', 'Sent');
  assert.deepEqual(await texts(ada, chats.bob), ['hi', 'poison', 'after it']);
  assert.deepEqual(seen, { socket: 1, requests: 1 });
  await app.close();
});

test('a message that never gets through fails where one sees it, also after a reload, and can be written anew', async () => {
  const { ada, chats, app } = await adaWithTwo();
  const seen = await between(app, 'poison', { onSocket: cut, onRequest: (route) => route.abort('connectionreset') });
  await app.openChat('Bob');
  await app.say('Bob', 'poison');
  await app.say('Bob', 'after it');
  await app.openChat('Carl');
  await app.say('Carl', 'elsewhere');
  await app.tick('elsewhere', 'Sent');
  await app.openChat('Bob');
  await app.tick('after it', 'Sent');
  const failed = app.page.getByText('Not sent. The connection broke each time.');
  await failed.waitFor();
  assert.deepEqual(seen, { socket: 1, requests: 2 });
  assert.deepEqual(await texts(ada, chats.bob), ['hi', 'after it']);

  await app.page.reload();
  await failed.waitFor();
  await app.say('Bob', 'after a reload');
  await app.tick('after a reload', 'Sent');
  assert.deepEqual(seen, { socket: 1, requests: 2 });

  await choose(app, 'poison', 'Edit');
  await failed.waitFor({ state: 'detached' });
  assert.equal(await app.composer('Bob').inputValue(), 'poison');
  await app.say('Bob', 'cured');
  await app.tick('cured', 'Sent');
  assert.deepEqual(await texts(ada, chats.bob), ['hi', 'after it', 'after a reload', 'cured']);
  await app.close();
});

test('a failed message that is tried again arrives when it can, and one that is deleted never does', async () => {
  const { ada, chats, app } = await adaWithTwo();
  let isBroken = true;
  const onRequest = (route) => (isBroken ? route.abort('connectionreset') : route.continue());
  await between(app, 'poison', { onSocket: cut, onRequest });
  await app.openChat('Bob');
  await app.say('Bob', 'poison one');
  await app.say('Bob', 'poison two');
  await app.page.getByText('Not sent. The connection broke each time.').nth(1).waitFor();
  isBroken = false;
  await choose(app, 'poison one', 'Delete');
  await choose(app, 'poison two', 'Try again');
  await app.tick('poison two', 'Sent');
  assert.deepEqual(await texts(ada, chats.bob), ['hi', 'poison two']);
  await app.close();
});

test('a message that waits for the network can be cancelled, and those around it go out', async () => {
  const { server, ada, chats, app } = await adaWithTwo();
  await app.openChat('Bob');
  await app.kept();
  await app.bubble('hi').waitFor();
  await server.kill();
  for (const words of ['one', 'two', 'three']) await app.say('Bob', words);
  await choose(app, 'two', 'Cancel sending');
  await waiting(app, 'two').waitFor({ state: 'detached' });
  await server.again();
  await app.tick('three', 'Sent');
  assert.deepEqual(await texts(ada, chats.bob), ['hi', 'one', 'three']);
  await app.close();
});

test('a cancelled message that the server has all the same is shown as sent, once', async () => {
  const { ada, chats, app } = await adaWithTwo();
  let isGone = false;
  const onSocket = (socket, server, packet) => {
    isGone = true;
    server.send(packet);
    socket.close();
  };
  await between(app, 'too late', { onSocket, isGone: () => isGone });
  await app.openChat('Bob');
  const device = await ada.connect();
  await app.say('Bob', 'too late');
  await device.waitFor('message:new', ({ text }) => text === 'too late');
  device.close();
  await choose(app, 'too late', 'Cancel sending');
  await waiting(app, 'too late').waitFor({ state: 'detached' });
  isGone = false;
  // The resend does not wait for the next attempt.
  await app.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await app.tick('too late', 'Sent');
  assert.deepEqual(await texts(ada, chats.bob), ['hi', 'too late']);
  assert.equal(await waiting(app, 'too late').count(), 1);
  await app.close();
});
