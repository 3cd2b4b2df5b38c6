// What is to happen later, in the app: messages that are sent at a time, and reminders of messages.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

const HOUR = 3_600_000;

/** Ada's app with her chat with Bob, in which he has written. */
async function stage(options, on = server) {
  const [ada, bob] = await people(on, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  const { id } = await bob.send(chat.id, 'Shall we meet?');
  const app = await App.as(ada, options);
  await app.openChat('Bob');
  await app.bubble('Shall we meet?').waitFor();
  return { ada, bob, chat, id, app };
}

const scheduled = async (person) => (await person.get('me/scheduled')).scheduled;
const reminders = async (person) => (await person.get('me/reminders')).reminders;
const texts = async (person, chat) => (await person.history(chat.id)).map(({ text }) => text);

/** Opens a menu, and goes through its entries by keyboard: submenus close when a pointer leaps. */
async function choose(app, element, ...items) {
  await element.click({ button: 'right' });
  for (const name of items) await app.page.getByRole('menuitem', { name }).press('Enter');
}

const bubble = (app, words) => app.timeline.locator('[data-message]').filter({ hasText: words });
const dialog = (app, name) => app.page.getByRole('dialog', { name, exact: true });
/** As a field for date and time takes it, in the zone of the browser, which is this machine's. */
function field(ms) {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  describe(size, () => {
    test('a message is scheduled, changed, sent now and deleted', async () => {
      const { ada, bob, chat, app } = await stage(options);
      await app.composer('Bob').fill('See you tomorrow');
      await choose(app, app.button('Send'), 'Send later', /^Tomorrow morning/);
      const line = app.button('1 scheduled message');
      await line.waitFor();
      assert.equal(await app.composer('Bob').inputValue(), '');
      const [kept] = await scheduled(ada);
      assert.equal(kept.text, 'See you tomorrow');
      assert.equal(new Date(kept.sendAt).getHours(), 9);

      await app.composer('Bob').fill('Every week');
      await app.button('Add something else').click();
      await app.page.getByRole('menuitem', { name: 'Send later' }).click();
      const writing = dialog(app, 'Send later');
      assert.equal(await writing.getByLabel('Message').inputValue(), 'Every week');
      const at = writing.getByLabel('Date and time');
      await at.fill(field(Date.now() - HOUR));
      await writing.getByText('Choose a time from now on, within a year.').waitFor();
      assert.equal(await writing.getByRole('button', { name: 'Schedule' }).isEnabled(), false);
      await at.fill(field(Date.now() + 2 * HOUR));
      await writing.getByRole('radio', { name: 'Every week' }).check();
      await app.checkAccessible();
      await writing.getByRole('button', { name: 'Schedule' }).click();

      await app.button('2 scheduled messages').click();
      const list = dialog(app, 'Scheduled messages');
      await list.getByText('Every week').first().waitFor();
      await app.checkAccessible();
      await list.getByRole('button', { name: 'Change “Every week”' }).click();
      const changing = dialog(app, 'Change scheduled message');
      await changing.getByLabel('Message').fill('Every month');
      await changing.getByRole('radio', { name: 'Every month' }).check();
      await changing.getByRole('button', { name: 'Save' }).click();
      await list.getByText('Every month').first().waitFor();
      const changed = (await scheduled(ada)).find(({ text }) => text === 'Every month');
      assert.deepEqual([changed.repeat, Math.round((changed.sendAt - Date.now()) / HOUR)], ['monthly', 2]);

      await list.getByRole('button', { name: 'Send “Every month” now' }).click();
      await app.bubble('Every month').waitFor({ state: 'attached' });
      assert.deepEqual(await texts(bob, chat), ['Shall we meet?', 'Every month']);
      await list.getByRole('button', { name: 'Delete “See you tomorrow”' }).click();
      await list.getByText('No message is scheduled in this chat any more.').waitFor();
      assert.deepEqual(await scheduled(ada), []);
      await app.page.keyboard.press('Escape');
      await line.waitFor({ state: 'detached' });
      await app.close();
    });

    test('one is reminded of a message, which shows that, and the reminder stays until it is done', async () => {
      const { ada, chat, id, app } = await stage(options);
      await choose(app, bubble(app, 'Shall we meet?'), 'Remind me', /^In an hour/);
      const mark = app.bubble('Shall we meet?').getByRole('img', { name: /^Reminder today at|^Reminder tomorrow/ });
      await mark.waitFor();
      await app.page.getByText(/^You will be reminded/).waitFor();
      const [set] = await reminders(ada);
      assert.deepEqual([set.id, Math.round((set.at - Date.now()) / HOUR)], [id, 1]);

      await app.visit('/?left=plans');
      const pane = app.page.getByRole('region', { name: 'Scheduled and reminders' });
      await pane.getByRole('button', { name: 'Change the time for “Shall we meet?”' }).click();
      await dialog(app, 'Remind me').getByRole('radio', { name: 'In a week' }).check();
      await app.checkAccessible();
      await dialog(app, 'Remind me').getByRole('button', { name: 'Save' }).click();
      await app.page.getByText(/^You will be reminded/).waitFor();

      // Its time comes.
      await ada.post('me/reminders', { chatId: chat.id, id, at: Date.now() + 100 });
      await pane.getByText(/^Due today at/).waitFor();
      const banner = app.page.getByRole('region', { name: 'Notices' }).getByRole('button', { name: /Reminder: Bob/ });
      await banner.getByText('Shall we meet?').waitFor();
      await app.checkAccessible();
      await app.button('Back').first().click();
      await app.button('1 reminder is due').click();
      await pane.getByRole('button', { name: /^Bob/ }).click();
      await app.page.locator('[data-seq]').filter({ hasText: 'Shall we meet?' }).locator('.outline-accent').waitFor();
      await app.visit('/?left=plans');
      await pane.getByRole('button', { name: 'Done with “Shall we meet?”' }).click();
      await pane.getByText('Nothing is planned').waitFor();
      assert.deepEqual(await reminders(ada), []);
      await app.close();
    });
  });
}

test('what is scheduled on one device shows on the other, and goes there when it is sent', async () => {
  const { ada, bob, chat, app } = await stage();
  const other = await App.as(await ada.again());
  await other.openChat('Bob');
  await app.composer('Bob').fill('/schedule Good morning');
  await app.composer('Bob').press('Enter');
  await dialog(app, 'Send later').getByRole('button', { name: 'Schedule' }).click();
  await other.button('1 scheduled message').waitFor();
  const [{ id }] = await scheduled(ada);
  await ada.patch(`me/scheduled/${id}`, { sendAt: Date.now() + 300 });
  for (const one of [app, other]) {
    await one.bubble('Good morning').waitFor();
    await one.button('1 scheduled message').waitFor({ state: 'detached' });
  }
  assert.deepEqual(await texts(bob, chat), ['Shall we meet?', 'Good morning']);
  await app.close();
  await other.close();
});

test('without the server a message is scheduled and a reminder set all the same, once each', async () => {
  const own = await startServer();
  const { ada, bob, chat, id, app } = await stage(WIDE, own);
  await app.kept();
  await app.bubble('Shall we meet?').waitFor();
  await own.kill();
  await choose(app, bubble(app, 'Shall we meet?'), 'Remind me', /^Tomorrow morning/);
  await app.bubble('Shall we meet?').getByRole('img', { name: /^Reminder tomorrow/ }).waitFor();
  await app.composer('Bob').fill('Later');
  await choose(app, app.button('Send'), 'Send later', /^Tomorrow morning/);
  await app.button('1 scheduled message').waitFor();
  assert.equal(await app.timeline.getByText('Later').count(), 0);
  const taken = app.page.waitForResponse((answer) => answer.url().endsWith('/me/reminders') && answer.ok());
  await own.again();
  await app.say('Bob', 'There you are');
  await app.tick('There you are', 'Sent');
  assert.deepEqual((await scheduled(ada)).map(({ text }) => text), ['Later']);
  await app.bubble('Shall we meet?').getByRole('img', { name: /^Reminder tomorrow/ }).waitFor();
  await taken;
  assert.deepEqual((await reminders(ada)).map((one) => one.id), [id]);
  assert.deepEqual(await texts(bob, chat), ['Shall we meet?', 'There you are']);
  await app.close();
});

test('what could not be sent says why, and what to do about it', async () => {
  const { ada, bob, app } = await stage();
  const group = await bob.group('Hike', ada);
  await ada.post(`chats/${group.id}/messages`, {
    id: crypto.randomUUID().replace(/^(.{14})./, '$17'),
    kind: 'text',
    text: 'Am I in?',
    sendAt: Date.now() + 1_000,
  });
  await bob.delete(`chats/${group.id}/members/${ada.id}`);
  await app.visit('/?left=plans');
  const pane = app.page.getByRole('region', { name: 'Scheduled and reminders' });
  await pane.getByText('Not sent. You are not in this chat any more.').waitFor();
  await pane.getByRole('button', { name: 'Delete “Am I in?”' }).click();
  await pane.getByText('Nothing is planned').waitFor();
  await app.close();
});

test('the palette and the commands plan, too', async () => {
  const { ada, id, app } = await stage();
  await app.composer('Bob').fill('From the palette');
  await app.page.keyboard.press('Control+k');
  const palette = app.page.getByRole('combobox', { name: 'A chat, a person, or what to do' });
  await palette.fill('Send later');
  await palette.press('Enter');
  const writing = dialog(app, 'Send later');
  assert.equal(await writing.getByLabel('Message').inputValue(), 'From the palette');
  // A dialog listens to the keyboard from when it has the focus.
  await writing.locator(':focus').waitFor();
  await app.page.keyboard.press('Escape');
  await writing.waitFor({ state: 'detached' });
  assert.equal(await app.composer('Bob').inputValue(), 'From the palette');
  await app.composer('Bob').fill('/remind');
  await app.composer('Bob').press('Enter');
  await dialog(app, 'Remind me').getByText('Shall we meet?').waitFor();
  await dialog(app, 'Remind me').getByRole('button', { name: 'Set reminder' }).click();
  await app.bubble('Shall we meet?').getByRole('img', { name: /^Reminder/ }).waitFor();
  assert.deepEqual((await reminders(ada)).map((one) => one.id), [id]);
  await app.close();
});
