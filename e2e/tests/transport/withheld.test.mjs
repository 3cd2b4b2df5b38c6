// Messages that never come whole, and answers that the client never reads. However many clients do so, logged in or
// not, the server's memory stays bounded and it serves everybody else.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { people, request } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { startServer } from '../../lib/server.mjs';
import { frame, UPGRADE } from '../../lib/websocket.mjs';

const TEXT = 1;

/** A packet about as large as the largest. */
const PACKET = frame(TEXT, `42["message:send",{"text":"${'x'.repeat(400_000)}"}]`);

/** Room for the server's other memory, such as its connections. */
const BESIDES_MIB = 64;

/** A bare connection. Returns the socket, and the bytes received on it until it is paused or closed. */
async function bare(server, ...chunks) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  // A reset is one of the ways in which the server may hang up.
  socket.on('error', () => {});
  const client = { socket, heard: '', closed: once(socket, 'close') };
  socket.on('data', (bytes) => (client.heard += bytes.toString('latin1')));
  await once(socket, 'connect');
  for (const chunk of chunks) socket.write(chunk);
  return client;
}

const hears = (client, what) =>
  within(
    new Promise((resolve) => {
      const look = () => client.heard.includes(what) && resolve();
      client.socket.on('data', look).on('close', resolve);
      look();
    }),
    () => `${what}; this was heard: ${client.heard.slice(0, 300)}`,
  );

/** This many at a time, like a crowd. */
async function crowd(count, one) {
  const all = [];
  while (all.length < count) all.push(...(await Promise.all(Array.from({ length: 50 }, one))));
  return all;
}

/** A chat in which everybody can still talk, over every transport. */
async function bystanders(server) {
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect({ transports: ['polling'] })]);
  return async () => {
    for (const [from, to] of [[adas, bobs], [bobs, adas]]) {
      const { id } = await from.send(chat.id, 'x'.repeat(60_000));
      await to.waitFor('message:new', (message) => message.id === id);
      assert.deepEqual(from.got('disconnect'), []);
    }
    assert.equal((await ada.get(`chats/${chat.id}/messages`)).messages.at(-1).senderId, bob.id);
  };
}

test('before a client has logged in, next to nothing is taken from it', async () => {
  const server = await startServer();
  const unharmed = await bystanders(server);
  await unharmed();
  const before = server.memory();

  const sockets = await crowd(500, async () => {
    const client = await bare(server, UPGRADE, PACKET.subarray(0, -1));
    await within(client.closed, () => 'to be hung up on');
    return client;
  });
  assert.ok(sockets.every(({ heard }) => heard.startsWith('HTTP/1.1 101')));

  const posts = await crowd(500, async () => {
    const { body } = await request(server, 'GET', '/socket.io/?EIO=4&transport=polling');
    const path = `/socket.io/?EIO=4&transport=polling&sid=${JSON.parse(body.slice(1)).sid}`;
    const head = `POST ${path} HTTP/1.1\r\nhost: kith\r\ncontent-length: 400000\r\n\r\n`;
    const client = await bare(server, head, PACKET.subarray(0, 100_000));
    await hears(client, '\r\n\r\n');
    return client;
  });
  assert.ok(posts.every(({ heard }) => heard.startsWith('HTTP/1.1 413')));
  const more = server.memory() - before;
  assert.ok(more < BESIDES_MIB, `${more} MiB`);
  await unharmed();
  for (const { socket } of posts) socket.destroy();
});

test('what has come in part of everybody’s messages stays within its budget', async () => {
  const server = await startServer();
  const unharmed = await bystanders(server);
  const [eve] = await people(server, 'eve');
  await unharmed();
  const before = server.memory();
  const withheld = await crowd(500, async () => {
    const client = await bare(server, UPGRADE, frame(TEXT, `40${JSON.stringify({ token: eve.token })}`));
    await hears(client, '40{"sid"');
    client.socket.write(PACKET.subarray(0, -1));
    return client;
  });
  // The server has taken or hung up on all withheld messages, while the others talk.
  do await unharmed();
  while (withheld.some(({ socket }) => socket.writableLength > 0));
  const more = server.memory() - before;
  assert.ok(more < 32 + BESIDES_MIB, `${more} MiB`);
  await unharmed();
  for (const { socket } of withheld) socket.destroy();
});

test('hundreds of clients that ask for pages and read none cost bounded memory, and others are served', async () => {
  const server = await startServer();
  const unharmed = await bystanders(server);
  const [eve] = await people(server, 'eve');
  const notes = await eve.chatWith(eve);
  for (let n = 0; n < 8; n += 1) await eve.send(notes.id, 'x'.repeat(64_000));
  const path = `chats/${notes.id}/messages?limit=8`;
  const whole = JSON.stringify(await eve.get(path)).length;
  assert.ok(whole > 500_000);
  await unharmed();

  const before = server.memory();
  const head = `GET /api/v1/${path} HTTP/1.1\r\nhost: kith\r\nauthorization: Bearer ${eve.token}\r\n\r\n`;
  const unread = await crowd(400, async () => {
    // Several requests in a row are answered one after the other, and so not at all.
    const client = await bare(server, head.repeat(2));
    await hears(client, '\r\n\r\n');
    client.socket.pause();
    return client;
  });
  assert.ok(unread.every(({ heard }) => heard.startsWith('HTTP/1.1 200')));
  for (let n = 0; n < 10; n += 1) await unharmed();
  const more = server.memory() - before;
  assert.ok(more < 32 + BESIDES_MIB, `${more} MiB`);
  // A client that reads gets all of it meanwhile.
  assert.equal(JSON.stringify(await eve.get(path)).length, whole);
  for (const { socket } of unread) socket.destroy();
});
