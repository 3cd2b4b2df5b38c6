// The official Python client: it takes at most 16 packets at a time, and comes back only if the server stops as it expects.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { people, text } from '../../lib/client.mjs';
import { PythonDevice } from '../../lib/python.mjs';
import { startServer } from '../../lib/server.mjs';

for (const transport of ['polling', 'websocket']) {
  test(`Python over ${transport} sends, catches up after a pause, and comes back after a restart`, async () => {
    const server = await startServer();
    const [ada, bob] = await people(server, 'ada', 'bob');
    const chat = await ada.chatWith(bob);
    const [adas, bobs] = [await ada.connect(), new PythonDevice(bob, transport)];
    await bobs.next('connect');

    const message = text(chat.id, 'from Python ☕');
    assert.equal((await bobs.emit('message:send', message)).ok, true);
    const got = await adas.waitFor('message:new', ({ id }) => id === message.id);
    assert.equal(got.text, message.text);
    assert.equal((await bobs.next('message:new')).id, message.id);

    bobs.pause();
    const words = Array.from({ length: 100 }, (_, n) => `number ${n}`);
    for (const each of words) await adas.send(chat.id, each);
    bobs.resume();
    // It handles each packet in a thread of its own, and so in any order.
    const heard = [];
    while (heard.length < words.length) heard.push((await bobs.next('message:new')).text);
    assert.deepEqual(heard.sort(), words.sort());

    for (const end of ['stop', 'kill']) {
      await server[end]();
      await bobs.next('disconnect');
      await server.again();
      await bobs.next('connect');
      await adas.connected();
      const { id } = await adas.send(chat.id, `after a ${end}`);
      assert.equal((await bobs.next('message:new')).id, id);
    }
    bobs.close();
  });
}
