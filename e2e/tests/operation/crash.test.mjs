// The server is killed without warning, several times, while fifty clients send as fast as they are acknowledged. They
// come back by themselves and repeat the unacknowledged messages, with the same ids. No acknowledged message may be
// lost, no message may be stored twice, and everybody must see the same.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { people, text } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { Replica } from '../../lib/replica.mjs';
import { startServer } from '../../lib/server.mjs';

const CLIENTS = 50;
const GROUPS = 5;
const MESSAGES = 40;
const IN_FLIGHT = 8;
/** The numbers of acknowledgements, of all clients together, after which the test kills the server. */
const KILLS = [200, 600, 1000, 1400];

/** A person who sends until every message is acknowledged, through all restarts of the server. */
class Sender {
  constructor(device, replica, messages, onAck) {
    this.device = device;
    this.replica = replica;
    this.waiting = [...messages];
    /** Sent and not acknowledged, in the order of sending. */
    this.sent = new Map();
    /** The acknowledgements by message id. */
    this.acks = new Map();
    this.onAck = onAck;
    this.done = new Promise((resolve) => (this.finish = resolve));
    device.socket.on('connect', () => this.#resume());
  }

  /** After a crash: repeats the unacknowledged messages, in their order, and asks for the missed ones. */
  async #resume() {
    for (const message of this.sent.values()) this.#emit(message);
    this.pump();
    await this.sync();
  }

  async sync() {
    try {
      await this.replica.sync((request) => this.device.does('sync', request));
    } catch (error) {
      // The next connection asks again.
      if (this.device.socket.connected) throw error;
    }
  }

  pump() {
    while (this.device.socket.connected && this.sent.size < IN_FLIGHT && this.waiting.length > 0) {
      const message = this.waiting.shift();
      this.sent.set(message.id, message);
      this.#emit(message);
    }
  }

  async #emit(message) {
    let answer;
    try {
      answer = await this.device.socket.emitWithAck('message:send', message);
    } catch {
      // The connection ended first: the next one repeats it.
      return;
    }
    assert.equal(answer.ok, true, JSON.stringify(answer));
    const { ok: _, ...ack } = answer;
    const before = this.acks.get(message.id);
    if (before !== undefined) return assert.deepEqual(ack, before);
    this.acks.set(message.id, ack);
    this.sent.delete(message.id);
    this.onAck();
    this.pump();
    if (this.sent.size === 0 && this.waiting.length === 0) this.finish();
  }
}

/** Counts acknowledgements, and lets a test wait for a number of them. */
function counter() {
  const waiting = new Map();
  let count = 0;
  return {
    up: () => waiting.get((count += 1))?.(),
    reaches: (number) => new Promise((resolve) => waiting.set(number, resolve)),
  };
}

/** Every message of a chat is stored once, in order, without gaps, as it was acknowledged. */
function checkHistory(history, senders) {
  assert.deepEqual(history.map(({ seq }) => seq), history.map((_, index) => index + 1));
  const byId = new Map(history.map((message) => [message.id, message]));
  assert.equal(byId.size, history.length);
  for (const { acks, replica } of senders) {
    assert.equal(acks.size, MESSAGES);
    for (const [id, ack] of acks) {
      const stored = byId.get(id) ?? assert.fail(`${id} was acknowledged and is lost`);
      const { seq, version, sentAt, senderId } = stored;
      assert.deepEqual({ seq, version, sentAt, message: stored }, ack);
      assert.equal(senderId, replica.person.id);
    }
    const own = history.filter(({ senderId, kind }) => senderId === replica.person.id && kind === 'text');
    assert.deepEqual(own.map((message) => message.text), Array.from({ length: MESSAGES }, (_, n) => `number ${n}`));
  }
}

test('kill -9 while fifty clients send loses nothing that was acknowledged and doubles nothing', async () => {
  const server = await startServer();
  const crowd = await people(server, ...Array.from({ length: CLIENTS }, (_, n) => `client${n}`));
  const perGroup = CLIENTS / GROUPS;
  const kills = counter();
  const senders = [];
  const groups = [];
  for (let at = 0; at < GROUPS; at += 1) {
    const members = crowd.slice(at * perGroup, (at + 1) * perGroup);
    const group = await members[0].group(`group ${at}`, ...members.slice(1));
    const own = [];
    for (const [n, person] of members.entries()) {
      // Not both transports: when the server is killed in the middle of an upgrade, the official client notices only
      // when no ping comes, after 45 seconds.
      const device = await person.connect({ transports: [n % 3 === 0 ? 'polling' : 'websocket'] });
      const replica = (await new Replica(person).begin()).follow(device);
      const messages = Array.from({ length: MESSAGES }, (_, index) => text(group.id, `number ${index}`));
      own.push(new Sender(device, replica, messages, kills.up));
    }
    groups.push({ id: group.id, senders: own });
    senders.push(...own);
  }

  const moments = KILLS.map((number) => kills.reaches(number));
  senders.forEach((sender) => sender.pump());
  for (const moment of moments) {
    await within(moment, () => 'the next kill');
    await server.kill();
    await server.again();
  }
  const left = () => senders.flatMap(({ waiting, sent }) => [...waiting, ...sent.values()]).length;
  await within(Promise.all(senders.map(({ done }) => done)), () => `all acknowledgements; missing: ${left()}`);

  for (const group of groups) {
    const history = await group.senders[0].replica.person.history(group.id);
    assert.equal(history.length, 1 + perGroup * MESSAGES);
    checkHistory(history, group.senders);
    for (const sender of group.senders) {
      await sender.device.connected();
      await sender.device.settle();
      await sender.sync();
      await sender.replica.check();
      assert.deepEqual([...sender.replica.chats.get(group.id).messages.values()].sort((a, b) => a.seq - b.seq), history);
    }
  }
  for (const { device } of senders) {
    assert.ok(device.got('disconnect').length >= 1 && device.got('disconnect').length <= KILLS.length);
  }
});
