// Stickers and custom emoji, from the operator's files to messages, reactions and what clients fetch.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { messageId, people, person, refused, request, text } from '../../lib/client.mjs';
import { fileOf, filesOf, NAP, operate, PARROT, png, startWithPictures, WAVE } from '../../lib/pictures.mjs';
import { runKith, startServer, temporaryFolder } from '../../lib/server.mjs';

// What is deleted leaves its place.
const server = await startWithPictures({ KITH_UNDO_SECONDS: '0' });

const wave = { pack: 'cats', name: 'wave', file: fileOf(WAVE), width: 64, height: 48 };

const LIST = {
  packs: [
    {
      id: 'cats',
      stickers: [
        { name: 'nap', file: fileOf(NAP), width: 48, height: 64 },
        { name: 'wave', file: fileOf(WAVE), width: 64, height: 48 },
      ],
    },
  ],
  emoji: [{ name: 'parrot', file: fileOf(PARROT), width: 32, height: 32 }],
};

/** Ada and Bob in a direct chat, and a device of each. */
async function stage(on = server) {
  const [ada, bob] = await people(on, 'ada', 'bob');
  const chat = await ada.chatWith(bob);
  const [adas, bobs] = await Promise.all([ada.connect(), bob.connect()]);
  const says = (content) => ({ id: messageId(), chatId: chat.id, ...content });
  return { ada, bob, chat, adas, bobs, says };
}

const sticker = (name) => ({ kind: 'sticker', sticker: { pack: 'cats', name } });

const picture = (on, file, options) => fetch(`${on.url}/api/v1/stickers/files/${file}`, options);

describe('the list', () => {
  test('has every pack and emoji in the order of the names, for those who have an account', async () => {
    const ada = await person(server, 'ada');
    assert.deepEqual(await ada.get('stickers'), LIST);
    await refused(request(server, 'GET', 'stickers'), 401, 'unauthenticated');
  });

  test('is empty on a server without pictures', async () => {
    const bare = await startServer();
    assert.deepEqual(await (await person(bare, 'ada')).get('stickers'), { packs: [], emoji: [] });
  });
});

describe('a file', () => {
  test('comes without a token, to be kept for ever', async () => {
    for (const bytes of [WAVE, PARROT]) {
      const answer = await picture(server, fileOf(bytes));
      assert.ok(Buffer.from(await answer.arrayBuffer()).equals(bytes));
      const headers = (...names) => names.map((name) => answer.headers.get(name));
      assert.deepEqual(headers('content-type', 'cache-control', 'x-content-type-options', 'content-length'), [
        'image/png',
        'public, max-age=31536000, immutable',
        'nosniff',
        `${bytes.length}`,
      ]);
    }
    assert.equal((await picture(server, fileOf(WAVE), { method: 'HEAD' })).status, 200);
  });

  test('of any other name is not there, and no cache keeps that', async () => {
    const names = [fileOf(WAVE, 'webp'), fileOf(Buffer.from('')), 'cats', 'wave.png', '..%2f..%2fsigning.key', '%2e%2e%2fkith.db', '%00'];
    for (const name of names) {
      const answer = await request(server, 'GET', `stickers/files/${name}`);
      await refused(answer, 404, 'not_found');
      assert.equal(answer.headers.get('cache-control'), 'no-store', name);
    }
  });

  test('whose bytes are no longer those of its name is not there', async () => {
    const own = await startWithPictures();
    writeFileSync(join(own.data, 'emoji', 'parrot.png'), png(32, 32, [1, 2, 3]));
    await refused(request(own, 'GET', `stickers/files/${fileOf(PARROT)}`), 404, 'not_found');
  });
});

describe('a sticker', () => {
  test('is sent by its name and arrives with its picture, by every way', async () => {
    const { ada, bob, chat, adas, bobs, says } = await stage();
    const sent = says(sticker('wave'));
    const { message } = await adas.does('message:send', sent);
    assert.deepEqual([message.kind, message.sticker, message.text], ['sticker', wave, undefined]);
    await bobs.waitFor('message:new', ({ id }) => id === message.id);
    assert.deepEqual(bobs.got('message:new').at(-1), message);
    assert.deepEqual(await bob.get(`chats/${chat.id}/messages/${message.id}`), message);
    assert.deepEqual((await adas.does('message:send', sent)).message, message);
    await adas.refused('message:send', { ...sent, ...sticker('nap') }, 'conflict');
    const { body } = await ada.request('POST', `chats/${chat.id}/messages`, { id: messageId(), ...sticker('nap') });
    assert.equal(body.sticker.file, fileOf(NAP));
    assert.deepEqual((await bob.get(`chats/${chat.id}`)).lastMessage, body);
  });

  test('that the server does not have is refused by the name of the field, and nothing is stored', async () => {
    const { ada, chat, adas, says } = await stage();
    const { head } = await ada.get(`chats/${chat.id}`);
    for (const wrong of [
      { kind: 'sticker' },
      sticker('growl'),
      { kind: 'sticker', sticker: { pack: 'dogs', name: 'wave' } },
      { kind: 'sticker', sticker: { pack: '../cats', name: 'wave' } },
      { kind: 'sticker', sticker: { name: 'wave' } },
      { kind: 'sticker', sticker: wave.file },
    ]) {
      const error = await adas.refused('message:send', says(wrong), 'invalid_request');
      assert.match(error.message, /sticker|pack/i);
    }
    assert.equal((await ada.get(`chats/${chat.id}`)).head, head);
  });

  test('is answered, forwarded and deleted, but not edited', async () => {
    const { ada, bob, chat, adas, bobs, says } = await stage();
    const { message } = await adas.does('message:send', says(sticker('wave')));
    await adas.refused('message:edit', { chatId: chat.id, id: message.id, text: 'wave' }, 'not_editable');
    const answer = await bobs.does('message:send', text(chat.id, 'hello', { replyTo: message.id }));
    assert.deepEqual([answer.message.replyTo.kind, answer.message.replyTo.text], ['sticker', undefined]);
    const own = await bob.chatWith(bob);
    const copy = await bobs.does('message:send', { id: messageId(), chatId: own.id, forwardOf: { chatId: chat.id, id: message.id } });
    assert.deepEqual([copy.message.sticker, copy.message.forwarded], [wave, { times: 1 }]);
    await adas.does('message:delete', { chatId: chat.id, ids: [message.id], for: 'everyone' });
    const gone = await ada.get(`chats/${chat.id}/messages/${message.id}`);
    assert.deepEqual([gone.kind, gone.sticker], ['sticker', undefined]);
  });

  test('is scheduled like any other message', async () => {
    const { ada, adas, says } = await stage();
    const later = says({ ...sticker('wave'), sendAt: Date.now() + 1e6 });
    await adas.does('message:send', later);
    await adas.refused('message:send', { ...later, id: messageId(), ...sticker('growl') }, 'invalid_request');
    const { body } = await ada.request('POST', `me/scheduled/${later.id}/send`);
    assert.deepEqual(body.sticker, wave);
  });
});

describe('a custom emoji', () => {
  test('is a reaction if there is one of its name', async () => {
    const { ada, bob, chat, adas, bobs } = await stage();
    const { id } = await adas.send(chat.id, 'look :parrot: and :nothing:');
    await bobs.does('message:react', { chatId: chat.id, id, emoji: ':parrot:', on: true });
    const path = `chats/${chat.id}/messages/${id}`;
    await ada.put(`${path}/reactions/${encodeURIComponent(':parrot:')}`);
    const { reactions, text: said } = await ada.get(path);
    assert.deepEqual(reactions, [{ emoji: ':parrot:', count: 2, userIds: [bob.id, ada.id] }]);
    assert.equal(said, 'look :parrot: and :nothing:');
    for (const emoji of [':nothing:', ':wave:', ':PARROT:', ':parrot', ':parrot::parrot:']) {
      const error = await bobs.refused('message:react', { chatId: chat.id, id, emoji, on: true }, 'invalid_request');
      assert.match(error.message, /emoji/);
    }
    await bobs.does('message:react', { chatId: chat.id, id, emoji: ':parrot:', on: false });
    await bobs.does('message:react', { chatId: chat.id, id, emoji: ':nothing:', on: false });
    assert.deepEqual((await ada.get(path)).reactions, [{ emoji: ':parrot:', count: 1, userIds: [ada.id] }]);
  });
});

describe('kith sticker and kith emoji', () => {
  test('add, replace, list and remove while the server runs', async () => {
    const running = await startServer({ KITH_LOG: 'info' });
    const { data } = running;
    const { ada, chat, adas, says } = await stage(running);
    const pictures = filesOf({ 'wave.png': WAVE, 'nap.png': NAP });
    assert.equal(await operate(data, 'sticker', 'add', 'cats', ...pictures), 'added cats/wave\nadded cats/nap\n');
    await running.logged(/read the stickers packs=1 stickers=2 emoji=0/);
    assert.equal(await operate(data, 'emoji', 'add', ...filesOf({ 'parrot.png': PARROT })), 'added :parrot:\n');
    await running.logged(/read the stickers packs=1 stickers=2 emoji=1/);
    assert.deepEqual(await ada.get('stickers'), LIST);
    assert.equal(await operate(data, 'sticker', 'list'), 'cats\tnap\t48x64\ncats\twave\t64x48\n');
    assert.equal(await operate(data, 'emoji', 'list'), 'parrot\t32x32\n');
    const { message } = await adas.does('message:send', says(sticker('wave')));

    // Another picture for the same name, and one sticker less.
    await operate(data, 'sticker', 'add', 'cats', ...filesOf({ 'wave.png': PARROT }));
    assert.equal(await operate(data, 'sticker', 'remove', 'cats', 'nap'), 'removed cats/nap\n');
    await running.logged(/read the stickers packs=1 stickers=1 emoji=1/);
    const again = await adas.does('message:send', says(sticker('wave')));
    assert.deepEqual([again.message.sticker.file, again.message.sticker.width], [fileOf(PARROT), 32]);
    assert.deepEqual((await ada.get(`chats/${chat.id}/messages/${message.id}`)).sticker, wave);
    await refused(request(running, 'GET', `stickers/files/${fileOf(WAVE)}`), 404, 'not_found');

    assert.equal(await operate(data, 'sticker', 'remove', 'cats'), 'removed cats/wave\n');
    assert.equal(await operate(data, 'emoji', 'remove', 'parrot'), 'removed :parrot:\n');
    await running.logged(/read the stickers packs=0 stickers=0 emoji=0[^]*packs=0 stickers=0 emoji=0/);
    assert.deepEqual(await ada.get('stickers'), { packs: [], emoji: [] });
    assert.deepEqual(readdirSync(join(data, 'stickers')), []);
    await adas.refused('message:send', says(sticker('wave')), 'invalid_request');
  });

  test('say in one line what they cannot do, and do nothing then', async () => {
    const data = temporaryFolder();
    const [good, bad, wide, upper] = filesOf({
      'good.png': WAVE,
      'bad.png': Buffer.from('GIF89a, so to speak'),
      'wide.png': png(1025, 1, [0, 0, 0]),
      'Upper.png': WAVE,
    });
    const [large] = filesOf({ 'large.png': Buffer.concat([WAVE, Buffer.alloc(512 * 1024)]) });
    for (const [args, reason] of [
      [['sticker', 'add', 'cats', good, bad], /bad\.png: is neither WebP nor PNG/],
      [['sticker', 'add', 'cats', good, wide], /wide\.png: has 1025 x 1 pixels/],
      [['sticker', 'add', 'cats', good, large], /large\.png: has more than 512 KiB/],
      [['sticker', 'add', 'cats', good, upper], /Upper\.png: a name has 1 to 32/],
      [['sticker', 'add', '../cats', good], /a name has 1 to 32/],
      [['sticker', 'add', 'cats', '/nowhere.png'], /nowhere\.png: cannot be opened/],
      [['emoji', 'add', bad], /neither/],
      [['sticker', 'remove', 'cats'], /no pack/],
      [['sticker', 'remove', '..', 'kith'], /no \.\.\/kith/],
      [['emoji', 'remove', 'parrot'], /no :parrot:/],
    ]) {
      const { code, out, err } = await runKith([...args, '--data', data]);
      assert.deepEqual([code, out], [1, ''], err);
      assert.match(err, /^kith: [^\n]+\n$/);
      assert.match(err, reason);
    }
    assert.deepEqual(readdirSync(data), []);
  });

  test('what lies in the folder and cannot serve is left out, with a line in the log', async () => {
    const odd = await startWithPictures();
    await odd.stop();
    const cats = join(odd.data, 'stickers', 'cats');
    writeFileSync(join(cats, 'text.png'), 'no picture');
    writeFileSync(join(odd.data, 'secret.png'), PARROT);
    symlinkSync(join(odd.data, 'secret.png'), join(cats, 'link.png'));
    symlinkSync(cats, join(odd.data, 'stickers', 'lions'));
    mkdirSync(join(odd.data, 'stickers', 'Bad Name'));
    rmSync(join(odd.data, 'emoji', 'parrot.png'));
    await odd.again();
    const ada = await person(odd, 'ada');
    assert.deepEqual(await ada.get('stickers'), { packs: LIST.packs, emoji: [] });
    for (const name of ['text.png', 'link.png', 'lions']) {
      assert.ok(odd.log.split('\n').some((line) => line.includes('WARN') && line.includes(name)), `${name}: ${odd.log}`);
    }
  });
});
