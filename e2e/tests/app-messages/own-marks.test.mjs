// What is for oneself alone: stars, messages deleted for oneself, cleared and deleted chats, and mentions of one.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const server = await startServer();

/** Ada's app, with the group in which Bob has said three things. */
async function stage(options) {
  const [ada, bob] = await people(server, 'ada', 'bob');
  await bob.patch('me', { name: 'Bob' });
  const group = await bob.group('Trip', ada);
  for (const words of ['the first', 'the second', 'the third']) await bob.send(group.id, words);
  await bob.send(group.id, `@${ada.username} look`, { mentions: [ada.id] });
  const app = await App.as(ada, options);
  await app.openChat('Trip');
  return { ada, bob, group, app };
}

async function choose(app, words, item) {
  await app.timeline.locator('[data-message]').filter({ hasText: words }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

const confirm = (app, name) => app.page.getByRole('dialog').getByRole('button', { name }).click();
const texts = async (person, group) => (await person.history(group.id)).filter(({ kind }) => kind === 'text').map(({ text }) => text);

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  describe(size, () => {
    test('a star is given, found in the list, and taken back there', async () => {
      const { ada, app } = await stage(options);
      await choose(app, 'the second', 'Star');
      await app.bubble('the second').getByRole('img', { name: 'With your star' }).waitFor();
      await app.visit('/?left=stars');
      const pane = app.page.getByRole('region', { name: 'Starred messages' });
      await pane.getByRole('button', { name: 'the second' }).waitFor();
      await app.checkAccessible();
      await pane.getByRole('button', { name: 'the second' }).click();
      await app.bubble('the second').locator('.outline-accent').first().waitFor();
      await app.visit('/?left=stars');
      await pane.getByRole('button', { name: 'Remove star' }).click();
      await pane.getByText('No starred messages').waitFor();
      await app.visit('/?left=mentions');
      await app.page.getByRole('region', { name: 'Mentions of you' }).getByRole('button', { name: 'look' }).waitFor();
      assert.deepEqual((await ada.get('me/stars')).stars, []);
      await app.close();
    });

    test('messages are deleted for oneself, one alone and several', async () => {
      const { ada, bob, group, app } = await stage(options);
      const device = await ada.connect();
      await choose(app, 'the third', 'Delete');
      const dialog = app.page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Delete for me' }).waitFor();
      assert.equal(await dialog.getByRole('button', { name: 'Delete for everyone' }).count(), 0, 'not one’s own');
      await confirm(app, 'Delete for me');
      await app.bubble('the third').waitFor({ state: 'detached' });
      await choose(app, 'the first', 'Select');
      await app.page.getByRole('checkbox', { name: 'Select message: the second' }).check();
      await app.button('Delete').click();
      await confirm(app, 'Delete for me');
      await app.bubble('the second').waitFor({ state: 'detached' });
      const told = () => device.got('me:updated').flatMap(({ hidden }) => hidden?.ids ?? []);
      await device.waitFor('me:updated', () => told().length === 3);
      await app.page.reload();
      await app.bubble('look').waitFor();
      for (const gone of ['the first', 'the second', 'the third']) await app.bubble(gone).waitFor({ state: 'detached' });
      assert.deepEqual(await texts(ada, group), [`@${ada.username} look`]);
      assert.equal((await texts(bob, group)).length, 4);
      await app.close();
    });

    test('a chat is cleared, and deleted until its next message', async () => {
      const { ada, bob, group, app } = await stage(options);
      await app.page.getByRole('region', { name: 'Trip' }).getByRole('button', { name: 'Chat actions' }).click();
      await app.page.getByRole('menuitem', { name: 'Clear chat' }).click();
      await confirm(app, 'Clear chat');
      await app.bubble('look').waitFor({ state: 'detached' });
      await app.page.getByRole('region', { name: 'Trip' }).getByRole('button', { name: 'Chat actions' }).click();
      await app.page.getByRole('menuitem', { name: 'Delete chat' }).click();
      await confirm(app, 'Delete chat');
      await app.row('Trip').waitFor({ state: 'detached' });
      await bob.send(group.id, 'and now?');
      await app.row('Trip').getByText('and now?').waitFor();
      await app.openChat('Trip');
      await app.bubble('and now?').waitFor();
      assert.deepEqual(await texts(ada, group), ['and now?']);
      await app.close();
    });
  });
}

test('without a network all of it is done at once, and told later', async () => {
  const { ada, group, app } = await stage(WIDE);
  await app.kept();
  await app.openChat('Trip');
  await app.bubble('look').waitFor();
  await app.page.context().setOffline(true);
  await choose(app, 'the first', 'Star');
  await choose(app, 'the third', 'Delete');
  await confirm(app, 'Delete for me');
  await app.bubble('the third').waitFor({ state: 'detached' });
  await app.bubble('the first').getByRole('img', { name: 'With your star' }).waitFor();
  const device = await ada.connect();
  await app.page.context().setOffline(false);
  await device.waitFor('me:updated', ({ star }) => star?.on === true);
  await device.waitFor('me:updated', ({ hidden }) => hidden !== undefined);
  assert.equal((await texts(ada, group)).length, 3);
  await app.close();
});
