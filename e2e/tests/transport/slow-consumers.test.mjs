// A thousand devices that stop reading in a flooded room: the server's memory stays bounded, the server gives them up,
// and the devices that read get every message.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { people } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { startServer } from '../../lib/server.mjs';
import { frame, UPGRADE } from '../../lib/websocket.mjs';

const STALLED = 1000;
const TEXT = 1;

/** The most bytes that may wait for all slow clients together, and some more for the server's other work. */
const ALLOWED_MIB = 128 + 64;

/** Logs a device in and then reads nothing more. */
async function stall(server, token) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  let heard = '';
  const joined = new Promise((resolve) => {
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      if (!heard.includes('40{"sid"')) return;
      socket.pause();
      resolve(socket);
    });
  });
  socket.write(UPGRADE);
  socket.write(frame(TEXT, `40${JSON.stringify({ token })}`));
  return within(joined, () => `a device to be let in; it heard ${heard}`);
}

async function givenUp(server) {
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  return Number(/^kith_transport_closed_total\{reason="slow_consumer"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
}

test('a thousand devices that stop reading cost bounded memory, and nobody else a message', async () => {
  const server = await startServer();
  const [ada, bob, sleepy] = await people(server, 'ada', 'bob', 'sleepy');
  const group = await ada.group('loud', bob, sleepy);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect({ transports: ['polling'] })]);
  const stalled = [];
  while (stalled.length < STALLED) {
    stalled.push(...(await Promise.all(Array.from({ length: 50 }, () => stall(server, sleepy.token)))));
  }

  const before = server.memory();
  const words = 'x'.repeat(30_000);
  let sent = 0;
  for (; (await givenUp(server)) < STALLED; sent += 1) {
    assert.ok(sent < 500, 'they are never given up');
    const { id } = await adas.send(group.id, words);
    await Promise.all([adas, bobs].map((device) => device.waitFor('message:new', (message) => message.id === id)));
    const more = server.memory() - before;
    assert.ok(more < ALLOWED_MIB, `${more} MiB after ${sent} messages`);
  }
  for (const device of [adas, bobs]) {
    assert.equal(device.got('message:new').length, sent);
    assert.deepEqual(device.got('disconnect'), []);
  }
  for (const socket of stalled) socket.destroy();
});
