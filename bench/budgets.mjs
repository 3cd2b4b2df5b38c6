// The budgets that Kith has set for itself, and whether a measurement keeps them.

import { count, digits, MIB } from './lib/figures.mjs';

/**
 * @typedef {{ what: string, budget: string, measured: string, met: boolean | undefined }} Verdict
 * @param {ReturnType<import('./lib/figures.mjs').reader>} read
 * @returns {Verdict[]}
 */
export function verdicts(read) {
  const { median } = read;
  const verdict = (what, budget, value, holds, show) => ({
    what,
    budget,
    measured: value === undefined ? 'not measured' : show(value),
    met: value === undefined ? undefined : holds(value),
  });
  const most = (limit) => (value) => value <= limit;
  const least = (limit) => (value) => value >= limit;
  const ratio = (a, b) => (a === undefined || b === undefined ? undefined : a / b);
  const unit = (name) => (value) => `${digits(value)} ${name}`;
  const factor = (value) => `${digits(value)}×`;
  const share = (value) => `1/${digits(1 / value)}`;
  const kib = (value) => `${digits(value / 1024)} KiB`;
  const mib = (value) => `${digits(value / MIB)} MiB`;
  const rate = (value) => `${digits(value)}/s`;

  const transport = (id) => median(id, 'cpu_per_message', 'relay');
  const node = (id) => median(id, 'cpu_per_message', 'socketio');
  return [
    verdict(`memory per idle connection, ${count(median('idle', 'connections'))}`, '≤ 2.5 KiB', median('idle', 'memory_per_connection'), most(2560), kib),
    verdict('memory per idle connection, 19,000', '≤ 2.5 KiB', median('idle-19000', 'memory_per_connection'), most(2560), kib),
    verdict('connect and authenticate', '≥ 5,000/s', median('idle', 'connect_rate'), least(5000), rate),
    verdict('processor time per 1:1 event, transport alone, flat out', '≤ 19 µs', transport('transport-pairs'), most(19), unit('µs')),
    verdict('… to socket.io on Node', '≤ 1/5', ratio(transport('transport-pairs'), node('transport-pairs')), most(1 / 5), share),
    verdict('processor time per 1:1 event, transport alone, at 5,000/s', '≤ 19 µs', transport('transport-pairs-5000'), most(19), unit('µs')),
    verdict('… to socket.io on Node', '≤ 1/5', ratio(transport('transport-pairs-5000'), node('transport-pairs-5000')), most(1 / 5), share),
    verdict('processor time per durable 1:1 message', '≤ 50 µs', median('pairs', 'cpu_per_message'), most(50), unit('µs')),
    verdict('… to node-stack', '≤ 1/8', ratio(median('pairs', 'cpu_per_message'), median('pairs', 'cpu_per_message', 'nodeStack')), most(1 / 8), share),
    verdict('durable 1:1 messages', '≥ 20,000/s', median('pairs', 'messages'), least(20_000), rate),
    verdict('… to node-stack', '≥ 8×', ratio(median('pairs', 'messages'), median('pairs', 'messages', 'nodeStack')), least(8), factor),
    verdict('sent to received at 1,000 messages/s, p50', '≤ 1 ms', median('pairs-1000', 'receipt_p50'), most(1), unit('ms')),
    verdict('sent to received at 1,000 messages/s, p99', '≤ 5 ms', median('pairs-1000', 'receipt_p99'), most(5), unit('ms')),
    verdict('processor time per delivery to a bare send, transport alone, rooms of 100', '≤ 1.1×', median('transport-rooms-100', 'cpu_to_floor', 'relay'), most(1.1), factor),
    verdict('… room of 1,000', '≤ 1.1×', median('transport-rooms-1000', 'cpu_to_floor', 'relay'), most(1.1), factor),
    verdict('processor time per delivery to a bare send, whole product, rooms of 100', '≤ 1.1×', median('rooms-100', 'cpu_to_floor'), most(1.1), factor),
    verdict('… room of 1,000', '≤ 1.1×', median('rooms-1000', 'cpu_to_floor'), most(1.1), factor),
    verdict('deliveries flat out, rooms of 100, to bare sends', '≥ 3×', median('flood-100', 'deliveries_to_floor'), least(3), factor),
    verdict('deliveries flat out, room of 1,000, to bare sends', '≥ 3×', median('flood-1000', 'deliveries_to_floor'), least(3), factor),
    verdict(`a page of 50 among ${count(median('history', 'messages'))} messages, p99`, '≤ 2 ms', median('history', 'page_p99'), most(2), unit('ms')),
    verdict('1,000 missed messages over 50 chats, p99', '≤ 30 ms', median('sync', 'socket_p99'), most(30), unit('ms')),
    verdict(`${count(median('storm', 'connections'))} clients cut at once, all back and in step`, '≤ 4 s', median('storm', 'in_step_after'), most(4000), (value) => `${digits(value / 1000)} s`),
    verdict('… messages lost', '0', median('storm', 'lost'), most(0), count),
    verdict('memory after connections came and went ten times, to after the first', '≤ 1.3×', median('idle', 'memory_after_to_first'), most(1.3), factor),
    verdict('start to first answer', '≤ 150 ms', median('start', 'first_start'), most(150), unit('ms')),
    verdict('memory when idle', '≤ 25 MB', median('start', 'memory_idle'), most(25e6), mib),
    verdict('size of the program', '≤ 30 MB', median('start', 'binary'), most(30e6), mib),
  ];
}
