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
  await app.timeline.locator('[data-message]').filter({ hasText: words }).click({ button: 'right' });
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

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  test(`a message is forwarded to several chats with a comment, ${size}`, async () => {
    const { ada, bob, group, adas, bobs, close } = await stage(options);
    const direct = await ada.chatWith(bob);
    await bob.send(direct.id, 'Hi');
    await bob.send(group.id, 'The train is at 8:12');
    await choose(adas, 'The train', 'Forward');
    await dialog(adas).getByRole('button', { name: 'Bob', exact: true }).click();
    await dialog(adas).getByLabel('Search chats').fill('tri');
    await dialog(adas).getByRole('button', { name: 'Trip', exact: true }).click();
    await dialog(adas).getByLabel('Comment').fill('See?');
    await adas.checkAccessible();
    await dialog(adas).getByRole('button', { name: 'Send to 2', exact: true }).click();
    await adas.page.getByText('Forwarded to 2 chats').waitFor();
    const copy = bobs.bubble('The train').filter({ hasText: 'Forwarded' });
    await copy.waitFor();
    await bobs.bubble('See?').waitFor();
    const said = (await bob.history(direct.id)).map(({ text, forwarded }) => [text, forwarded?.times]);
    assert.deepEqual(said, [['Hi', undefined], ['See?', undefined], ['The train is at 8:12', 1]]);
    await bobs.checkAccessible();
    await close();
  });

  test(`a silent message comes without a notice, and says so, ${size}`, async () => {
    const { ada, adas, bobs, bob, group, close } = await stage(options);
    await adas.composer('Trip').fill('for tomorrow');
    await adas.button('Send').click({ button: 'right' });
    await adas.page.getByRole('menuitem', { name: 'Send without sound' }).click();
    await bobs.bubble('for tomorrow').getByRole('img', { name: 'Sent without sound' }).waitFor();
    await adas.composer('Trip').fill('and by key');
    await adas.composer('Trip').press('Alt+Enter');
    await bobs.bubble('and by key').getByRole('img', { name: 'Sent without sound' }).waitFor();
    assert.deepEqual((await bob.history(group.id)).slice(-2).map(({ silent }) => silent), [true, true]);
    await ada.send(group.id, 'aloud');
    assert.equal(await bobs.bubble('aloud').getByRole('img', { name: 'Sent without sound' }).count(), 0);
    await close();
  });
}

test('what is forwarded without a network shows what it says, and goes out later', async () => {
  const own = await startServer();
  const [ada, bob] = await people(own, 'ada', 'bob');
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'The train is at 8:12');
  const app = await App.as(ada);
  await app.openChat('Bob');
  await app.bubble('The train').waitFor();
  await choose(app, 'The train', 'Forward');
  await dialog(app).getByRole('button', { name: 'Bob', exact: true }).waitFor();
  await own.kill();
  await dialog(app).getByRole('button', { name: 'Bob', exact: true }).click();
  await dialog(app).getByRole('button', { name: 'Send', exact: true }).click();
  await app.timeline.getByRole('img', { name: 'Sending' }).waitFor();
  assert.equal(await app.timeline.getByText('The train is at 8:12').count(), 2);
  await own.again();
  await app.tick('Forwarded', 'Sent');
  await app.close();
});

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  test(`people of the server are sent as contacts, written to and added to a group, ${size}`, async () => {
    const { bob, adas, bobs, close } = await stage(options);
    const [eve] = await people(server, 'eve');
    await eve.patch('me', { name: 'Eve' });
    const other = await bob.group('Choir');
    await add(adas, 'Contact');
    await dialog(adas).getByLabel('Name or user name').fill(eve.username);
    await dialog(adas).getByRole('button', { name: `Eve @${eve.username}`, pressed: false }).click();
    await adas.checkAccessible();
    await dialog(adas).getByRole('button', { name: 'Send', exact: true }).click();
    await bobs.bubble('Eve').getByRole('button', { name: 'Add to group' }).click();
    await dialog(bobs).getByRole('button', { name: 'Choir' }).click();
    await bobs.page.getByText('Eve is in “Choir” now').waitFor();
    assert.equal((await bob.get(`chats/${other.id}`)).memberCount, 2);
    await bobs.checkAccessible();
    await bobs.bubble('Eve').getByRole('button', { name: 'Message', exact: true }).click();
    await bobs.composer('Eve').waitFor();
    await close();
  });

  test(`somebody else is sent as a contact, with ways to reach them, ${size}`, async () => {
    const { adas, bobs, close } = await stage(options);
    await add(adas, 'Contact');
    await dialog(adas).getByRole('radio', { name: 'Somebody else' }).check();
    await dialog(adas).getByLabel('Name', { exact: true }).fill('Aunt May');
    await dialog(adas).getByLabel('Telephone numbers').fill('+47 22 00 00 00');
    await dialog(adas).getByLabel('E-mail addresses').fill('may@example.org');
    await dialog(adas).getByRole('button', { name: 'Send', exact: true }).click();
    const card = bobs.bubble('Aunt May');
    assert.equal(await card.getByRole('link', { name: '+47 22 00 00 00' }).getAttribute('href'), 'tel:+4722000000');
    assert.equal(await card.getByRole('link', { name: 'may@example.org' }).getAttribute('href'), 'mailto:may@example.org');
    assert.equal(await card.getByRole('button', { name: 'Message', exact: true }).count(), 0);
    await close();
  });
}

const OSLO = { geolocation: { latitude: 59.913868, longitude: 10.752245, accuracy: 20 }, permissions: ['geolocation'] };

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  test(`where one is, is shared live, followed and stopped, ${size}`, async () => {
    const { bob, group, adas, bobs, close } = await stage({ ...options, ...OSLO });
    await add(adas, 'Location');
    await adas.button('Use where this device is').click();
    await dialog(adas).getByRole('radio', { name: '15 minutes' }).check();
    await dialog(adas).getByLabel('What the place is called').fill('The old bridge');
    await adas.checkAccessible();
    await dialog(adas).getByRole('button', { name: 'Send', exact: true }).click();
    const card = bobs.bubble('The old bridge');
    await card.getByText('59.91387, 10.75225').waitFor();
    await card.getByText(/Live until/).waitFor();
    await bobs.checkAccessible();
    await adas.page.getByText(/You share where you are until/).waitFor();
    await adas.page.getByRole('status').getByRole('button', { name: 'Stop sharing' }).click();
    await card.getByText('Live location ended').waitFor();
    assert.equal(await adas.page.getByText(/You share where you are until/).count(), 0);
    assert.equal((await bob.history(group.id)).at(-1).location.label, 'The old bridge');
    await close();
  });

  test(`a place is typed when the device does not tell it, ${size}`, async () => {
    const { adas, bobs, close } = await stage(options);
    await add(adas, 'Location');
    await adas.button('Use where this device is').click();
    await dialog(adas).getByRole('alert').waitFor();
    await dialog(adas).getByLabel('Latitude').fill('91');
    await dialog(adas).getByLabel('Longitude').fill('10,7');
    assert.ok(await dialog(adas).getByRole('button', { name: 'Send', exact: true }).isDisabled());
    await dialog(adas).getByLabel('Latitude').fill('59.9');
    await dialog(adas).getByRole('button', { name: 'Send', exact: true }).click();
    await bobs.bubble('59.90000, 10.70000').getByRole('link', { name: 'Open map' }).waitFor();
    await close();
  });
}

test('in Arabic an empty field reads from the right, and nothing lies over an answer in English', async () => {
  const { adas, close } = await stage();
  await adas.page.evaluate(() => localStorage.setItem('kith.language', JSON.stringify({ language: 'ar' })));
  await adas.page.reload();
  const field = adas.page.locator('textarea');
  const direction = (locator) => locator.evaluate((element) => getComputedStyle(element).direction);
  await adas.page.locator('html[dir=rtl] textarea').waitFor();
  assert.equal(await direction(field), 'rtl');
  await field.fill('Hello');
  assert.equal(await direction(field), 'ltr');
  await field.fill('/poll Where to?');
  await field.press('Enter');
  const answer = dialog(adas).getByRole('listitem').first();
  assert.equal(await direction(answer.getByRole('textbox')), 'rtl');
  await answer.getByRole('textbox').fill('By the bridge');
  assert.equal(await direction(answer.getByRole('textbox')), 'ltr');
  const words = await answer.getByRole('textbox').boundingBox();
  for (const button of await answer.getByRole('button').all()) {
    const { x, width } = await button.boundingBox();
    assert.ok(x + width <= words.x || x >= words.x + words.width, 'a button lies over the field');
  }
  await close();
});
