#!/usr/bin/env node
// Writes docs/benchmarks.md from the results of `measure.mjs`; after a quick run it only prints it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verdicts } from './budgets.mjs';
import { count, digits, MIB, reader, table, times } from './lib/figures.mjs';
import { ROOT, TARGET } from './lib/places.mjs';

const measured = JSON.parse(readFileSync(join(TARGET, 'bench/results.json'), 'utf8'));
const read = reader(measured);
const { median, conditions } = read;

const us = (value) => `${digits(value)} µs`;
const ms = (value) => `${digits(value)} ms`;
const perSecond = (value) => `${digits(value)}/s`;
const kib = (value) => (value === undefined ? '–' : `${digits(value / 1024)} KiB`);
const mib = (value) => (value === undefined ? '–' : `${digits(value / MIB)} MiB`);

/** How many connections a scenario had. */
const connections = (id) => count(median(id, 'connections'));

const NAMES = {
  kith: 'Kith',
  relay: 'kith-socketio',
  socketioxide: `socketioxide ${measured.versions.socketioxide}`,
  socketio: `socket.io ${measured.versions['socket.io']} on Node`,
  nodeStack: 'node-stack',
};

function budgets() {
  const mark = (met) => (met === undefined ? '' : met ? 'met' : '**not met**');
  return table(
    ['figure', 'budget', 'measured', ''],
    verdicts(read).map(({ what, budget, measured, met }) => [what, budget, measured, mark(met)]),
  );
}

function transports() {
  const subjects = ['relay', 'socketioxide', 'socketio'];
  const row = (label, show, of) => [label, ...subjects.map((subject) => show(of(subject)))];
  return table(
    ['', ...subjects.map((subject) => NAMES[subject])],
    [
      row('1:1 events, flat out', perSecond, (who) => median('transport-pairs', 'messages', who)),
      row('… processor time for one', us, (who) => median('transport-pairs', 'cpu_per_message', who)),
      row('processor time for one at 5,000/s', us, (who) => median('transport-pairs-5000', 'cpu_per_message', who)),
      row('… sent to received, p50', ms, (who) => median('transport-pairs-5000', 'receipt_p50', who)),
      row('… sent to received, p99', ms, (who) => median('transport-pairs-5000', 'receipt_p99', who)),
      row('processor time per delivery, rooms of 100', us, (who) => median('transport-rooms-100', 'cpu_per_delivery', who)),
      row('… to a bare send', (value) => `${digits(value)}×`, (who) => median('transport-rooms-100', 'cpu_to_floor', who)),
      row('processor time per delivery, room of 1,000', us, (who) => median('transport-rooms-1000', 'cpu_per_delivery', who)),
      row('… to a bare send', (value) => `${digits(value)}×`, (who) => median('transport-rooms-1000', 'cpu_to_floor', who)),
      row('memory per idle connection', kib, (who) => median('transport-idle', 'memory_per_connection', who)),
      row('connect and authenticate', perSecond, (who) => median('transport-idle', 'connect_rate', who)),
    ],
  );
}

function products() {
  const row = (label, show, id, name, other = id) => {
    const [ours, theirs] = [median(id, name), median(other, name, 'nodeStack')];
    return [label, show(ours), show(theirs), times(ours, theirs)];
  };
  return table(
    ['', 'Kith', 'node-stack', 'Kith to node-stack'],
    [
      row('durable 1:1 messages, flat out', perSecond, 'pairs', 'messages'),
      row('… processor time for one', us, 'pairs', 'cpu_per_message'),
      row('… sent to acknowledged, p99', ms, 'pairs', 'ack_p99'),
      row('processor time for one at 1,000/s', us, 'pairs-1000', 'cpu_per_message'),
      row('… sent to received, p50', ms, 'pairs-1000', 'receipt_p50'),
      row('… sent to received, p99', ms, 'pairs-1000', 'receipt_p99'),
      row('processor time per delivery, rooms of 100', us, 'rooms-100', 'cpu_per_delivery', 'product-rooms-100'),
    ],
  );
}

function rooms() {
  const light = [10, 100, 1000].map((size) => {
    const of = (name) => median(`rooms-${size}`, name);
    return [
      `rooms of ${count(size)}`,
      us(of('cpu_per_delivery')),
      us(of('floor_cpu_per_send')),
      `${digits(of('cpu_to_floor'))}×`,
      ms(of('receipt_p50')),
      ms(of('receipt_p99')),
    ];
  });
  const flood = [
    ['rooms of 100, 4 writers each', 'flood-100'],
    ['room of 1,000, 8 writers', 'flood-1000'],
  ].map(([label, id]) => {
    const of = (name) => median(id, name);
    return [label, perSecond(of('deliveries')), perSecond(of('floor_sends')), `${digits(of('deliveries_to_floor'))}×`, us(of('cpu_per_delivery'))];
  });
  return `Light load, 10,000 deliveries a second over 1,000 connections:

${table(['', 'processor time per delivery', 'a bare send', 'ratio', 'received, p50', 'p99'], light)}

Flat out:

${table(['', 'deliveries', 'bare sends', 'ratio', 'processor time per delivery'], flood)}

While a room of 1,000 is flooded like that, 50 pairs beside it that write 500 messages a second have them received in
${ms(median('beside', 'pairs_receipt_p50'))} (p50) and ${ms(median('beside', 'pairs_receipt_p99'))} (p99).`;
}

function rest() {
  const of = (id, name, show) => show(median(id, name));
  return table(
    ['', ''],
    [
      [`${connections('idle')} idle connections: memory for one`, of('idle', 'memory_per_connection', kib)],
      ['… server\'s memory with all', of('idle', 'memory', mib)],
      ['… processor time of one in a second', of('idle', 'cpu_per_connection_second', us)],
      ['… connect and authenticate', of('idle', 'connect_rate', perSecond)],
      ['… memory after all have gone, ten times over', of('idle', 'memory_after_cycle_10', mib)],
      [`${connections('idle-19000')} idle connections: memory for one`, of('idle-19000', 'memory_per_connection', kib)],
      [`${connections('storm')} clients cut at once: half of them in step after`, of('storm', 'in_step_p50', ms)],
      ['… the last after', of('storm', 'in_step_after', ms)],
      ['… messages written meanwhile, and lost', `${count(median('storm', 'written'))}, ${count(median('storm', 'lost'))}`],
      ['a page of 50 at a random place, p50, p99', `${of('history', 'page_p50', ms)}, ${of('history', 'page_p99', ms)}`],
      ['… in a database of', `${count(median('history', 'messages'))} messages, ${of('history', 'database', mib)}`],
      ['1,000 missed messages over 50 chats, REST, p50, p99', `${of('sync', 'rest_p50', ms)}, ${of('sync', 'rest_p99', ms)}`],
      ['… over the socket, p50, p99', `${of('sync', 'socket_p50', ms)}, ${of('sync', 'socket_p99', ms)}`],
      [`a mixed day, ${connections('mixed')} people: events from clients`, of('mixed', 'events', perSecond)],
      ['… processor time for one', of('mixed', 'cpu_per_event', us)],
      ['… message received by another, p50, p99', `${of('mixed', 'receipt_p50', ms)}, ${of('mixed', 'receipt_p99', ms)}`],
      ['… typing answered, p50, p99', `${of('mixed', 'typing_p50', ms)}, ${of('mixed', 'typing_p99', ms)}`],
      ['… read receipt answered, p50, p99', `${of('mixed', 'read_p50', ms)}, ${of('mixed', 'read_p99', ms)}`],
      ['start to the first answer, new folder', of('start', 'first_start', ms)],
      ['… with a database', of('start', 'start', ms)],
      ['memory when idle', of('start', 'memory_idle', mib)],
      ['size of the program, web app included', of('start', 'binary', mib)],
      ['an append of 20 KB with fsync on this disk, p50, p99', `${of('floor', 'append_p50', ms)}, ${of('floor', 'append_p99', ms)}`],
    ],
  );
}

/** Why some budgets are out of reach, in the figures of this run. */
function limits() {
  const node = (id) => median(id, 'cpu_per_message', 'socketio');
  const twoSends = (load) => us(2 * median('floor', `${load}_cpu_per_send`));
  const cores = conditions.cores;
  // The processor time of server and load together for one message.
  const both = (median('pairs', 'server_cpu') + median('pairs', 'load_cpu')) / 100 / median('pairs', 'messages');
  const eightfold = (8 * median('pairs', 'messages', 'nodeStack') * both) / cores;
  const send = median('rooms-100', 'floor_cpu_per_send');
  const beside = 100 * (median('rooms-100', 'cpu_per_delivery') - send);
  const allowed = 100 * 0.1 * send;
  return `- **1:1 events to Node's.** An event is one read and two sends. A fifth of Node's figure is ${us(node('transport-pairs') / 5)} flat out and
  ${us(node('transport-pairs-5000') / 5)} at 5,000/s; two bare sends, with nothing read and nothing done, are ${twoSends('flood')} and ${twoSends('light')}. A
  profile shows more than four fifths of the server's time in the kernel. Node, once it is busy, writes several frames in one
  call, so its own figure falls to half of what it is at a fixed rate. Two things were tried: collecting frames until a worker
  has nothing else to do gained less than a tenth flat out and nothing at a fixed rate, since the two people of a pair
  rarely write in the same turn; one thread instead of one a core was within a twentieth.
- **Messages/s to node-stack's.** Server and load share ${cores} cores. Eight times node-stack's would take
  ${digits(100 * eightfold)} % of all their time at what a message costs here, load included, with nobody ever waiting for anybody; some
  of it is idle while one commit, about a page of the log for each message of another chat, is on its way to disk. More
  clients at once do not help (1,000 pairs: a tenth less). Nor does syncing one commit while the next is made (two threads in
  turn: 7 to 13 % less): commits get smaller, and each writes the pages that all share anew.
- **Processor time per message to node-stack's.** Three runs on one day came to 1/7.1, 1/7.5 and 1/7.9, as fast or slow as the
  kernel was meanwhile: in a profile 57 % of Kith's time is the kernel's, for one read, two sends and two or three writes to
  the log a message.
- **Deliveries to bare sends, light load.** The transport alone costs what bare sends do. In the product a message is also
  read, checked, stored, synced and acknowledged: in a room of 100, ${us(beside)} beside its sends, where the budget leaves
  ${us(allowed)}; in one of 1,000 ten times as many sends share about as much. At this load every message is a commit by itself, and
  every step wakes a sleeping core: 28 % of the processor time of a room of 100 in a profile is the writer, three quarters of
  that in the kernel (writing, syncing, waking). Under load commits are shared, and it goes away.`;
}

function disturbance() {
  const { others } = read;
  const worst = Math.max(...others);
  const disturbed = others.filter((value) => value > 20).length;
  if (disturbed === 0) return `Nothing else used more than ${digits(worst)} % of a core during any run.`;
  return `**The machine was not left alone:** in ${disturbed} of ${others.length} runs other programs used more than 20 % of a
core, at worst ${digits(worst)} %. Figures of time suffer from that, ratios less.`;
}

function failures() {
  if (read.failures.length === 0) return '';
  return `\n## Runs that failed\n\n${read.failures.map((failure) => `- ${failure}`).join('\n')}\n`;
}

const { versions } = measured;
const document = `# Benchmarks

<!-- Written by \`make bench\`. The text is in bench/write.mjs, the budgets in bench/budgets.mjs. -->

What Kith does on one ordinary machine, beside what others do on the same machine in the same run. \`make bench\` measures
all of it on yours; \`kith bench --help\` lists the scenarios, each of which can be run by itself.

${new Date(measured.started).toISOString().slice(0, 10)}, ${conditions.cores} cores of ${conditions.processor}, \
${digits(conditions.memoryBytes / 2 ** 30)} GiB, Linux ${conditions.kernel}, \
database on ${conditions.filesystem ?? 'an unknown file system'}. Kith ${versions.kith}${versions.commit ? ` (${versions.commit})` : ''}, \
${versions.rust}; Node ${versions.node.slice(1)}, socket.io ${versions['socket.io']}, Express ${versions.express}, \
pg ${versions.pg}, PostgreSQL ${versions.postgresql}; socketioxide ${versions.socketioxide}.
The whole took ${digits(measured.minutes)} minutes. ${measured.quick ? '**A quick run: fewer connections, shorter, once. Not for quoting.** ' : ''}${disturbance()}

## Budgets

${budgets()}

## The transport alone

Bare event servers with the same in-memory flow ([the mini protocol](../bench/peers/README.md)): an event comes in, is
acknowledged and delivered to the other member of its chat. 400 connections in pairs; flat out, each sends the next when
the last one was acknowledged and received.

${transports()}

## The whole product

Kith beside what a team writes by hand: Node, socket.io, Express, \`pg\` and PostgreSQL
([node-stack](../bench/peers/node-stack)). Both check the membership, store, and acknowledge after an fsync; node-stack does
the first two in one prepared statement. 200 pairs, 400 connections. Its processor time is that of Node and of PostgreSQL
together.

${products()}

## Rooms

${rooms()}

## Everything else

${rest()}
${failures()}
## How it is measured

- **Clients** are ordinary WebSocket connections of Socket.IO, thousands in one process with one \`epoll\`, each from
  127.0.0.x. What the load itself used of the processor is in each report (\`load_cpu\`), as is what everybody else used
  (\`others_cpu\`). Server and load share the machine's cores: flat-out figures are of both together.
- **Every message is followed** until it is acknowledged and has reached everybody it is for. One that does not arrive, or
  arrives twice, fails the run.
- **Fixed rates are kept** whatever the server does, and latency counts from the moment a message was due, so that a
  server that stalls is charged for everything that waited (no coordinated omission). How late the load generator itself was
  is printed, and is part of the latency.
- **Processor time** is user and system time of the server's process, all its threads, read from the system's clock for
  that process; for node-stack also PostgreSQL's processes. It includes what the kernel does for it in system calls. On
  the loopback device that is also most of the receiving side's TCP, for all servers alike.
- **Memory** is the resident set; per connection it is the slope between a fifth and all of the connections. The kernel's
  socket buffers are not in it, for nobody.
- **Durable** means after fsync, in every figure of the whole product. Kith commits what came in during one fsync together
  with the next; PostgreSQL does the same by itself.
- **The floor** of a room is a process that does nothing but call \`send(2)\` on as many sockets, with frames of the same size,
  as often, read by the same clients in the same run.
- **Accounts** of a private server are written into its database before it starts, without password hashing, and log in by
  their refresh tokens: otherwise most of a run would be Argon2. \`idle\` spreads its connections over 100 accounts,
  \`storm\` has ten devices a person.
- **The large database** has its messages spread over 1,000 groups at random, as in life. It is made once through the store's
  own appends and kept in \`target/bench/past\`; its pages are mostly in the system's cache, as they would be on a server
  that is in use.
- Rate limits are off, or everything would measure them. Each figure is the median of its repeats (up to three), which
  are interleaved: all servers once, then all again.

## What holds the figures back

${limits()}
- **p99 of anything, and rates of connecting,** when the machine was not left alone: half of a core taken away by others is a
  wait of milliseconds for whoever stands in line.

## What it does not say

- Loopback has no network. Latency to people is their network's; throughput over a real one costs interrupts that no
  figure here has.
- node-stack is one Node process, as most begin. A second one needs Redis between them, and shares the same cores here.
- Bare event servers keep nothing: their figures compare transports, not products.
- A virtual machine's neighbours are invisible to it. Compare ratios from one run, not figures from two.
- Ratios move with the machine, too. Most of what Kith spends is the kernel's time, most of what Node spends its own, and
  virtual machines differ in what a system call costs: on two cores of an Intel Xeon (22 November 2026, 860e234) an event
  took 1/3.7 of socket.io's processor time flat out and 1/4.2 at 5,000/s, and Kith exchanged 7.1 times node-stack's
  messages at a tenth of its processor time each.
`;

if (measured.quick) {
  process.stdout.write(document);
} else {
  writeFileSync(join(ROOT, 'docs/benchmarks.md'), document);
  console.error('wrote docs/benchmarks.md');
}
