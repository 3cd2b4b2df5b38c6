// Bodies that never come whole: a stranger can make the server keep next to nothing, however many connections they
// open.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { person, refused, request } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { startServer } from '../../lib/server.mjs';

// With the limits on: they are part of the protection.
const server = await startServer({ KITH_RATE_LIMITS: 'on' });
const sockets = [];
after(() => sockets.forEach((socket) => socket.destroy()));

const CONNECTIONS = 1000;
const MOST_BYTES = 100 * 1024 * 1024;
const PIECE = `{"login":"${'x'.repeat(300_000)}`;

const memory = () => 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))[1]);

/** Sends a head and a part of the body, and returns the status, or null if the server waits for more. */
async function begin(path, headers, piece) {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  const head = [`POST /api/v1/${path} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...headers];
  socket.write(`${head.join('\r\n')}\r\n\r\n${piece}`);
  return socket;
}

async function status(socket) {
  const [first] = await within(once(socket, 'data'), () => 'an answer');
  return Number(/^HTTP\/1\.1 (\d+)/.exec(first)[1]);
}

/** Begins a thousand requests, and waits until the server has handled the bytes that they sent. */
async function checkMemory(path, headers, piece, expected) {
  const before = memory();
  const begun = [];
  for (let i = 0; i < CONNECTIONS; i += 1) begun.push(await begin(path, headers, piece));
  if (expected !== null) for (const socket of begun) assert.equal(await status(socket), expected);
  assert.equal((await request(server, 'GET', '/health')).status, 200);
  const kept = memory() - before;
  assert.ok(kept < MOST_BYTES, `${Math.round(kept / 1e6)} MB kept`);
  for (const socket of begun) socket.destroy();
}

test('a thousand log-ins that announce much are refused at once', () =>
  checkMemory('auth/login', ['Content-Length: 400000'], PIECE, 413));

test('a thousand log-ins that do not say how much comes are cut at 8 KiB', () =>
  checkMemory('auth/login', ['Transfer-Encoding: chunked'], `${PIECE.length.toString(16)}\r\n${PIECE}\r\n`, 413));

test('a thousand log-ins in very small pieces, withheld at the end, keep no more than they hold', () =>
  checkMemory('auth/login', ['Transfer-Encoding: chunked'], '1\r\n{\r\n'.repeat(8000), null));

test('whoever is not known is refused before their body is looked at', async () => {
  for (const path of ['sync', 'chats', 'users/presence', 'auth/password']) {
    const socket = await begin(path, ['Content-Length: 400000'], '');
    assert.equal(await status(socket), 401, path);
    socket.destroy();
  }
});

test('whoever is known may send as much as the largest message needs', async () => {
  const ada = await person(server, 'ada');
  const { id } = await ada.chatWith(ada);
  const text = '\u0001'.repeat(65_536);
  assert.equal((await ada.send(id, text)).text, text);
  await refused(ada.request('POST', 'sync', { padding: 'x'.repeat(600_000) }), 413, 'payload_too_large');
});
