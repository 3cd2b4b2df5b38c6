// How long messages stay: those that disappear, and those that are pinned above the others.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** Ada and Bob in their chat, and Ada's app. */
async function stage(options, on = server) {
  const [ada, bob] = await people(on, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'Here to stay');
  const app = await App.as(ada, options);
  await app.openChat('Bob');
  await app.bubble('Here to stay').waitFor();
  return { ada, bob, chat, app };
}

async function choose(app, words, ...items) {
  await app.timeline.locator('[data-message]').filter({ hasText: words }).click({ button: 'right' });
  for (const item of items) await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

const gone = (app, words) => app.bubble(words).waitFor({ state: 'detached' });

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  describe(size, () => {
    test('one sets how long messages stay, for a chat and for those that one begins', async () => {
      const { ada, chat, app } = await stage(options);
      await app.page.getByRole('button', { name: /Chat info/ }).click();
      await app.page.getByRole('radio', { name: '7 days' }).check();
      await app.page.goBack();
      await app.timeline.getByText('let new messages disappear after 7 days').waitFor();
      assert.equal((await ada.get(`chats/${chat.id}`)).disappearAfter, 7 * 86_400);
      await app.visit('/?left=settings.privacy');
      const answered = app.page.waitForResponse((response) => response.url().endsWith('/me/settings'));
      await app.page.getByRole('radio', { name: '1 day' }).check();
      await answered;
      assert.equal((await ada.get('me')).settings.disappearAfter, 86_400);
      await app.close();
    });

    test('pinned messages stand above the others, and a press goes to each in turn', async () => {
      const { bob, chat, app } = await stage(options);
      await bob.send(chat.id, 'And this, too');
      await choose(app, 'Here to stay', 'Pin', 'For good');
      const bar = app.page.getByRole('region', { name: 'Pinned messages' });
      await bar.getByText('Here to stay').waitFor();
      await choose(app, 'And this, too', 'Pin', 'For 7 days');
      await bar.getByText('1 of 2').waitFor();
      await bar.getByText('And this, too').waitFor();
      await bar.getByRole('button').click();
      await bar.getByText('2 of 2').waitFor();
      await bar.getByText('Here to stay').waitFor();
      await bar.getByRole('button').press('Enter');
      await bar.getByText('1 of 2').waitFor();
      await choose(app, 'And this, too', 'Unpin');
      await bar.getByText('Here to stay').waitFor();
      await choose(app, 'Here to stay', 'Unpin');
      await bar.waitFor({ state: 'detached' });
      await app.close();
    });
  });
}

test('a message disappears at its time, also without a network, and from what the list shows', async () => {
  const own = await startServer();
  const { bob, chat, app } = await stage(WIDE, own);
  await bob.patch(`chats/${chat.id}`, { disappearAfter: 4 });
  await bob.send(chat.id, 'Gone in a moment');
  await app.bubble('Gone in a moment').getByRole('img', { name: /^Disappears/ }).waitFor();
  await own.kill();
  await gone(app, 'Gone in a moment');
  assert.equal(await app.row('Bob').getByText('Gone in a moment').count(), 0);
  assert.equal(await app.bubble('Here to stay').count(), 1);
  await own.again();
  await app.close();
});
