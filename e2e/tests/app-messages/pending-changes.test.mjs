// What one does with messages while the server is away: shown at once, sent when it is back, taken back when it is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { messageId, people } from '../../lib/client.mjs';
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
    await choose(app, 'Never mind', 'Delete');
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

for (const [size, options] of [['wide', WIDE], ['phone', PHONE]]) {
  test(`on a ${size} screen, votes and the end of a poll wait for the server, also over a reload`, async () => {
    const { server, ada, bob, chat, app } = await stage(options);
    const poll = { question: 'Where to?', options: ['Sea', 'Hills'], anonymous: true };
    const { id } = await ada.post(`chats/${chat.id}/messages`, { id: messageId(), kind: 'poll', poll });
    await bob.put(`chats/${chat.id}/messages/${id}/vote`, { options: ['1'] });
    const answer = (name, checked) => app.bubble('Where to?').getByRole('radio', { name, exact: true, checked });
    await answer('Sea: 1 vote').waitFor();
    // The menu is fetched before the network goes.
    await choose(app, 'Where to?', 'Copy text');
    await server.kill();
    await answer('Sea: 1 vote').click();
    await answer('Sea: 2 votes', true).waitFor();
    await answer('Hills: 0 votes').click();
    await answer('Hills: 1 vote', true).waitFor();
    await answer('Sea: 1 vote', false).waitFor();
    await choose(app, 'Where to?', 'Close poll');
    await app.bubble('Where to?').getByText('Final results').waitFor();
    await app.page.reload();
    await answer('Hills: 1 vote', true).waitFor();
    await app.bubble('Where to?').getByText('Final results').waitFor();
    await server.again();
    const bobs = await App.as(bob, options);
    await bobs.openChat('Ada');
    await bobs.bubble('Where to?').getByText('Final results').waitFor();
    await bobs.bubble('Where to?').getByRole('radio', { name: 'Hills: 1 vote', exact: true }).waitFor();
    const stored = (await bob.history(chat.id)).find((one) => one.id === id);
    assert.deepEqual(stored.poll.options.map(({ count }) => count), [1, 1]);
    await bobs.close();
    await answer('Hills: 1 vote', true).waitFor();
    await app.close();
  });
}

test('a vote that comes too late is taken back, and the reason is said', async () => {
  const { bob, chat, app } = await stage(WIDE);
  const poll = { question: 'Where to?', options: ['Sea', 'Hills'] };
  const { id } = await bob.post(`chats/${chat.id}/messages`, { id: messageId(), kind: 'poll', poll });
  const answer = (name, checked) => app.bubble('Where to?').getByRole('radio', { name, exact: true, checked });
  await answer('Sea: 0 votes').waitFor();
  await app.page.route('**/vote', (route) => route.abort());
  await answer('Sea: 0 votes').click();
  await answer('Sea: 1 vote', true).waitFor();
  await bob.post(`chats/${chat.id}/messages/${id}/close`);
  await app.bubble('Where to?').getByText('Final results').waitFor();
  await app.page.unroute('**/vote');
  await app.page.getByText('This poll is closed.').waitFor();
  await answer('Sea: 0 votes', false).waitFor();
  await app.close();
});

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

for (const [size, options] of [['wide', WIDE], ['phone', PHONE]]) {
  test(`on a ${size} screen, an edit that is refused gives the words back`, async () => {
    const { ada, chat, app } = await stage(options);
    const [, first, second] = await ada.history(chat.id);
    await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const aborted = (route) => (route.request().method() === 'PATCH' ? route.abort() : route.fallback());
    await app.page.route('**/messages/*', aborted);
    await choose(app, 'At eigth', 'Edit');
    await app.composer('Bob').fill('At eight');
    await app.button('Save').click();
    await app.bubble('At eight').waitFor();
    await choose(app, 'Never mind', 'Edit');
    await app.composer('Bob').fill('Never mind that');
    await app.button('Save').click();
    await app.bubble('Never mind that').waitFor();
    for (const { id } of [first, second]) await ada.delete(`chats/${chat.id}/messages/${id}?for=everyone`);
    await app.bubble('You deleted this message').nth(1).waitFor();
    await app.page.unroute('**/messages/*', aborted);
    await app.page.getByText('What you wrote is in the field again.').waitFor();
    assert.equal(await app.composer('Bob').inputValue(), 'At eight');
    await app.button('Copy').click();
    await app.button('Copy').waitFor({ state: 'detached' });
    assert.equal(await app.page.evaluate(() => navigator.clipboard.readText()), 'Never mind that');
    assert.equal(await app.composer('Bob').inputValue(), 'At eight');
    await app.close();
  });
}
