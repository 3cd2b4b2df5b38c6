// What people send besides texts, in the app: by menu, command and palette, by mouse, keyboard and finger.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** The apps of Ada and Bob in a group of Ada's. */
async function stage(options) {
  const [ada, bob] = await people(server, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const group = await ada.group('Trip', bob);
  const [adas, bobs] = [await App.as(ada, options), await App.as(bob, options)];
  for (const app of [adas, bobs]) await app.openChat('Trip');
  return { ada, bob, group, adas, bobs, close: async () => void (await adas.close(), await bobs.close()) };
}

async function add(app, what) {
  await app.button('Add something else').click();
  await app.page.getByRole('menuitem', { name: what, exact: true }).click();
}

async function choose(app, words, item) {
  await app.timeline.locator('[data-message]').filter({ hasText: words }).click({ button: 'right', position: { x: 4, y: 4 } });
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

const dialog = (app) => app.page.getByRole('dialog');
const answer = (app, name, role = 'radio') => app.bubble('Where to?').getByRole(role, { name, exact: true });

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  describe(size, () => {
    test('a poll is made, voted in, changed and closed, and everybody sees how it stands', async () => {
      const { adas, bobs, close } = await stage(options);
      await add(adas, 'Poll');
      await dialog(adas).getByLabel('Question').fill('Where to?');
      await dialog(adas).getByLabel('Answer 1', { exact: true }).fill('Sea');
      await dialog(adas).getByLabel('Answer 1', { exact: true }).press('Enter');
      await adas.page.keyboard.type('Hills');
      await adas.page.keyboard.press('Alt+ArrowUp');
      assert.equal(await dialog(adas).getByLabel('Answer 1', { exact: true }).inputValue(), 'Hills');
      await adas.checkAccessible();
      await dialog(adas).getByRole('button', { name: 'Send', exact: true }).click();
      await answer(bobs, 'Sea: 0 votes').click();
      await answer(adas, 'Sea: 1 vote').click();
      await answer(bobs, 'Sea: 2 votes').waitFor();
      await answer(adas, 'Hills: 0 votes').click();
      await answer(bobs, 'Hills: 1 vote').waitFor();
      assert.equal(await answer(bobs, 'Sea: 1 vote').getAttribute('aria-checked'), 'true');
      await answer(bobs, 'Sea: 1 vote').click();
      await answer(adas, 'Sea: 0 votes').waitFor();
      await bobs.bubble('Where to?').getByRole('button', { name: '1 vote', exact: true }).click();
      await dialog(bobs).getByText('Ada', { exact: true }).waitFor();
      await bobs.checkAccessible();
      await bobs.page.keyboard.press('Escape');
      await choose(adas, 'Where to?', 'Close poll');
      await bobs.bubble('Where to?').getByText('Final results').waitFor();
      assert.ok(await answer(bobs, 'Hills: 1 vote').isDisabled());
      await bobs.visit('/');
      await bobs.row('Trip').getByText('Poll: Where to?').waitFor();
      await close();
    });
  });
}

test('a poll of several answers is made by a command, and one’s votes are there on the next visit', async () => {
  const { adas, bobs, close } = await stage();
  await bobs.say('Trip', '/poll Where to?');
  await dialog(bobs).getByLabel('Answer 1', { exact: true }).fill('Sea');
  await dialog(bobs).getByLabel('Answer 2', { exact: true }).fill('Hills');
  await dialog(bobs).getByRole('switch', { name: 'Several answers' }).check();
  await dialog(bobs).getByRole('switch', { name: 'Anonymous' }).check();
  await dialog(bobs).getByRole('button', { name: 'Send', exact: true }).click();
  await answer(adas, 'Sea: 0 votes', 'checkbox').click();
  await answer(adas, 'Hills: 0 votes', 'checkbox').click();
  await answer(bobs, 'Hills: 1 vote', 'checkbox').waitFor();
  await adas.page.reload();
  for (const name of ['Sea: 1 vote', 'Hills: 1 vote'])
    await adas.bubble('Where to?').getByRole('checkbox', { name, checked: true }).waitFor();
  await close();
});

test('commands are offered while they are typed, and the palette has them, too', async () => {
  const { adas, bobs, close } = await stage();
  await adas.composer('Trip').pressSequentially('/po');
  await adas.page.getByRole('listbox', { name: 'Commands' }).waitFor();
  await adas.page.keyboard.press('Enter');
  await dialog(adas).getByLabel('Question').waitFor();
  await adas.page.keyboard.press('Escape');
  assert.equal(await adas.composer('Trip').inputValue(), '');
  await adas.page.keyboard.press('Control+k');
  await adas.page.getByRole('combobox').fill('send a poll');
  await adas.page.keyboard.press('Enter');
  await dialog(adas).getByLabel('Question').waitFor();
  await adas.page.keyboard.press('Escape');
  await adas.say('Trip', '/me waves');
  await bobs.bubble('Ada waves').waitFor();
  await close();
});
