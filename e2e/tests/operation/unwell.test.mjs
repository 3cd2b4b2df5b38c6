// A database that fails: the server reports the error to operators and to clients, does what it still can, and recovers
// by itself where that is possible.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { messageId, person, refused, request } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const PAGE = 4096;

async function ready(server) {
  const { status, body } = await request(server, 'GET', '/ready');
  return [status, body.store];
}

/** Only the server sees the file system of a few megabytes; without the right to make one, there is nothing to test. */
const skip = spawnSync('unshare', ['-Urm', 'true']).status !== 0 && 'no user namespaces here';

test('a full disk refuses what is written and says so, and with room again all is well', { skip }, async () => {
  const server = await startServer({}, { diskKilobytes: 8 * 1024 });
  const ada = await person(server, 'ada');
  const notes = await ada.chatWith(ada);
  const first = await ada.send(notes.id, 'before');
  assert.deepEqual(await ready(server), [200, 'ok']);

  const ballast = `/proc/${server.child.pid}/root${join(server.data, 'ballast')}`;
  const file = openSync(ballast, 'a');
  assert.throws(() => {
    for (;;) writeSync(file, Buffer.alloc(PAGE));
  }, /ENOSPC/);
  closeSync(file);

  const body = { id: messageId(), kind: 'text', text: 'for which there is no room '.repeat(1000) };
  const send = () => ada.request('POST', `chats/${notes.id}/messages`, body);
  for (let n = 0; n < 3; n += 1) {
    const { retryAfter } = await refused(send(), 507, 'disk_full');
    assert.ok(retryAfter > 0);
    assert.deepEqual(await ready(server), [503, 'disk_full']);
  }
  assert.deepEqual(await ada.history(notes.id), [first], 'it still reads, and nothing is there that was refused');

  rmSync(ballast);
  assert.deepEqual(await ready(server), [200, 'ok']);
  assert.equal((await send()).status, 201);
  assert.deepEqual((await ada.history(notes.id)).map(({ id }) => id), [first.id, body.id]);
});

test('a damaged database is not taken for one that is busy', async () => {
  const server = await startServer();
  const ada = await person(server, 'ada');
  const notes = await ada.chatWith(ada);
  const device = await ada.connect();
  const page = 'what fills a page of the database '.repeat(30);
  await Promise.all(Array.from({ length: 400 }, (_, n) => device.send(notes.id, `${page} ${n}`)));
  device.close();
  await server.stop();

  const database = join(server.data, 'kith.db');
  const pages = statSync(database).size / PAGE;
  const file = openSync(database, 'r+');
  // The pages that were written last.
  for (let n = pages - 60; n < pages; n += 1) writeSync(file, Buffer.alloc(PAGE, 0xff), 0, PAGE, n * PAGE);
  closeSync(file);

  await server.again();
  assert.deepEqual(await ready(server), [200, 'ok'], 'nobody has looked yet');
  const { retryAfter } = await refused(ada.request('GET', `chats/${notes.id}/messages`), 500, 'database_corrupt');
  assert.equal(retryAfter, null);
  assert.deepEqual(await ready(server), [503, 'corrupt']);
  assert.equal((await ada.get('me')).id, ada.id);
});
