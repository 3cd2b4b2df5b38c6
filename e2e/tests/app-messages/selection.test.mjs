// Several messages at once: selected, forwarded, copied.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

// What is deleted leaves its place.
const server = await startServer({ KITH_UNDO_SECONDS: '0' });

async function stage(options) {
  const [ada, bob] = await people(server, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const group = await ada.group('Trip', bob);
  const direct = await ada.chatWith(bob);
  await bob.send(direct.id, 'Hi');
  await bob.send(group.id, 'By train');
  await bob.send(group.id, 'At eight');
  const last = await bob.send(group.id, 'From the bridge');
  const app = await App.as(ada, options);
  await app.openChat('Trip');
  return { bob, group, direct, last, app };
}

const choice = (app, words) => app.bubble(words).getByRole('checkbox');

async function select(app, first, ...others) {
  await app.timeline.locator('[data-message]').filter({ hasText: first }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Select', exact: true }).click();
  for (const words of others) await choice(app, words).check();
}

for (const [size, options] of [['wide', WIDE], ['phone', PHONE]]) {
  test(`on a ${size} screen, selected messages are forwarded together, in the order of their chat`, async () => {
    const { bob, direct, app } = await stage(options);
    await select(app, 'From the bridge', 'By train', 'At eight');
    await app.checkAccessible();
    await app.button('Forward').click();
    const dialog = app.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Bob', exact: true }).click();
    await dialog.getByLabel('Comment').fill('The plan');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await app.bubble('From the bridge').filter({ hasText: 'Forwarded' }).waitFor();
    await app.composer('Bob').waitFor();
    await app.tick('From the bridge', 'Sent');
    const said = (await bob.history(direct.id)).map(({ text }) => text);
    assert.deepEqual(said, ['Hi', 'The plan', 'By train', 'At eight', 'From the bridge']);
    await app.close();
  });
}

test('a deleted message keeps the selection from being forwarded, and the reason is told by keyboard, too', async () => {
  const { bob, group, last, app } = await stage(WIDE);
  await select(app, 'By train', 'From the bridge');
  await bob.delete(`chats/${group.id}/messages/${last.id}?for=everyone`);
  const forward = app.button('Forward');
  await app.page.locator('button[aria-label=Forward][aria-disabled=true]').waitFor();
  await forward.press('Enter');
  await app.page.getByText('A deleted message cannot be forwarded.').first().waitFor();
  assert.equal(await app.page.getByRole('dialog').count(), 0);
  await app.checkAccessible();
  await app.bubble('This message was deleted').getByRole('checkbox').uncheck();
  await forward.press('Enter');
  await app.page.getByRole('dialog').getByLabel('Search chats').waitFor();
  await app.close();
});

test('an answer that was begun is still there after messages were selected', async () => {
  const { app } = await stage(WIDE);
  await app.timeline.locator('[data-message]').filter({ hasText: 'At eight' }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Reply', exact: true }).click();
  await app.composer('Trip').fill('Rather at nine');
  await select(app, 'By train');
  await app.page.keyboard.press('Escape');
  await app.page.getByText('Reply to Bob').waitFor();
  assert.equal(await app.composer('Trip').inputValue(), 'Rather at nine');
  await app.composer('Trip').press('Enter');
  await app.bubble('Rather at nine').filter({ hasText: 'At eight' }).waitFor();
  await app.close();
});
