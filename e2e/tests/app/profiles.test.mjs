// A changed name reaches windows that are open, and those that were offline; a pane that was opened without the server
// fills when the server is back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

async function adaAndBob() {
  const server = await startServer();
  const [ada, bob] = await people(server, 'Ada', 'Bob');
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.group('Trip', bob);
  await bob.send(chat.id, `for @${ada.username}`, { mentions: [ada.id] });
  await ada.send(chat.id, `for @${bob.username}`, { mentions: [bob.id] });
  const direct = await ada.chatWith(bob);
  await bob.send(direct.id, 'hi');
  const app = await App.as(ada);
  return { server, ada, bob, chat, app };
}

test('a changed name shows at once in the list, the header, bubbles, mentions and the members of a group', async () => {
  const { bob, app } = await adaAndBob();
  await app.row('Bob').waitFor();
  await app.openChat('Trip');
  await app.header('Trip').click();
  const members = app.page.getByRole('region', { name: /info/i }).last();
  await app.bubble('for @Bob').waitFor();
  await bob.patch('me', { name: 'Robert' });
  await app.row('Robert').waitFor();
  await app.bubble('for @Robert').waitFor();
  await app.timeline.getByText('Robert', { exact: true }).first().waitFor();
  await members.getByText('Robert', { exact: true }).waitFor();
  assert.equal(await app.page.getByText('Bob', { exact: true }).count(), 0);
  await app.page.reload();
  await app.row('Robert').waitFor();
  await app.close();
});

test('a name that was changed while the server could not tell is there with the next connection', async () => {
  const { server, bob, app } = await adaAndBob();
  await app.openChat('Bob');
  await app.bubble('hi').waitFor();
  await app.kept();
  await app.page.context().setOffline(true);
  await server.kill();
  await server.again();
  await bob.patch('me', { name: 'Robert' });
  await app.page.context().setOffline(false);
  await app.row('Robert').waitFor();
  await app.header('Robert').waitFor();
  await app.close();
});

test('the people of the server are there when it is back, in the pane that was opened without it', async () => {
  const { server, app } = await adaAndBob();
  await app.openChat('Bob');
  await app.kept();
  await server.kill();
  await app.button('New chat').click();
  await app.page.getByText('The server cannot be reached.').first().waitFor();
  await server.again();
  const found = app.page.getByRole('region', { name: 'People on this server' });
  await found.getByRole('button', { name: 'Bob' }).waitFor();
  assert.equal(await app.page.getByText('The server cannot be reached.').count(), 0);
  await app.close();
});
