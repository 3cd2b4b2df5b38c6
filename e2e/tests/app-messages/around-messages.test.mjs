// Ways around messages: back from a quote, to a private answer, to who reacted, and several deleted at once.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

// What is deleted leaves its place.
const server = await startServer({ KITH_UNDO_SECONDS: '0' });

async function stage(options) {
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  await eve.patch('me', { name: 'Eve' });
  const group = await ada.group('Trip', bob, eve);
  const first = await bob.send(group.id, 'Where do we go?');
  for (let i = 0; i < 60; i++) await ada.send(group.id, `between ${i}`);
  const app = await App.as(ada, options);
  return { ada, bob, eve, group, first, app };
}

/** Opens the group where Ada has read everything. */
async function atEnd(app, ada, group) {
  const device = await ada.connect();
  await device.does('message:read', { chatId: group.id, seq: (await ada.history(group.id)).at(-1).seq });
  device.close();
  await app.row('Trip').getByText('unread').waitFor({ state: 'detached' });
  await app.openChat('Trip');
}

async function choose(app, words, item) {
  await app.timeline.locator('[data-message]').filter({ hasText: words }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  describe(size, () => {
    test('who follows a quote comes back to where they were', async () => {
      const { ada, group, first, app } = await stage(options);
      await ada.send(group.id, 'To the sea', { replyTo: first.id });
      for (let i = 0; i < 3; i++) await ada.send(group.id, `after ${i}`);
      await atEnd(app, ada, group);
      const quote = app.bubble('To the sea').getByRole('button', { name: /^Bob/ });
      for (const back of [() => app.button('Back to where you were').click(), () => app.page.keyboard.press('Escape')]) {
        await quote.scrollIntoViewIfNeeded();
        await quote.click();
        await app.bubble('Where do we go?').locator('.outline-accent').first().waitFor();
        await app.button('Back to where you were').waitFor();
        await back();
        await app.bubble('To the sea').waitFor();
        await app.button('Back to where you were').waitFor({ state: 'detached' });
      }
      await app.close();
    });

    test('a message of a group is answered privately, with its words as a quote', async () => {
      const { ada, bob, group, app } = await stage(options);
      await bob.send(group.id, 'Do you\nlike it?');
      await atEnd(app, ada, group);
      await choose(app, 'like it?', 'Reply privately');
      const field = app.composer('Bob');
      await field.waitFor();
      assert.equal(await field.inputValue(), '> Do you\n> like it?\n');
      await app.close();
    });

    test('several messages are deleted at once, and it is told who reacted', async () => {
      const { bob, eve, group, app, ada } = await stage(options);
      const last = (await ada.history(group.id)).at(-1);
      for (const who of [bob, eve])
        await who.put(`chats/${group.id}/messages/${last.id}/reactions/${encodeURIComponent('👍')}`);
      await atEnd(app, ada, group);
      await choose(app, 'between 59', 'Who reacted');
      const dialog = app.page.getByRole('dialog', { name: 'Reactions' });
      await dialog.getByText('Bob').waitFor();
      await dialog.getByText('Eve').waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
      await choose(app, 'between 59', 'Select');
      await app.page.getByRole('checkbox', { name: 'Select message: between 58' }).check();
      await app.button('Delete').click();
      await app.page.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click();
      await app.timeline.getByText('You deleted this message').nth(1).waitFor();
      assert.equal(await app.page.getByRole('toolbar').count(), 0);
      await app.close();
    });
  });
}

test('on a phone every entry of a message’s menu is in sight, wherever the message stands', async () => {
  const { ada, group, app } = await stage(PHONE);
  await atEnd(app, ada, group);
  await app.bubble('between 59').waitFor();
  const { height } = PHONE.viewport;
  const places = await app.timeline.locator('[data-message]').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y));
  const offMiddle = places.map((y) => Math.abs(y - height / 2));
  const middle = offMiddle.indexOf(Math.min(...offMiddle));
  const { x, y } = await app.timeline.locator('[data-message]').nth(middle).boundingBox();
  await app.page.mouse.move(x + 20, y + 10);
  await app.page.mouse.down({ button: 'right' });
  const items = app.page.getByRole('menuitem');
  await items.filter({ hasText: /^Delete$/ }).waitFor();
  // The end of the press that opened it chooses nothing, wherever the menu lies.
  await app.page.mouse.up({ button: 'right' });
  for (const item of await items.all()) {
    const box = await item.boundingBox();
    assert.ok(box !== null && box.y >= 0 && box.y + box.height <= height, await item.textContent());
  }
  const menu = await app.page.getByRole('menu').evaluate((box) => box.scrollHeight - box.clientHeight);
  assert.equal(menu, 0);
  await app.close();
});

test('on a phone one presses a short message, and not the name above it', async () => {
  const { ada, bob, group, app } = await stage(PHONE);
  await bob.send(group.id, 'Hm');
  await atEnd(app, ada, group);
  await choose(app, 'Hm', 'Reply');
  await app.page.getByText('Reply to Bob').waitFor();
  await app.close();
});
