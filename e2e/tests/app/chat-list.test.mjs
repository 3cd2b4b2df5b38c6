// How one arranges the list of chats: pin, mute, archive, mark as unread, from the menu of a chat and by swiping; the
// same on all devices, and undone where the app offers it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

/** Ada, who has a chat with Bob and an older one with Eve. */
async function stage(options = WIDE) {
  const server = await startServer();
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  await bob.patch('me', { name: 'Bob' });
  await eve.patch('me', { name: 'Eve' });
  const withEve = await ada.chatWith(eve);
  await ada.send(withEve.id, 'hi Eve');
  const withBob = await ada.chatWith(bob);
  await ada.send(withBob.id, 'hi Bob');
  const app = await App.as(ada, options);
  await app.row('Bob').waitFor();
  return { server, ada, bob, eve, withBob, withEve, app };
}

/** Runs in the page: counts the sounds that are played from now on. */
function noteSounds() {
  const { start } = OscillatorNode.prototype;
  window.heard = 0;
  OscillatorNode.prototype.start = function play(...when) {
    window.heard += 1;
    return start.apply(this, when);
  };
}

/** Waits until the list has these chats in this order. */
async function listed(app, ...wanted) {
  for (const [at, name] of wanted.entries()) {
    await app.chats.getByRole('link').nth(at).getByText(name, { exact: true }).first().waitFor();
  }
  await app.chats.getByRole('link').nth(wanted.length).waitFor({ state: 'detached' });
}

async function choose(app, name, ...entries) {
  await app.row(name).click({ button: 'right' });
  for (const entry of entries) await app.page.getByRole('menuitem', { name: entry, exact: true }).click();
}

test('a pinned chat is on top, on every device', async () => {
  const { ada, app } = await stage();
  const other = await App.as(await ada.again(), WIDE);
  await listed(app, 'Bob', 'Eve');
  await choose(app, 'Eve', 'Pin to the top');
  await listed(app, 'Eve', 'Bob');
  await listed(other, 'Eve', 'Bob');
  await choose(other, 'Eve', 'Unpin');
  await listed(app, 'Bob', 'Eve');
  await app.close();
  await other.close();
});

test('an archived chat leaves the list, is found under Archived, and comes back by undoing', async () => {
  const { app } = await stage();
  await choose(app, 'Bob', 'Archive');
  await listed(app, 'Eve');
  await app.page.getByText('“Bob” is archived').waitFor();
  await app.chats.getByRole('button', { name: '1 archived chat' }).click();
  await listed(app, 'Bob');
  await app.button('Undo').click();
  await app.page.getByText('Nothing archived').waitFor();
  await app.chats.getByRole('radio', { name: 'All' }).check();
  await listed(app, 'Bob', 'Eve');
  await app.close();
});

test('a muted chat says so, and makes no banner', async () => {
  const { app, bob, eve, withBob, withEve } = await stage();
  await choose(app, 'Bob', 'Mute', 'For 8 hours');
  await app.row('Bob').getByRole('img', { name: 'Muted' }).waitFor();
  await bob.send(withBob.id, 'quietly');
  await app.row('Bob').getByLabel('1 unread message').waitFor();
  await eve.send(withEve.id, 'loudly');
  const notices = app.page.getByRole('region', { name: 'Notices' });
  await notices.getByText('loudly').waitFor();
  assert.equal(await notices.getByText('quietly').count(), 0);
  await app.page.waitForFunction(() => document.title === '(1) Kith');
  await choose(app, 'Bob', 'Unmute');
  await app.page.waitForFunction(() => document.title === '(2) Kith');
  await notices.getByText('loudly').click();
  await app.composer('Eve').waitFor();
  await app.close();
});

test('what arrives in another chat is heard unless that is muted, and so is what one sends', async () => {
  const { app, bob, eve, withBob, withEve } = await stage();
  await app.page.evaluate(noteSounds);
  await choose(app, 'Bob', 'Mute', 'For 8 hours');
  await bob.send(withBob.id, 'quietly');
  await app.row('Bob').getByLabel('1 unread message').waitFor();
  assert.equal(await app.page.evaluate(() => window.heard), 0);
  await eve.send(withEve.id, 'loudly');
  await app.page.waitForFunction(() => window.heard > 0);
  await app.openChat('Eve');
  await app.page.evaluate(() => {
    window.heard = 0;
  });
  await app.say('Eve', 'I heard you');
  await app.page.waitForFunction(() => window.heard > 0);
  await app.close();
});

test('a chat that is marked as unread stays so until it is opened', async () => {
  const { app } = await stage();
  await choose(app, 'Bob', 'Mark as unread');
  await app.row('Bob').getByLabel('Marked as unread').waitFor();
  await app.chats.getByRole('radio', { name: 'Unread' }).check();
  await listed(app, 'Bob');
  await app.page.reload();
  await app.row('Bob').getByLabel('Marked as unread').waitFor();
  await choose(app, 'Bob', 'Mark as read');
  await app.row('Bob').getByLabel('Marked as unread').waitFor({ state: 'detached' });
  await app.close();
});

test('a chat that was read and at once marked as unread stays marked', async () => {
  const { app, ada, bob, withBob } = await stage();
  const device = await ada.connect();
  const { seq } = await bob.send(withBob.id, 'are you there?');
  await app.row('Bob').getByLabel('1 unread message').waitFor();
  await choose(app, 'Bob', 'Mark as read');
  await choose(app, 'Bob', 'Mark as unread');
  await device.waitFor('receipt', ({ userId, read }) => userId === ada.id && read === seq);
  await device.waitFor('me:updated', ({ chat }) => chat?.state.markedUnread);
  const { state, unread } = await ada.get(`chats/${withBob.id}`);
  assert.deepEqual([state.markedUnread, unread], [true, 0]);
  await app.row('Bob').getByLabel('Marked as unread').waitFor();
  await app.close();
});

test('the menu of a chat is there for the keyboard, and gives the focus back', async () => {
  const { app } = await stage();
  await app.row('Bob').focus();
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Shift+F10');
  await app.page.getByRole('menu', { name: 'Actions for Eve' }).waitFor();
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('menu').waitFor({ state: 'detached' });
  await app.page.waitForFunction(() => document.activeElement?.textContent.includes('Eve'));
  await app.close();
});

test('a finger swipes a chat away, and marks one as unread the other way', async () => {
  const { app } = await stage(PHONE);
  await app.swipe(app.row('Bob'), 140);
  await app.row('Bob').getByLabel('Marked as unread').waitFor();
  await app.swipe(app.row('Eve'), 30);
  await app.swipe(app.row('Eve'), -140);
  await app.page.getByText('“Eve” is archived').waitFor();
  await listed(app, 'Bob');
  await app.close();
});

test('a finger that rests on a chat opens its menu, and not the chat', async () => {
  const { app } = await stage(PHONE);
  const devtools = await app.page.context().newCDPSession(app.page);
  const { x, y, width, height } = await app.row('Bob').boundingBox();
  const touchPoints = [{ x: x + width / 2, y: y + height / 2 }];
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
  await app.page.getByRole('menu', { name: 'Actions for Bob' }).waitFor();
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await app.page.getByRole('menuitem', { name: 'Pin to the top' }).tap();
  await app.row('Bob').getByLabel('Pinned').waitFor();
  await app.close();
});
