// How much memory a tab needs after an hour's worth of messages: those that are not on screen belong in the database,
// not here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { people, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const MOST_BYTES = 100_000_000;
const CHATS = 30;
/** An hour at five a second. */
const MESSAGES = 18_000;
const AT_ONCE = 300;

test('a tab that has heard eighteen thousand messages needs no more than a hundred megabytes', async () => {
  const server = await startServer();
  const [ada, bob] = await people(server, 'Ada', 'Bob');
  const groups = [];
  for (let i = 1; i <= CHATS; i += 1) groups.push(await bob.group(`Group ${i}`, ada));
  const app = await App.as(ada);
  await app.openChat('Group 1');
  const device = await bob.connect();
  const words = 'a message of about the usual length, which says something about dinner tonight';
  for (let sent = 0; sent < MESSAGES; sent += AT_ONCE) {
    const batch = Array.from({ length: AT_ONCE }, (_, i) => text(groups[(sent + i) % CHATS].id, `${words} ${sent + i}`));
    await Promise.all(batch.map((message) => device.does('message:send', message)));
  }
  await app.bubble(`${words} ${MESSAGES - CHATS}`).waitFor();
  await app.row('Group 30').getByText(`${words} ${MESSAGES - 1}`).waitFor();

  const devtools = await app.page.context().newCDPSession(app.page);
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('Performance.enable');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const used = metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
  assert.ok(used <= MOST_BYTES, `${Math.round(used / 1e6)} MB`);
  const nodes = metrics.find(({ name }) => name === 'Nodes').value;
  assert.ok(nodes <= 10_000, `${nodes} nodes`);
  await app.close();
});
