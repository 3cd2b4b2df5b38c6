// Sending, storing once and reading back a message, over the socket and over REST.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messageId, people, refused, text } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** Two people, their chat, and a device of the first. */
async function talk() {
  const [ada, bob] = await people(server, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  return { ada, bob, chat, device: await ada.connect() };
}

const texts = (messages) => messages.map((message) => message.text);

describe('sending again', () => {
  test('the same id gets the same acknowledgement and is stored and told once', async () => {
    const { ada, chat, device } = await talk();
    const message = text(chat.id, 'once');
    const acks = [];
    for (let i = 0; i < 3; i += 1) acks.push(await device.emit('message:send', message));
    assert.deepEqual(acks, [acks[0], acks[0], acks[0]]);
    await device.settle();
    assert.equal(device.got('message:new').length, 1);
    assert.equal((await ada.history(chat.id)).length, 1);
  });

  test('duplicates under way at the same time are stored once', async () => {
    const { ada, bob, chat } = await talk();
    const devices = await Promise.all([ada.connect(), ada.connect({ transports: ['polling'] })]);
    const bobs = await bob.connect();
    const message = text(chat.id, 'all at once');
    const acks = await Promise.all(
      Array.from({ length: 20 }, (_, index) => devices[index % 2].emit('message:send', message)),
    );
    const [{ sentAt, message: stored }] = acks;
    for (const ack of acks) assert.deepEqual(ack, { ok: true, seq: 1, version: 1, sentAt, message: stored });
    await bobs.settle();
    assert.equal(bobs.got('message:new').length, 1);
    assert.equal((await ada.history(chat.id)).length, 1);
  });

  test('REST answers 201 and then 200 with the same message', async () => {
    const { ada, chat, device } = await talk();
    const { chatId, ...body } = text(chat.id, 'over REST');
    const path = `chats/${chatId}/messages`;
    const [first, second] = [await ada.request('POST', path, body), await ada.request('POST', path, body)];
    assert.deepEqual([first.status, second.status], [201, 200]);
    assert.deepEqual(second.body, first.body);
    const { seq, version, sentAt } = first.body;
    const ack = await device.does('message:send', { ...body, chatId });
    assert.deepEqual(ack, { seq, version, sentAt, message: first.body });
  });

  test('concurrent duplicates over REST answer 201 once', async () => {
    const { ada, chat } = await talk();
    const { chatId, ...body } = text(chat.id, 'racing');
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ada.request('POST', `chats/${chatId}/messages`, body)),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array(7).fill(200), 201]);
    for (const answer of answers) assert.deepEqual(answer.body, answers[0].body);
  });

  test('the same id with another text is a conflict and changes nothing', async () => {
    const { ada, chat, device } = await talk();
    const message = text(chat.id, 'first');
    await device.does('message:send', message);
    await device.refused('message:send', { ...message, text: 'second' }, 'conflict');
    const { chatId, ...body } = message;
    await refused(ada.request('POST', `chats/${chatId}/messages`, { ...body, text: 'third' }), 409, 'conflict');
    assert.deepEqual(texts(await ada.history(chat.id)), ['first']);
  });

  test('the same id from another sender, or in another chat, is a conflict', async () => {
    const { ada, bob, chat, device } = await talk();
    const message = text(chat.id, 'mine');
    await device.does('message:send', message);
    await (await bob.connect()).refused('message:send', message, 'conflict');
    const other = await ada.group('elsewhere');
    await device.refused('message:send', { ...message, chatId: other.id }, 'conflict');
    assert.deepEqual(texts(await bob.history(chat.id)), ['mine']);
  });
});

describe('what is refused', () => {
  /** Sends over both ways and expects the same code; afterwards no message is stored. */
  async function check(status, code, make) {
    const { ada, chat, device } = await talk();
    const message = make(text(chat.id, 'fine'));
    await device.refused('message:send', message, code);
    const { chatId, ...body } = message;
    await refused(ada.request('POST', `chats/${chatId ?? chat.id}/messages`, body), status, code);
    assert.deepEqual(await ada.history(chat.id), []);
  }

  const cases = {
    'no text is an empty message': [400, 'empty_message', ({ text: _, ...rest }) => rest],
    'an empty text is an empty message': [400, 'empty_message', (message) => ({ ...message, text: '' })],
    'white space is an empty message': [400, 'empty_message', (message) => ({ ...message, text: ' \n\t\u3000 ' })],
    'an unknown kind is told as such': [400, 'unknown_kind', (message) => ({ ...message, kind: 'hologram' })],
    'nobody sends system messages': [400, 'unknown_kind', (message) => ({ ...message, kind: 'system' })],
    'an id that is none is invalid': [400, 'invalid_request', (message) => ({ ...message, id: 'mine' })],
    'a missing id is invalid': [400, 'invalid_request', ({ id: _, ...rest }) => rest],
    'a missing kind is invalid': [400, 'invalid_request', ({ kind: _, ...rest }) => rest],
    'a text that is no string is invalid': [400, 'invalid_request', (message) => ({ ...message, text: 7 })],
    'a NUL character is invalid': [400, 'invalid_request', (message) => ({ ...message, text: 'a\0b' })],
    'mentions that are no ids are invalid': [
      400,
      'invalid_request',
      (message) => ({ ...message, mentions: ['everybody'] }),
    ],
    'more than a hundred mentions are invalid': [
      400,
      'invalid_request',
      (message) => ({ ...message, mentions: Array.from({ length: 101 }, messageId) }),
    ],
    'a text of one byte too much is too long': [
      413,
      'message_too_long',
      (message) => ({ ...message, text: 'x'.repeat(65_537) }),
    ],
    'bytes count, not characters': [413, 'message_too_long', (message) => ({ ...message, text: 'é'.repeat(32_769) })],
    'a chat that does not exist is not told from one of others': [
      403,
      'not_a_member',
      (message) => ({ ...message, chatId: messageId() }),
    ],
  };
  for (const [name, [status, code, make]] of Object.entries(cases)) test(name, () => check(status, code, make));

  test('bodies that are no JSON, or too large, have their codes', async () => {
    const { ada, chat } = await talk();
    const path = `chats/${chat.id}/messages`;
    await refused(ada.request('POST', path, '{"id":'), 400, 'invalid_request');
    await refused(ada.request('POST', path, '[]'), 400, 'invalid_request');
    const huge = JSON.stringify(text(chat.id, 'x'.repeat(1_000_000)));
    await refused(ada.request('POST', path, huge), 413, 'payload_too_large');
    await refused(ada.request('GET', 'chats/no-id/messages'), 400, 'invalid_request');
    await refused(ada.request('GET', `${path}?limit=many`), 400, 'invalid_request');
    await refused(ada.request('GET', `${path}?before=1&after=1`), 400, 'invalid_request');
  });

  test('the operator sets the limit, and the server tells it', async () => {
    const small = await startServer({ KITH_MESSAGE_BYTES: '10' });
    const [eve] = await people(small, 'eve');
    const notes = await eve.chatWith(eve);
    assert.equal((await eve.get('server')).limits.messageBytes, 10);
    const device = await eve.connect();
    await device.send(notes.id, '0123456789');
    await device.refused('message:send', text(notes.id, '0123456789x'), 'message_too_long');
  });
});

describe('what is kept', () => {
  const kept = {
    'the longest text': 'x'.repeat(65_536),
    'the longest text of two-byte characters': 'é'.repeat(32_768),
    'a text of characters that JSON escapes': '"\\'.repeat(30_000),
    'emoji of many parts': '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇩🇪 1️⃣',
    'every direction and script': 'مرحبا עולם 你好 สวัสดี Ελλάδα e\u0301 ﷽',
    'control characters and line separators': 'a\u0001\u001f\u007f\u2028\u2029\ufeff\r\n\tb',
    'characters beyond the basic plane, and noncharacters': '\u{10ffff}\u{1d11e}\ufffe',
    'what looks like packets and markup': '42["message:new",{}]\u001e<script>alert(1)</script> \'; drop table messages; --',
    'white space around the words': '  indented\n\n',
  };
  for (const [name, words] of Object.entries(kept)) {
    test(`${name}, to the last character`, async () => {
      const { ada, bob, chat, device } = await talk();
      const listeners = [await bob.connect(), await bob.connect({ transports: ['polling'] })];
      const { id } = await device.send(chat.id, words);
      for (const listener of listeners) {
        const got = await listener.waitFor('message:new', (message) => message.id === id);
        assert.ok(got.text === words);
      }
      const { text: stored } = await ada.get(`chats/${chat.id}/messages/${id}`);
      assert.ok(stored === words);
    });
  }

  test('pipelined messages of one device keep their order', async () => {
    const { bob, chat, device } = await talk();
    const bobs = await bob.connect();
    const words = Array.from({ length: 300 }, (_, index) => `number ${index}`);
    const acks = await Promise.all(words.map((each) => device.does('message:send', text(chat.id, each))));
    assert.deepEqual(acks.map(({ seq }) => seq), words.map((_, index) => index + 1));
    await bobs.waitFor('message:new', ({ seq }) => seq === words.length);
    assert.deepEqual(texts(bobs.got('message:new')), words);
    assert.deepEqual(texts(await bob.history(chat.id)), words);
  });

  test('everybody gets the messages of many senders in one order', async () => {
    const crowd = await people(server, 'ada', 'bob', 'eve', 'dan');
    const group = await crowd[0].group('crowd', ...crowd.slice(1));
    const devices = await Promise.all(crowd.map((person) => person.connect()));
    await Promise.all(
      devices.flatMap((device, who) =>
        Array.from({ length: 50 }, (_, index) => device.does('message:send', text(group.id, `${who}: ${index}`))),
      ),
    );
    const history = (await crowd[0].history(group.id)).filter(({ kind }) => kind === 'text');
    assert.equal(history.length, 200);
    for (const device of devices) {
      await device.waitFor('message:new', ({ seq }) => seq === history.at(-1).seq);
      assert.deepEqual(device.got('message:new'), history);
    }
  });

  test('all devices of both people get a message, the sending one too', async () => {
    const { ada, bob, chat, device } = await talk();
    const others = [await ada.connect(), await (await ada.again()).connect(), await bob.connect(), await bob.connect()];
    const { id } = await device.send(chat.id, 'everywhere');
    for (const each of [device, ...others]) await each.waitFor('message:new', (message) => message.id === id);
  });
});
