// Connections under stress: bytes that no honest client sends end that one connection and touch nobody else's, and the
// official client comes back by itself when the server was away.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { people, request } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { startServer } from '../../lib/server.mjs';
import { frame, UPGRADE } from '../../lib/websocket.mjs';

const server = await startServer();
const [ada, bob] = await people(server, 'ada', 'bob');
const chat = await ada.chatWith(bob);
const [adas, bobs] = await Promise.all([ada.connect(), bob.connect({ transports: ['polling'] })]);

/** The bystanders have not noticed anything, and can still talk. */
async function unharmed() {
  for (const [from, to] of [[adas, bobs], [bobs, adas]]) {
    const { id } = await from.send(chat.id, 'still here');
    await to.waitFor('message:new', (message) => message.id === id);
    assert.deepEqual(from.got('disconnect'), []);
  }
}

/** Sends bytes on a connection of their own. Returns the bytes that came back until the server hung up. */
async function sendBytes(...chunks) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let answer = Buffer.alloc(0);
  socket.on('data', (bytes) => (answer = Buffer.concat([answer, bytes])));
  // A reset is one of the ways in which the server may hang up.
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  await once(socket, 'connect');
  for (const chunk of chunks) socket.write(chunk);
  await within(closed, () => `the server to hang up after ${chunks.at(-1)?.toString('hex')}; it said: ${answer}`);
  return answer;
}

/** Why the server closed a WebSocket (RFC 6455, section 7.4.1): the code in its last frame. */
function closeCode(answer) {
  const at = answer.lastIndexOf(0x88);
  return at < 0 ? undefined : answer.readUInt16BE(at + 2);
}

describe('malformed input ends its own connection only', () => {
  const [TEXT, BINARY, PING] = [1, 2, 9];
  // Not 1008, the code for clients that do not join in time.
  const [OK, PROTOCOL_ERROR, NOT_UTF8, TOO_BIG] = [1000, 1002, 1007, 1009];
  const frames = {
    'random bytes': [PROTOCOL_ERROR, Buffer.concat([Buffer.from([0xff]), randomBytes(64)])],
    'a frame without a mask': [PROTOCOL_ERROR, Buffer.from([0x81, 1, 0x32])],
    'a reserved opcode': [PROTOCOL_ERROR, frame(3, 'x')],
    'a fragmented ping': [PROTOCOL_ERROR, frame(PING, 'x', { fin: 0 })],
    'a frame of a terabyte': [TOO_BIG, frame(TEXT, 'x', { length: 2 ** 40 })],
    'text that is not UTF-8': [NOT_UTF8, frame(TEXT, Buffer.from([0x34, 0xff, 0xfe]))],
    'an unknown Engine.IO packet': [PROTOCOL_ERROR, frame(TEXT, '9')],
    'an unknown Socket.IO packet': [PROTOCOL_ERROR, frame(TEXT, '4x')],
    'an event before connecting': [PROTOCOL_ERROR, frame(TEXT, '42["message:send",{}]')],
    'an event that is no array': [PROTOCOL_ERROR, frame(TEXT, '42{}')],
    'a token that is not JSON': [PROTOCOL_ERROR, frame(TEXT, '40{')],
    'bytes that nothing announced': [PROTOCOL_ERROR, frame(BINARY, 'bytes')],
    'a thousand attachments': [PROTOCOL_ERROR, frame(TEXT, '451000-["message:send"]')],
    'a close packet': [OK, frame(TEXT, '1')],
  };
  for (const [name, [code, bytes]] of Object.entries(frames)) {
    test(`${name}, over WebSocket`, async () => {
      const answer = await sendBytes(UPGRADE, bytes);
      assert.match(answer.toString('latin1'), /^HTTP\/1\.1 101 /);
      assert.equal(closeCode(answer), code);
      await unharmed();
    });
  }

  test('garbage instead of HTTP', async () => {
    await sendBytes(randomBytes(256), Buffer.from('\r\n\r\n\r\n'));
    await sendBytes(Buffer.from(`GET /socket.io/ HTTP/1.1\r\nhost: kith\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`));
    await unharmed();
  });

  for (const body of ['', 'x', '4x', '42["early"]', '4'.repeat(400_000), '\u001e\u001e', '451-["x",{}]\u001e40', 'b!!!']) {
    test(`a post of ${JSON.stringify(body.slice(0, 12))}, over polling`, async () => {
      const { body: opening } = await request(server, 'GET', '/socket.io/?EIO=4&transport=polling');
      const { sid } = JSON.parse(opening.slice(1));
      const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
      const { status } = await request(server, 'POST', path, { body, headers: { 'content-type': 'text/plain' } });
      assert.equal(status, body.length > 300_000 ? 413 : 400);
      // The session is over: the next poll reports it, and the one after finds no session.
      await request(server, 'GET', path);
      assert.equal((await request(server, 'GET', path)).status, 400);
      await unharmed();
    });
  }

  test('unknown sessions, transports and versions are refused', async () => {
    for (const query of ['', 'EIO=4', 'EIO=3&transport=polling', 'EIO=4&transport=pigeon', 'EIO=4&transport=polling&sid=x']) {
      const { status, body } = await request(server, 'GET', `/socket.io/?${query}`);
      assert.equal(status, 400, query);
      assert.equal(typeof body.code, 'number', query);
    }
    await unharmed();
  });
});

describe('the official client comes back by itself', () => {
  for (const transports of [['websocket'], ['polling'], ['polling', 'websocket']]) {
    for (const end of ['stop', 'kill']) {
      test(`over ${transports.join(' and ')}, after a ${end}`, async () => {
        const own = await startServer();
        const [eve, dan] = await people(own, 'eve', 'dan');
        const { id: chatId } = await eve.chatWith(dan);
        const devices = [await eve.connect({ transports }), await dan.connect({ transports })];
        const [eves, dans] = devices;
        await eves.send(chatId, 'before');
        await own[end]();
        for (const device of devices) await device.waitFor('disconnect');
        devices.forEach((device) => device.forget());
        await own.again();
        for (const device of devices) await device.connected();
        const { id, seq } = await eves.send(chatId, 'after');
        assert.equal(seq, 2);
        await dans.waitFor('message:new', (message) => message.id === id);
        await own.kill();
      });
    }
  }
});

test('who is gone is forgotten: nothing that stands for somebody who was here stays behind', async () => {
  const crowded = await startServer();
  const crowd = await people(crowded, ...Array.from({ length: 20 }, (_, number) => `p${number}`));
  const group = await crowd[0].group('crowd', ...crowd.slice(1));
  const transports = (number) => ({ transports: [number % 2 ? 'polling' : 'websocket'] });
  const devices = await Promise.all(crowd.map((each, number) => each.connect(transports(number))));
  const userIds = crowd.map(({ id }) => id);
  await Promise.all(devices.map((device) => device.does('presence:subscribe', { userIds })));
  await Promise.all(devices.map((device) => device.send(group.id, 'here I am')));
  await Promise.all(devices.map((device) => device.does('typing:start', { chatId: group.id })));
  const kept = async (what) => {
    const { body } = await request(crowded, 'GET', '/metrics');
    return Number(new RegExp(`^${what} (\\d+)$`, 'm').exec(body)[1]);
  };
  const entries = (what) => kept(`kith_kept_entries\\{what="${what}"\\}`);
  for (const what of ['people', 'present', 'watched', 'typing']) assert.equal(await entries(what), 20, what);

  for (const device of devices) device.close();
  const gone = async () => {
    for (const what of ['people', 'present', 'watched', 'typing', 'lanes']) while ((await entries(what)) > 0);
    while ((await kept('kith_connections')) + (await kept('kith_transport_backlog_bytes')) > 0);
  };
  await within(gone(), () => 'everybody to be forgotten');
  assert.equal(await entries('rosters'), 1);
});
