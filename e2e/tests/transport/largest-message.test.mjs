// The longest text that a server takes, however a client encodes it: it fits into a packet and into a request, and
// reaches everybody. A text that is one byte longer is refused with an error code, and no connection is cut for it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { people, refused, request, text } from '../../lib/client.mjs';
import { within } from '../../lib/deadline.mjs';
import { startServer } from '../../lib/server.mjs';

const DEFAULT = 65_536;

/** JSON with all characters outside ASCII escaped, as Python writes it. */
const ascii = (value) =>
  JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Sends an event in a packet that the test writes itself; returns its acknowledgement. */
async function emitAs(encode, device, event, payload) {
  const { engine } = device.socket.io;
  const id = 1_000_000;
  let listener;
  const answered = new Promise((resolve) => {
    listener = (data) => String(data).startsWith(`3${id}[`) && resolve(JSON.parse(data.slice(String(id).length + 1))[0]);
    engine.on('data', listener);
  });
  engine.write(`2${id}${encode([event, payload])}`);
  const ack = await within(answered, () => `the acknowledgement of ${event}`);
  engine.off('data', listener);
  return ack;
}

for (const [setting, bytes] of [[{}, DEFAULT], [{ KITH_MESSAGE_BYTES: '1000000' }, 1_000_000]]) {
  const texts = {
    'control characters': '\u001b'.repeat(bytes),
    'characters of four bytes': '😀'.repeat(bytes / 4),
    'characters of two bytes': 'é'.repeat(bytes / 2),
  };
  describe(`up to ${bytes} bytes`, async () => {
    const server = await startServer(setting);
    const [ada, bob] = await people(server, 'ada', 'bob');
    const chat = await ada.chatWith(bob);
    const listeners = [await bob.connect(), await bob.connect({ transports: ['polling'] })];

    /** Everybody has it whole, and nobody was cut off. */
    const reached = async (words, id, devices) => {
      for (const device of devices) {
        const message = await device.waitFor('message:new', (each) => each.id === id);
        assert.ok(message.text === words);
        assert.deepEqual(device.got('disconnect'), []);
      }
    };

    for (const transports of [['websocket'], ['polling']]) {
      for (const [name, words] of Object.entries(texts)) {
        for (const encode of [JSON.stringify, ascii]) {
          test(`${name} over ${transports}, ${encode === ascii ? 'all escaped' : 'as they are'}`, async () => {
            const adas = await ada.connect({ transports });
            const message = text(chat.id, words);
            const ack = await emitAs(encode, adas, 'message:send', message);
            assert.equal(ack.ok, true, JSON.stringify(ack));
            await reached(words, message.id, [adas, ...listeners]);

            const longer = await emitAs(encode, adas, 'message:send', text(chat.id, `${words}\u0001`));
            assert.equal(longer.error?.code, 'message_too_long');
            await reached(words, message.id, [adas, ...listeners]);
            adas.close();
          });
        }
      }
    }

    for (const [name, words] of Object.entries(texts)) {
      test(`${name} over REST`, async () => {
        const path = `chats/${chat.id}/messages`;
        for (const encode of [JSON.stringify, ascii]) {
          const { chatId: _, ...body } = text(chat.id, words);
          const { status } = await ada.request('POST', path, encode(body), { 'content-type': 'application/json' });
          assert.equal(status, 201);
          await reached(words, body.id, listeners);
          const { chatId: __, ...longer } = text(chat.id, `${words}\u0001`);
          await refused(
            ada.request('POST', path, encode(longer), { 'content-type': 'application/json' }),
            413,
            'message_too_long',
          );
        }
      });
    }

    test('the handshake says how much fits into a packet', async () => {
      const { body } = await request(server, 'GET', '/socket.io/?EIO=4&transport=polling');
      assert.equal(JSON.parse(body.slice(1)).maxPayload, 65_536 + 6 * bytes);
    });
  });
}

test('with the shortest limit there is, a longer text is refused and no more', async () => {
  const server = await startServer({ KITH_MESSAGE_BYTES: '1' });
  const ada = (await people(server, 'ada'))[0];
  const notes = await ada.chatWith(ada);
  for (const transports of [['websocket'], ['polling']]) {
    const adas = await ada.connect({ transports });
    for (const length of [2, 10_000, 60_000]) {
      await adas.refused('message:send', text(notes.id, 'x'.repeat(length)), 'message_too_long');
    }
    await adas.send(notes.id, 'x');
    assert.deepEqual(adas.got('disconnect'), []);
  }
});

test('44,000 escape characters are a message like any other', async () => {
  const server = await startServer();
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
  const { id } = await adas.send(chat.id, '\u001b'.repeat(44_000));
  await bobs.waitFor('message:new', (message) => message.id === id);
  await bobs.send(chat.id, 'and the next one');
});
