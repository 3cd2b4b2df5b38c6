// `kith bench`: a run comes to an end with figures that a program can read and that are consistent. The test does not
// judge the figures themselves.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { text } from 'node:stream/consumers';
import { within } from '../../lib/deadline.mjs';
import { KITH, runKith, spawnKith, startServer, temporaryFolder } from '../../lib/server.mjs';

/** Runs a scenario to its end; returns its figures by name. */
async function figures(args) {
  const { code, out, err } = await runKith(['bench', ...args, '--json']);
  assert.equal(code, 0, err);
  const report = JSON.parse(out);
  assert.equal(report.scenario, args[0]);
  assert.ok(report.conditions.cores > 0 && report.conditions.command.includes(args[0]));
  return Object.fromEntries(report.figures.map(({ name, value }) => [name, value]));
}

test('pairs at a fixed rate are as many as asked for, acknowledged and received, at some cost', async () => {
  const found = await figures(['pairs', '--pairs', '3', '--rate', '50', '--seconds', '1']);
  assert.equal(found.connections, 6);
  assert.ok(found.messages > 35 && found.messages < 65, `${found.messages} messages a second`);
  for (const name of ['ack_p50', 'receipt_p50', 'cpu_per_message', 'memory']) assert.ok(found[name] > 0, name);
  assert.ok(found.ack_p50 <= found.ack_p99 && found.ack_p99 <= found.ack_max);
});

test('pairs without a rate go on as fast as they can', async () => {
  const found = await figures(['pairs', '--pairs', '2', '--seconds', '1']);
  assert.ok(found.messages > 0 && found.deliveries > found.messages);
});

test('rooms are measured beside the floor', async () => {
  const found = await figures(['rooms', '--size', '10', '--connections', '20', '--rate', '20', '--seconds', '1']);
  assert.deepEqual([found.groups, found.connections], [2, 20]);
  assert.ok(found.deliveries > 100 && found.frame_bytes > 100);
  for (const name of ['floor_sends', 'floor_cpu_per_send', 'cpu_to_floor']) assert.ok(found[name] > 0, name);
});

test('idle connections come and go', async () => {
  const found = await figures(['idle', '--connections', '50', '--seconds', '1']);
  assert.equal(found.connections, 50);
  for (const name of ['connect_rate', 'memory', 'memory_after_cycle_1']) assert.ok(found[name] > 0, name);
});

test('after a storm everybody is in step, and nothing is lost', async () => {
  const found = await figures(['storm', '--connections', '200']);
  assert.equal(found.connections, 200);
  assert.ok(found.written > 0 && found.in_step_after > 0);
  assert.equal(found.lost, 0);
});

test('a day in the life has events of every kind', async () => {
  const found = await figures(['mixed', '--connections', '40', '--rate', '40', '--seconds', '1']);
  for (const name of ['message', 'typing', 'delivered', 'read', 'presence', 'sync']) assert.ok(found[`${name}_p50`] > 0, name);
  assert.ok(found.deliveries > 0 && found.receipt_p50 > 0);
});

test('what was missed comes from a database with a long past', async () => {
  const found = await figures(['sync', '--messages', '6000', '--seconds', '2']);
  assert.deepEqual([found.messages, found.missed], [6000, 1000]);
  for (const name of ['rest_p50', 'socket_p50', 'database']) assert.ok(found[name] > 0, name);
});

test('a running server gets accounts of its own', async () => {
  const server = await startServer();
  const { out, code } = await runKith(['bench', 'pairs', '--pairs', '1', '--seconds', '1', '--url', server.url, '--json']);
  assert.equal(code, 0);
  const { figures } = JSON.parse(out);
  assert.ok(figures.some(({ name, value }) => name === 'messages' && value > 0));
  assert.ok(!figures.some(({ name }) => name === 'cpu_per_message'), 'nobody said which process it is');
});

test('a server on another machine is not loaded by accident', async () => {
  const { code, err } = await runKith(['bench', 'pairs', '--url', 'http://192.0.2.1:80']);
  assert.equal(code, 1);
  assert.match(err, /192\.0\.2\.1:80 is not on this machine/);
});

test('more connections than one process may open are held by several', async () => {
  const server = await startServer({ KITH_RATE_LIMITS: 'off' });
  // The limit applies to the load generator only: the server runs already.
  const args = ['bench', 'idle', '--connections', '150', '--seconds', '1', '--url', server.url, '--json'];
  const child = spawn('bash', ['-c', 'ulimit -n 100; exec "$@"', 'bash', KITH, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { figures } = JSON.parse(await within(text(child.stdout), () => 'the idle connections'));
  const found = Object.fromEntries(figures.map(({ name, value }) => [name, value]));
  assert.deepEqual([found.connections, found.processes], [150, 3]);
});

test('a run that is told to end leaves no server and no folder behind', async () => {
  const folder = temporaryFolder();
  const child = spawnKith(['bench', 'idle', '--connections', '50'], { TMPDIR: folder });
  const ended = once(child, 'exit');
  const begun = () => readdirSync(folder).some((name) => existsSync(join(folder, name, 'signing.key')));
  const waiting = (async () => {
    while (!begun()) await new Promise(setImmediate);
  })();
  await within(waiting, () => 'a private server');
  const [server] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ');
  child.kill('SIGTERM');
  const [code] = await within(ended, () => 'the run to end');
  assert.equal(code, 128 + 15);
  assert.deepEqual(readdirSync(folder), []);
  // Its parent may not have waited for it yet: then it is a zombie, which no longer runs.
  const status = existsSync(`/proc/${server}/stat`) ? readFileSync(`/proc/${server}/stat`, 'utf8') : 'gone) Z';
  assert.match(status, /\) [ZX]/);
});
