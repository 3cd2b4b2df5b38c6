// What one does with messages while the server is away: shown at once, sent when it is back, taken back when it is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

async function stage(options) {
  // What is deleted leaves its place.
  const server = await startServer({ KITH_UNDO_SECONDS: '0' });
  const [ada, bob] = await people(server, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  const theirs = await bob.send(chat.id, 'Shall we meet?');
  await ada.send(chat.id, 'At eigth');
  await ada.send(chat.id, 'Never mind');
  const app = await App.as(ada, options);
  await app.kept();
  await app.openChat('Bob');
  await app.bubble('Never mind').waitFor();
  return { server, ada, bob, chat, theirs, app };
}

async function choose(app, words, item) {
  await app.timeline.locator('[data-message]').filter({ hasText: words }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

const chip = (app, name) => app.bubble('Shall we meet?').getByRole('button', { name, exact: true });

for (const [size, options] of [['wide', WIDE], ['phone', PHONE]]) {
  test(`on a ${size} screen, edits, deletions and reactions wait for the server, also over a reload`, async () => {
    const { server, bob, app } = await stage(options);
    // The menu is fetched before the network goes.
    await choose(app, 'Never mind', 'Copy text');
    await server.kill();
    await choose(app, 'Shall we meet?', 'React with 👍');
    await chip(app, '👍 You').click();
    await chip(app, '👍 You').waitFor({ state: 'detached' });
    await choose(app, 'Shall we meet?', 'React with ❤️');
    await choose(app, 'At eigth', 'Edit');
    await app.composer('Bob').fill('At eight');
    await app.button('Save').click();
    await app.bubble('At eight').getByText('Edited').waitFor();
    await choose(app, 'Never mind', 'Delete for everyone');
    await app.page.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click();
    await app.timeline.getByText('You deleted this message').waitFor();
    await app.page.reload();
    await app.timeline.getByText('You deleted this message').waitFor();
    await chip(app, '❤️ You').waitFor();
    await app.bubble('At eight').waitFor();
    await server.again();
    const bobs = await App.as(bob, options);
    await bobs.openChat('Ada');
    await bobs.timeline.getByText('This message was deleted').waitFor();
    await bobs.bubble('At eight').getByText('Edited').waitFor();
    await chip(bobs, '❤️ Ada').waitFor();
    assert.equal(await bobs.bubble('Shall we meet?').getByText('👍').count(), 0);
    await bobs.close();
    await chip(app, '❤️ You').waitFor();
    await app.close();
  });
}

test('what the server refuses is taken back, and the reason is said', async () => {
  const { bob, chat, theirs, app } = await stage(WIDE);
  let letGo = () => {};
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  await app.page.route('**/reactions/**', async (route) => {
    await held;
    await route.continue();
  });
  await choose(app, 'Shall we meet?', 'React with 👍');
  await chip(app, '👍 You').waitFor();
  for (let i = 0; i < 20; i++)
    await bob.put(`chats/${chat.id}/messages/${theirs.id}/reactions/${encodeURIComponent(String.fromCodePoint(0x1f40c + i))}`);
  letGo();
  await app.page.getByText('as many different reactions as it can hold').waitFor();
  await chip(app, '👍 You').waitFor({ state: 'detached' });
  await app.close();
});
