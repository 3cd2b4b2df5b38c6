// The official client over each transport: every event that a client may send, every event that the server sends, and
// the results of malformed handshakes, names and packets.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectError, Device, messageId, people, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

const TRANSPORTS = {
  'websocket alone': { transports: ['websocket'] },
  'websocket without bytes': { transports: ['websocket'], forceBase64: true },
  'polling alone': { transports: ['polling'] },
  'polling, then upgrade': { transports: ['polling', 'websocket'] },
};

/** Two people with a chat and a device each, over one kind of transport. */
async function pair(options) {
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const [adas, bobs] = await Promise.all([ada.connect(options), bob.connect(options)]);
  return { ada, bob, chat, adas, bobs };
}

for (const [name, options] of Object.entries(TRANSPORTS)) {
  describe(`over ${name}`, () => {
    test('a message is acknowledged and reaches both sides', async () => {
      const { ada, chat, adas, bobs } = await pair(options);
      const message = text(chat.id, 'hello');
      const ack = await adas.does('message:send', message);
      assert.deepEqual(Object.keys(ack).sort(), ['message', 'sentAt', 'seq', 'version']);
      assert.deepEqual([ack.seq, ack.version], [1, 1]);
      for (const device of [adas, bobs]) {
        const got = await device.waitFor('message:new', ({ id }) => id === message.id);
        const { seq, version, sentAt } = ack;
        assert.deepEqual(got, { ...message, seq, version, sentAt, senderId: ada.id, reactions: [] });
        assert.deepEqual(got, ack.message);
      }
    });

    test('delivered and read are told to the sender and to the own devices', async () => {
      const { bob, chat, adas, bobs } = await pair(options);
      const { seq } = await adas.send(chat.id, 'one');
      assert.deepEqual(await bobs.does('message:delivered', { chatId: chat.id, seq }), {});
      const delivered = { chatId: chat.id, userId: bob.id, delivered: seq, read: 0 };
      const { userVersion, ...told } = await adas.waitFor('receipt', (receipt) => receipt.read === 0);
      assert.ok(userVersion > 0);
      assert.deepEqual(told, delivered);
      const own = await bobs.waitFor('receipt', (receipt) => receipt.read === 0);
      assert.deepEqual([own.delivered, own.unread, own.mentions], [seq, 1, 0]);

      assert.deepEqual(await bobs.does('message:read', { chatId: chat.id, seq }), {});
      const { userVersion: _, ...read } = await adas.waitFor('receipt', (receipt) => receipt.read === seq);
      assert.deepEqual(read, { ...delivered, read: seq });
      assert.equal((await bobs.waitFor('receipt', (receipt) => receipt.read === seq)).unread, 0);
    });

    test('typing is told to the others until it stops', async () => {
      const { bob, chat, adas, bobs } = await pair(options);
      const typing = (activity) => ({ chatId: chat.id, userId: bob.id, activity });
      assert.deepEqual(await bobs.does('typing:start', { chatId: chat.id }), {});
      assert.deepEqual(await adas.waitFor('typing', ({ activity }) => activity === 'text'), typing('text'));
      assert.deepEqual(await bobs.does('typing:start', { chatId: chat.id, activity: 'voice' }), {});
      assert.deepEqual(await adas.waitFor('typing', ({ activity }) => activity === 'voice'), typing('voice'));
      assert.deepEqual(await bobs.does('typing:stop', { chatId: chat.id }), {});
      assert.deepEqual(await adas.waitFor('typing', ({ activity }) => activity === null), typing(null));
      assert.deepEqual(bobs.got('typing'), []);
    });

    test('typing ends by itself with the connection', async () => {
      const { chat, adas, bobs } = await pair(options);
      await bobs.does('typing:start', { chatId: chat.id });
      bobs.close();
      await adas.waitFor('typing', ({ activity }) => activity === null);
    });

    test('presence is told from subscribing on until unsubscribing', async () => {
      const { ada, bob, adas, bobs } = await pair(options);
      const { states } = await adas.does('presence:subscribe', { userIds: [bob.id, ada.id] });
      assert.deepEqual(states, [{ userId: bob.id, online: true }, { userId: ada.id, online: true }]);
      assert.deepEqual(await bobs.does('presence:set', { state: 'away' }), {});
      const away = await adas.waitFor('presence', ({ online }) => !online);
      assert.equal(away.userId, bob.id);
      assert.equal(typeof away.lastSeen, 'number');
      assert.deepEqual(await bobs.does('presence:set', { state: 'active' }), {});
      assert.deepEqual(await adas.waitFor('presence', ({ online }) => online), { userId: bob.id, online: true });

      const last = await adas.does('presence:unsubscribe', { userIds: [bob.id] });
      assert.deepEqual(last.states, [{ userId: bob.id, online: true }]);
      adas.forget();
      await bobs.does('presence:set', { state: 'away' });
      await adas.settle();
      assert.deepEqual(adas.got('presence'), []);
    });

    test('sync answers the difference', async () => {
      const { ada, chat, bobs } = await pair(options);
      const sent = await ada.send(chat.id, 'while nobody looked');
      const page = await bobs.does('sync', { userVersion: 0, heads: { [chat.id]: 0 } });
      assert.deepEqual(page.messages, [sent]);
      assert.deepEqual([page.chats.length, page.removed, page.more], [1, [], false]);
      assert.equal(page.chats[0].unread, 1);
      assert.equal(page.me.id, bobs.person.id);
      const nothing = await bobs.does('sync', { userVersion: page.userVersion, heads: { [chat.id]: 1 } });
      assert.deepEqual([nothing.chats, nothing.removed, nothing.messages, nothing.users], [[], [], [], []]);
      assert.deepEqual([nothing.userVersion, nothing.people, nothing.more], [page.userVersion, page.people, false]);
      assert.ok(nothing.serverTime >= page.serverTime && page.serverTime >= sent.sentAt);
    });

    test('a new, a changed and a lost chat are told', async () => {
      const { ada, bob, adas, bobs } = await pair(options);
      const group = await ada.group('Trip', bob);
      const arrived = await bobs.waitFor('chat:new', ({ id }) => id === group.id);
      assert.deepEqual([arrived.title, arrived.role, arrived.memberCount], ['Trip', 'member', 2]);
      await ada.patch(`chats/${group.id}`, { title: 'Hike' });
      for (const device of [adas, bobs]) {
        await device.waitFor('chat:updated', ({ id, title }) => id === group.id && title === 'Hike');
        await device.waitFor('message:new', ({ chatId, system }) => chatId === group.id && system.title === 'Hike');
      }
      await ada.delete(`chats/${group.id}/members/${bob.id}`);
      const { userVersion, ...removed } = await bobs.waitFor('chat:removed');
      assert.ok(userVersion > arrived.userVersion);
      assert.deepEqual(removed, { chatId: group.id });
    });

    test('a changed profile is told to the own devices', async () => {
      const { bob, adas, bobs } = await pair(options);
      const me = await bob.patch('me', { name: 'Bob the Builder' });
      const update = await bobs.waitFor('me:updated', (event) => event.me.name === 'Bob the Builder');
      assert.deepEqual(update.me, me);
      assert.ok(update.userVersion > 0);
      await adas.settle();
      assert.ok(adas.got('me:updated').every((event) => event.me.id !== bob.id));
    });

    test('an ended session is told, and its connection closed for good', async () => {
      const { bob, bobs } = await pair(options);
      const other = await bob.again();
      await other.delete(`me/sessions/${bob.session.sessionId}`);
      assert.deepEqual(await bobs.waitFor('session:ended'), { code: 'session_ended' });
      assert.equal(await bobs.waitFor('disconnect'), 'io server disconnect');
      assert.equal(bobs.socket.active, false);
      assert.equal((await connectError(server, { ...options, auth: { token: bob.token } })).message, 'session_ended');
    });

    test('a missing or wrong token is a connect_error with the code', async () => {
      for (const auth of [undefined, {}, { token: '' }, { token: 'wrong' }, { token: 7 }, { token: 'a.b.c' }]) {
        const error = await connectError(server, { ...options, auth });
        assert.equal(error.message, 'unauthenticated', JSON.stringify(auth));
        assert.equal(error.data.code, 'unauthenticated');
      }
    });

    test('a namespace that does not exist is refused', async () => {
      const { ada } = await pair(options);
      const error = await connectError(server, { ...options, auth: { token: ada.token } }, '/admin');
      assert.equal(error.message, 'Invalid namespace');
    });

    test('an unknown event is refused and the connection goes on', async () => {
      const { chat, adas } = await pair(options);
      await adas.refused('message:teleport', { chatId: chat.id }, 'invalid_request');
      await adas.refused('', {}, 'invalid_request');
      await adas.send(chat.id, 'still here');
    });

    test('payloads that make no sense are refused and the connection goes on', async () => {
      const { chat, adas } = await pair(options);
      const events = [
        'message:send',
        'message:delivered',
        'message:read',
        'typing:start',
        'typing:stop',
        'presence:subscribe',
        'presence:unsubscribe',
        'presence:set',
      ];
      const nonsense = [undefined, null, 7, 'text', [], {}, { chatId: 7 }, { chatId: 'no-id' }];
      const cases = events.flatMap((event) => nonsense.map((payload) => [event, payload]));
      // An empty sync asks for everything; its answer must be right all the same.
      for (const payload of [null, 7, 'text', { userVersion: 'x' }, { heads: 7 }, { heads: { 'no-id': 1 } }]) {
        cases.push(['sync', payload]);
      }
      for (const [event, payload] of cases) {
        const error = await adas.refused(event, payload, 'invalid_request');
        assert.equal(error.retryAfter, null);
      }
      for (const event of [...events, 'sync']) {
        const ack = await adas.emit(event);
        assert.equal(ack.error.code, 'invalid_request', `${event} without a payload`);
      }
      await adas.send(chat.id, 'still here');
    });

    test('binary attachments are taken off the wire and harm nobody', async () => {
      const { chat, adas, bobs } = await pair(options);
      const ack = await adas.emit('message:send', { ...text(chat.id, 'x'), text: Buffer.from('bytes') });
      assert.equal(ack.error.code, 'invalid_request');
      // An event's further arguments mean nothing yet, whatever they are.
      const message = text(chat.id, 'with bytes behind');
      const sent = await adas.emit('message:send', message, Buffer.alloc(20_000, 7), { more: new Uint8Array(3) });
      assert.equal(sent.ok, true);
      await bobs.waitFor('message:new', ({ id }) => id === message.id);
    });

    test('a failure that nobody asked to have acknowledged is told by an event', async () => {
      const { chat, adas } = await pair(options);
      const told = async (event, payload, code) => {
        adas.forget();
        adas.socket.emit(event, payload);
        const { message, ...error } = await adas.waitFor('error');
        assert.deepEqual(error, { event: event.slice(0, 64), code });
        assert.equal(typeof message, 'string');
      };
      await told('message:teleport', {}, 'invalid_request');
      await told('x'.repeat(1000), {}, 'invalid_request');
      await told('message:send', { chatId: chat.id }, 'invalid_request');
      await told('message:send', text(messageId(), 'into nowhere'), 'not_a_member');
      // The server sends nobody their own "error" back, so that a client that echoes events does not loop for ever.
      adas.forget();
      adas.socket.emit('error', {});
      await adas.settle();
      assert.deepEqual(adas.got('error'), []);
      await adas.refused('error', {}, 'invalid_request');
    });

    test('a token is taken with its scheme, from a header of the handshake, and from its query', async () => {
      const { ada } = await pair(options);
      const authorization = `Bearer ${ada.token}`;
      for (const way of [
        { auth: { token: authorization } },
        { auth: {}, extraHeaders: { authorization } },
        { auth: {}, query: { token: ada.token } },
      ]) {
        const device = await ada.connect({ ...options, ...way });
        device.close();
      }
      const wrong = { auth: { token: 'x' }, extraHeaders: { authorization }, query: { token: ada.token } };
      assert.equal((await connectError(server, { ...options, ...wrong })).message, 'unauthenticated');
    });

    test('an event without an acknowledgement is done all the same', async () => {
      const { chat, adas, bobs } = await pair(options);
      const message = { ...text(chat.id, 'fire and forget'), id: messageId() };
      adas.socket.emit('message:send', message);
      await bobs.waitFor('message:new', ({ id }) => id === message.id);
    });
  });
}

test('what is said while the transport is upgraded arrives whole, in order and once', async () => {
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const both = TRANSPORTS['polling, then upgrade'];
  const [adas, bobs] = [new Device(ada, both), new Device(bob, both)];
  const words = Array.from({ length: 200 }, (_, n) => `number ${n}`);
  await Promise.all([adas.connected(), bobs.connected()]);
  const sending = words.map((each) => adas.does('message:send', text(chat.id, each)));
  await Promise.all([adas.upgraded(), bobs.upgraded(), ...sending]);
  await bobs.waitFor('message:new', ({ text: last }) => last === words.at(-1));
  const all = bobs.got('message:new').map((message) => message.text);
  assert.deepEqual(all, words);
});

test('devices on different transports hear each other', async () => {
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const devices = [];
  for (const options of Object.values(TRANSPORTS)) devices.push(await ada.connect(options), await bob.connect(options));
  for (const [index, device] of devices.entries()) {
    const { id } = await device.send(chat.id, `from device ${index}`);
    for (const other of devices) await other.waitFor('message:new', (message) => message.id === id);
  }
});
