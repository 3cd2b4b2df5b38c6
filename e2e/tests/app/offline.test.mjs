// The app without a network: it opens, it shows chats, unsent messages wait through crashes and go out once, and
// nothing stays when the session is over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { PASSWORD, people } from '../../lib/client.mjs';
import { Profile } from '../../lib/profile.mjs';
import { startServer } from '../../lib/server.mjs';

/** The time from the start of its script in which the app shows its stored chats, in milliseconds. */
const SOON_MS = 300;
/** Less than the messages that follow need. */
const ROOM_BYTES = 1_500_000;
/** Other load on the machine must not fail the app: the fastest of this many runs counts. */
const RELOADS = 5;

async function named(server, ...names) {
  const persons = await people(server, ...names);
  for (const [at, person] of persons.entries()) await person.patch('me', { name: names[at] });
  return persons;
}

test('five messages written offline survive a crash of the browser and arrive once each, in order', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  const profile = new Profile();
  const before = await App.in(await profile.start(), ada);
  await before.kept();
  await before.openChat('Bob');
  await before.bubble('hi').waitFor();

  await server.kill();
  const words = ['one', 'two', 'three', 'four', 'five'];
  for (const each of words) await before.say('Bob', each);
  const sending = (app) => app.timeline.getByRole('img', { name: 'Sending' });
  await sending(before).nth(4).waitFor();
  await before.page.waitForFunction(async () => {
    const request = indexedDB.open('kith');
    const db = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const count = db.transaction('outbox').objectStore('outbox').count();
    return (await new Promise((resolve) => (count.onsuccess = () => resolve(count.result)))) === 5;
  });
  // Chromium writes cookies to disk half a minute late; this crash comes later than that.
  const cookies = await before.page.context().cookies();
  await profile.kill();

  const context = await profile.start();
  await context.addCookies(cookies);
  const after = new App(await context.newPage(), server);
  await after.page.goto(`${server.url}/c/${chat.id}`);
  await sending(after).nth(4).waitFor();
  assert.equal(await sending(after).count(), 5);
  await server.again();
  await after.tick('five', 'Sent');
  const history = await bob.history(chat.id);
  assert.deepEqual(history.map(({ text }) => text), ['hi', ...words]);
  await after.bubble('five').waitFor();
  assert.equal(await sending(after).count(), 0);
});

test('reloaded without a network, the list and the last messages show at once', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  for (let i = 1; i <= 60; i += 1) await bob.send(chat.id, `message ${i}`);
  // With nothing unread it opens at its end.
  await ada.put(`chats/${chat.id}/read`, { seq: 60 });
  const app = await App.as(ada);
  await app.openChat('Bob');
  await app.bubble('message 60').waitFor();
  await app.kept();
  await app.bubble('message 60').waitFor();

  await server.kill();
  await app.page.addInitScript(noteFirstSight, { row: 'Bob', words: 'message 60' });
  const took = [];
  for (let i = 0; i < RELOADS; i += 1) {
    await app.page.reload();
    await app.bubble('message 60').waitFor();
    took.push(
      await app.page.evaluate(() => {
        const { row, message } = globalThis.firstSight;
        return Math.round(Math.max(row, message) - performance.getEntriesByName('kith:start')[0].startTime);
      }),
    );
  }
  assert.ok(Math.min(...took) <= SOON_MS, `after ${took.join(', ')} ms`);
  await app.page.getByText('No connection. Messages will go out when you are back.').waitFor();
  await app.close();
});

/** Runs in the page before anything else: notes when a row of the list and a message are there. */
function noteFirstSight({ row, words }) {
  const seen = {};
  globalThis.firstSight = seen;
  const look = () => {
    const has = (selector, text) =>
      [...document.querySelectorAll(selector)].some((element) => element.textContent.includes(text));
    if (seen.row === undefined && has('nav a', row)) seen.row = performance.now();
    if (seen.message === undefined && has('[data-seq]', words)) seen.message = performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

test('logging out, and being logged out from afar, leave nothing in the database of the browser', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'for your eyes only');
  const app = await App.as(ada);
  const isKept = () => app.stored().then(({ messages, chats }) => messages > 0 && chats > 0);
  const isEmpty = () => app.stored().then((counts) => Object.values(counts).every((count) => count === 0));
  const until = async (holds) => {
    while (!(await holds())) await app.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  };
  await app.openChat('Bob');
  await app.bubble('for your eyes only').waitFor();
  await until(isKept);
  await app.logOut();
  await until(isEmpty);

  await app.logIn(ada.username, PASSWORD);
  await app.openChat('Bob');
  await app.bubble('for your eyes only').waitFor();
  await until(isKept);
  const other = await ada.again();
  const { sessions } = await other.get('me/sessions');
  for (const { id, current } of sessions) if (!current) await other.delete(`me/sessions/${id}`);
  await app.page.getByText('You were logged out on this device.').waitFor();
  await until(isEmpty);
  await app.close();
});

test('a draft is there after a reload at once, and on the other device', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  const app = await App.as(ada);
  await app.openChat('Bob');
  await app.composer('Bob').fill('half a thou');
  await app.page.reload();
  await app.page.waitForFunction(() => document.querySelector('textarea')?.value === 'half a thou');
  const phone = await App.as(await ada.again());
  await phone.row('Bob').getByText('half a thou').waitFor();
  await app.say('Bob', 'half a thought');
  await phone.row('Bob').getByText('half a thought').waitFor();
  await phone.openChat('Bob');
  assert.equal(await phone.composer('Bob').inputValue(), '');
  await app.close();
  await phone.close();
});

test('what is set for a chat offline is kept over a reload, and reaches the server afterwards', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  const app = await App.as(ada);
  // A chat with unread messages shows their number in the place of the pin.
  await app.openChat('Bob');
  await app.row('Bob').getByLabel('1 unread message').waitFor({ state: 'detached' });
  await app.kept();
  await server.kill();
  await app.row('Bob').click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Pin to the top' }).click();
  const pinned = app.row('Bob').getByLabel('Pinned');
  await pinned.waitFor();
  await app.page.reload();
  await pinned.waitFor();
  await server.again();
  const device = await ada.connect();
  const { pinned: known } = (await ada.get(`chats/${chat.id}`)).state;
  if (!known) await device.waitFor('me:updated', (update) => update.chat?.state.pinned);
  device.close();
  await app.close();
});

test('clearing older messages forgets them on this device, and they come back', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  for (let i = 1; i <= 60; i += 1) await bob.send(chat.id, `message ${i}.`);
  const app = await App.as(ada);
  await app.openChat('Bob');
  await app.timeline.press('End');
  await app.bubble('message 60.').waitFor();
  await app.visit('/?left=settings.storage');
  await app.button('Clear older messages').click();
  await app.page.getByText('10 messages cleared').waitFor();
  assert.equal((await app.stored()).messages, 50);
  await app.visit('/');
  await app.openChat('Bob');
  await app.timeline.press('End');
  await app.bubble('message 60.').waitFor();
  await app.timeline.press('Home');
  await app.bubble('message 1.').waitFor();
  await app.close();
});

test('without a database in the browser the app works for as long as its tab lives', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  const app = await App.as(ada, undefined, server, () => Object.defineProperty(window, 'indexedDB', { value: undefined }));
  await app.openChat('Bob');
  await app.say('Bob', 'nowhere to keep it');
  await app.tick('nowhere to keep it', 'Sent');
  await app.page.reload();
  await app.bubble('nowhere to keep it').waitFor();
  await app.close();
});

test('when the browser gives no more room the app goes on, and what is written goes out', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  const context = await new Profile().start();
  const devtools = await context.newCDPSession(await context.newPage());
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: ROOM_BYTES });
  const app = await App.in(context, ada);
  await app.openChat('Bob');
  await app.bubble('hi').waitFor();
  for (let i = 0; i < 100; i += 1) await bob.send(chat.id, `${i} ${'many words '.repeat(3_000)}`);
  await app.say('Bob', 'no room for this');
  await app.tick('no room for this', 'Sent');
  await bob.send(chat.id, 'nor for this');
  await app.bubble('nor for this').waitFor();
  const { messages } = await app.stored();
  assert.ok(messages < 100, `${messages} were kept all the same`);
  await app.page.reload();
  await app.row('Bob').getByText('nor for this').waitFor();
  await app.close();
});

test('another language is spoken without a network', async () => {
  const server = await startServer();
  const [ada, bob] = await named(server, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  const app = await App.as(ada);
  await app.kept();
  await server.kill();
  await app.visit('/?left=settings.language');
  await app.page.getByRole('radio', { name: 'العربية' }).check();
  await app.page.getByRole('heading', { name: 'اللغة' }).waitFor();
  await app.visit('/');
  await app.page.getByRole('navigation', { name: 'الدردشات' }).getByText('hi').waitFor();
  await app.close();
});
