// Stickers and custom emoji in the app: picked, typed, sent, answered and reacted with, also without a network.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startWithPictures } from '../../lib/pictures.mjs';

const server = await startWithPictures();

/** The apps of Ada and Bob in their chat. */
async function stage(options, on = server) {
  const [ada, bob] = await people(on, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'Hello');
  const [adas, bobs] = [await App.as(ada, options), await App.as(bob, options)];
  await adas.openChat('Bob');
  await bobs.openChat('Ada');
  return { ada, bob, chat, adas, bobs, close: async () => void (await adas.close(), await bobs.close()) };
}

const choice = (app, kind) => app.page.getByRole('radio', { name: kind, exact: true });
const send = (app, name) => app.button(`Send the sticker ${name}`);
const picture = (app, alt) => app.timeline.getByRole('img', { name: alt, exact: true });

/** Waits until the picture is there, and returns how wide its file is. */
async function width(image) {
  await image.evaluate((img) => img.decode());
  return image.evaluate((img) => img.naturalWidth);
}

async function choose(app, message, item) {
  await message.click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  describe(size, () => {
    test('a sticker is picked, comes without a bubble, is answered, and told in the list of chats', async () => {
      const { adas, bobs, close } = await stage(options);
      await adas.button('Emoji').click();
      await choice(adas, 'Stickers').check();
      await send(adas, 'wave').waitFor();
      await adas.checkAccessible();
      await send(adas, 'wave').click();
      await send(adas, 'wave').waitFor({ state: 'detached' });
      const there = picture(bobs, 'Sticker: wave');
      assert.equal(await width(there), 64);
      const { width: wide, height } = await there.boundingBox();
      assert.equal(Math.round((wide / height) * 48), 64);
      await choose(bobs, there, 'Reply');
      await bobs.say('Ada', 'Hi there');
      await adas.bubble('Hi there').getByText('Sticker', { exact: true }).waitFor();

      // The kind that was used last comes first.
      await adas.button('Emoji').click();
      await send(adas, 'nap').click();
      await picture(bobs, 'Sticker: nap').waitFor();
      await bobs.checkAccessible();
      await choose(bobs, picture(bobs, 'Sticker: nap'), 'Reply');
      await bobs.button('Emoji').click();
      await choice(bobs, 'Stickers').check();
      await send(bobs, 'wave').click();
      await adas.timeline.getByRole('button', { name: /^You\s*Sticker$/ }).nth(1).waitFor();
      await bobs.visit('/');
      await bobs.row('Ada').getByText('Sticker', { exact: true }).waitFor();
      await close();
    });

    test('a custom emoji is completed in a text, shown outside of code, and reacted with', async () => {
      const { adas, bobs, close } = await stage(options);
      await adas.composer('Bob').pressSequentially('Look :parr');
      const fitting = adas.page.getByRole('listbox', { name: 'Emoji that fit' });
      await fitting.getByRole('option', { name: /^:parrot:/ }).click();
      await adas.composer('Bob').pressSequentially(' `:parrot:` :nobody: 10:30:parrot:');
      await adas.button('Send').click();
      const said = bobs.bubble('Look');
      const shown = said.getByRole('img', { name: ':parrot:', exact: true });
      assert.equal(await width(shown.first()), 32);
      assert.equal(await shown.count(), 2);
      assert.match(await said.locator('[data-message]').innerText(), /^Look\s+:parrot: :nobody: 10:30/);
      assert.equal(await said.locator('code').innerText(), ':parrot:');

      await choose(bobs, said.locator('[data-message]'), 'React with another emoji');
      await bobs.page.getByRole('region', { name: 'Of this server' }).waitFor();
      assert.equal(await choice(bobs, 'Stickers').count(), 0);
      await bobs.field('Search emoji').fill('parrot');
      await bobs.button('parrot').first().click();
      const chip = adas.bubble('Look').getByRole('button', { name: /^:parrot: / });
      assert.equal(await width(chip.locator('img')), 32);
      await chip.click();
      await bobs.bubble('Look').getByRole('button', { name: /^:parrot: 2: / }).waitFor();
      await adas.checkAccessible();
      // What was used last stands in the menu.
      await choose(bobs, said.locator('[data-message]'), 'React with :parrot:');
      await adas.bubble('Look').getByRole('button', { name: ':parrot: You', exact: true }).waitFor();
      await close();
    });
  });
}

test('the arrow keys go from sticker to sticker, in the direction of the language', async () => {
  for (const [language, sticker, next] of [['en', 'Send the sticker', 'ArrowRight'], ['ar', 'إرسال الملصق', 'ArrowLeft']]) {
    const [ada, bob] = await people(server, 'ada', 'bob');
    await bob.patch('me', { name: 'Bob' });
    const { id } = await ada.chatWith(bob);
    await bob.send(id, 'Hello');
    const app = await App.as(ada, WIDE);
    await app.page.evaluate((to) => localStorage.setItem('kith.language', JSON.stringify({ language: to })), language);
    await app.visit(`/c/${id}`);
    await app.page.locator('[data-emoji-button]').click();
    await app.page.getByRole('dialog').getByRole('radio').nth(1).check();
    await app.page.keyboard.press('Tab');
    const focused = app.page.locator('button:focus');
    // In Arabic, invisible signs keep the Latin name apart.
    const named = (name) => app.page.getByRole('button', { name: new RegExp(`^${sticker} \\u2068?${name}\\u2069?$`) });
    await named('nap').and(focused).waitFor();
    await app.page.keyboard.press(next);
    await named('wave').and(focused).waitFor();
    await app.checkAccessible();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('log').first().getByRole('img', { name: /wave$/ }).waitFor();
    await app.close();
  }
});

test('without a network stickers and custom emoji show, and a sticker waits to be sent', async () => {
  const own = await startWithPictures();
  const { bob, chat, adas, bobs } = await stage(WIDE, own);
  await adas.kept();
  await bob.send(chat.id, 'Look :parrot:');
  await adas.button('Emoji').click();
  await choice(adas, 'Stickers').check();
  for (const name of ['wave', 'nap']) await width(send(adas, name).locator('img'));
  await send(adas, 'wave').click();
  assert.equal(await width(picture(adas, 'Sticker: wave')), 64);
  assert.equal(await width(picture(adas, ':parrot:')), 32);
  await bobs.close();

  await own.kill();
  await adas.page.reload();
  assert.equal(await width(picture(adas, 'Sticker: wave')), 64);
  assert.equal(await width(picture(adas, ':parrot:')), 32);
  await adas.button('Emoji').click();
  await choice(adas, 'Stickers').check();
  await send(adas, 'nap').click();
  assert.equal(await width(picture(adas, 'Sticker: nap')), 48);
  await adas.timeline.getByRole('img', { name: 'Sending' }).waitFor();
  await own.again();
  await adas.timeline.getByRole('img', { name: 'Sent', exact: true }).nth(1).waitFor();
  const { lastMessage } = await bob.get(`chats/${chat.id}`);
  assert.deepEqual([lastMessage.kind, lastMessage.sticker.name], ['sticker', 'nap']);

  const caches = () => adas.page.evaluate(() => globalThis.caches.keys());
  assert.ok((await caches()).includes('kith-pictures'));
  await adas.logOut();
  assert.ok(!(await caches()).includes('kith-pictures'));
  await adas.close();
});

test('a sticker whose picture is gone is told by its name', async () => {
  const own = await startWithPictures();
  const { adas, bobs, close } = await stage(WIDE, own);
  await bobs.page.route('**/stickers/files/**', (route) => route.fulfill({ status: 404 }));
  await adas.button('Emoji').click();
  await choice(adas, 'Stickers').check();
  await send(adas, 'wave').click();
  await bobs.timeline.getByText('Sticker: wave', { exact: true }).waitFor();
  await bobs.checkAccessible();
  await close();
});
