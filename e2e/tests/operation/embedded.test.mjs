// Answers that are the same for everybody are made once and sent as they are: in the encoding that the client takes,
// and not at all when the client has them.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { person } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const DIST = fileURLToPath(new URL('../../../web/dist', import.meta.url));
const server = await startServer();

/** A request whose answer is not decompressed. */
async function ask(path, headers = {}, method = 'GET') {
  const request = get(server.url + path, { headers, method });
  const [response] = await once(request, 'response');
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(await response.toArray()) };
}

const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name).slice(DIST.length));

test('every file is sent as the build made it, byte for byte, in each of its forms', async () => {
  assert.ok(files.includes('/index.html') && files.includes('/sw.js') && files.includes('/third-party.txt'));
  const tags = new Set();
  for (const file of files) {
    for (const [coding, ending] of [['br', '.br'], ['gzip', '.gz'], ['identity', '']]) {
      const has = existsSync(DIST + file + ending);
      // Text gets smaller, except a few files that are too small.
      if (/\.(js|css|html)$/.test(file) && readFileSync(DIST + file).length > 300) assert.ok(has, file + ending);
      if (!has) continue;
      const { status, headers, body } = await ask(file, { 'accept-encoding': coding });
      assert.deepEqual([status, headers['content-encoding'] ?? 'identity'], [200, coding], file);
      assert.ok(body.equals(readFileSync(DIST + file + ending)), file + ending);
      assert.equal(headers['content-length'], String(body.length));
      if (existsSync(`${DIST}${file}.gz`)) assert.match(headers.vary, /accept-encoding/i);
      assert.ok(!tags.has(headers.etag), `the tag of ${file}${ending} is another's, too`);
      tags.add(headers.etag);

      const head = await ask(file, { 'accept-encoding': coding }, 'HEAD');
      assert.deepEqual([head.status, head.headers.etag, head.body.length], [200, headers.etag, 0]);
      assert.equal(head.headers['content-length'], headers['content-length']);
      for (const known of [headers.etag, `W/${headers.etag}`, `"other", ${headers.etag}`, '*']) {
        const again = await ask(file, { 'accept-encoding': coding, 'if-none-match': known });
        assert.deepEqual([again.status, again.body.length, again.headers.etag], [304, 0, headers.etag], known);
        assert.equal(again.headers.vary, headers.vary);
      }
      const other = await ask(file, { 'accept-encoding': coding, 'if-none-match': '"other"' });
      assert.equal(other.status, 200);
    }
  }
});

test('the forms hold what the files do, and are no files of their own', async () => {
  const plain = readFileSync(join(DIST, 'sw.js'));
  assert.ok(brotliDecompressSync((await ask('/sw.js', { 'accept-encoding': 'br' })).body).equals(plain));
  assert.ok(gunzipSync((await ask('/sw.js', { 'accept-encoding': 'gzip' })).body).equals(plain));
  assert.equal((await ask('/sw.js.br')).status, 404);
});

test('the API document is compressed once, and what is somebody’s own never', async () => {
  const headers = { 'accept-encoding': 'gzip, br' };
  const answers = await Promise.all([1, 2].map(() => ask('/api/openapi.json', headers)));
  assert.ok(answers[0].body.equals(answers[1].body));
  assert.equal(answers[0].headers['content-encoding'], 'gzip');
  assert.equal(JSON.parse(gunzipSync(answers[0].body)).info.title, 'Kith');
  const known = { ...headers, 'if-none-match': answers[0].headers.etag };
  assert.equal((await ask('/api/openapi.json', known)).status, 304);

  const ada = await person(server, 'ada');
  const chat = await ada.chatWith(ada);
  await ada.send(chat.id, 'x'.repeat(50_000));
  const page = await ask(`/api/v1/chats/${chat.id}/messages`, { ...headers, authorization: `Bearer ${ada.token}` });
  assert.deepEqual([page.status, page.headers['content-encoding']], [200, undefined]);
});

test('whatever the build holds of others comes with its licence', async () => {
  const { headers, body } = await ask('/third-party.txt');
  assert.equal(headers['content-type'], 'text/plain; charset=utf-8');
  const notices = body.toString();
  const manifest = new URL('../../../web/package.json', import.meta.url);
  const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8'));
  for (const name of [...Object.keys(dependencies), 'engine.io-client', 'tailwindcss', 'emojilib', 'workbox-core']) {
    assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, 'm'));
  }
  assert.match(notices, /SIL OPEN FONT LICENSE/);
});
