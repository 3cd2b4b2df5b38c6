// A server that has no file descriptors left: connected clients notice nothing, the log and the metrics report it, and
// once some are free, new clients can connect again.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { people } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { startServer } from '../../lib/server.mjs';

const DESCRIPTORS = 64;

/** A connection that stays open between requests, for the time when no new one can be made. */
function monitor(server) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return async (name) => {
    const asked = get(`${server.url}/metrics`, { agent });
    const [response] = await within(once(asked, 'response'), () => 'the metrics');
    const text = (await response.setEncoding('utf8').toArray()).join('');
    return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
  };
}

/** A connection that sends nothing. */
async function idle(server) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await within(once(socket, 'connect'), () => 'a place in the queue');
  return socket;
}

async function until(holds, what) {
  const waiting = async () => {
    while (!(await holds()));
  };
  await within(waiting(), () => what);
}

test('without file descriptors those who are connected chat on, and others are let in when some are free', async () => {
  const server = await startServer({}, { descriptors: DESCRIPTORS });
  const metric = monitor(server);
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
  assert.equal(await metric('kith_transport_accept_errors_total'), 0);

  const crowd = await Promise.all(Array.from({ length: DESCRIPTORS }, () => idle(server)));
  await until(async () => (await metric('kith_transport_accept_errors_total')) > 1, 'a failure to accept');
  const stranded = bob.connect();
  for (const [from, to] of [[adas, bobs], [bobs, adas]]) {
    const { id, seq } = await from.send(chat.id, 'still here');
    await to.waitFor('message:new', (message) => message.id === id);
    await to.does('message:read', { chatId: chat.id, seq });
    const { chats } = await from.does('sync', { userVersion: 0, heads: {} });
    assert.equal(chats[0].lastMessage.id, id);
    assert.deepEqual(from.got('disconnect'), []);
  }

  for (const socket of crowd) socket.destroy();
  await stranded;
  await ada.chatWith(ada);
  const complaints = server.log.split('\n').filter((line) => line.includes('cannot accept connections'));
  assert.equal(complaints.length, 1, server.log);
  assert.match(complaints[0], /WARN.*Too many open files/);
});
