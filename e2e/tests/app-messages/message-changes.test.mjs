// Changes of messages in the app: answers, edits, deletions and reactions, by mouse, keyboard and finger.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

// What is deleted leaves its place.
const server = await startServer({ KITH_UNDO_SECONDS: '0' });

/** The apps of Ada and Bob in their chat, in which Bob has written. */
async function stage(options) {
  const [ada, bob] = await people(server, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'Shall we meet at eigth?');
  const apps = [await App.as(ada, options), await App.as(bob, options)];
  await apps[0].openChat('Bob');
  await apps[1].openChat('Ada');
  const [adas, bobs] = apps;
  for (const app of apps) await app.bubble('Shall we meet').waitFor();
  return { ada, bob, chat, adas, bobs };
}

const menu = (app, words) =>
  app.timeline.locator('[data-message]').filter({ hasText: words }).click({ button: 'right' });

async function choose(app, words, item) {
  await menu(app, words);
  await app.page.getByRole('menuitem', { name: item, exact: true }).click();
}

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  describe(size, () => {
    test('a message is answered, and its quote follows it', async () => {
      const { bob, chat, adas, bobs } = await stage(options);
      await choose(adas, 'Shall we meet', 'Reply');
      await adas.page.getByText('Reply to Bob').waitFor();
      await adas.say('Bob', 'With pleasure');
      const quote = (app) => app.bubble('With pleasure').getByRole('button', { name: /^(Bob|You)/ });
      await quote(bobs).getByText('Shall we meet at eigth?').waitFor();
      assert.equal(await adas.page.getByText('Reply to Bob').count(), 0);
      const [message] = await bob.history(chat.id);
      await bob.patch(`chats/${chat.id}/messages/${message.id}`, { text: 'Shall we meet at eight?' });
      await quote(adas).getByText('Shall we meet at eight?').waitFor();
      await quote(adas).click();
      await adas.page.locator('[data-seq]').filter({ hasText: 'Edited' }).locator('.outline-accent').waitFor();
      await adas.close();
      await bobs.close();
    });

    test('one edits what one said, and everybody sees that', async () => {
      const { adas, bobs } = await stage(options);
      await choose(bobs, 'Shall we meet', 'Edit');
      const field = bobs.composer('Ada');
      assert.equal(await field.inputValue(), 'Shall we meet at eigth?');
      await field.fill('Shall we meet at eight?');
      await bobs.button('Save').click();
      await adas.bubble('Shall we meet at eight?').getByText('Edited').waitFor();
      assert.equal(await field.inputValue(), '');
      await adas.bubble('Shall we meet at eight?').getByRole('button', { name: 'Edited' }).click();
      await adas.page.getByRole('dialog').getByText('Shall we meet at eigth?').waitFor();
      await adas.page.keyboard.press('Escape');
      await choose(bobs, 'Shall we meet', 'Edit');
      await field.press('Escape');
      assert.equal(await field.inputValue(), '');
      await adas.close();
      await bobs.close();
    });

    test('a deleted message leaves its place, also in quotes and in the list of chats', async () => {
      const { adas, bobs } = await stage(options);
      await choose(adas, 'Shall we meet', 'Reply');
      await adas.say('Bob', 'With pleasure');
      await choose(bobs, 'Shall we meet', 'Delete');
      await bobs.page.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click();
      await bobs.timeline.getByText('You deleted this message').waitFor();
      await adas.bubble('With pleasure').getByText('This message was deleted').waitFor();
      await choose(adas, 'With pleasure', 'Delete');
      await adas.page.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click();
      await bobs.visit('/');
      await bobs.row('Ada').getByText('This message was deleted').waitFor();
      await adas.close();
      await bobs.close();
    });

    test('reactions are given, counted and taken back', async () => {
      const { adas, bobs } = await stage(options);
      await choose(adas, 'Shall we meet', 'React with 👍');
      await bobs.bubble('Shall we meet').getByRole('button', { name: '👍 Ada', exact: true }).click();
      const chip = adas.bubble('Shall we meet').getByRole('button', { name: '👍 2: You, Bob', exact: true });
      await chip.waitFor();
      assert.equal(await chip.getAttribute('aria-pressed'), 'true');
      await chip.click();
      await bobs.bubble('Shall we meet').getByRole('button', { name: '👍 You', exact: true }).waitFor();
      await choose(bobs, 'Shall we meet', 'React with another emoji');
      await bobs.page.getByLabel('Search emoji').fill('snail');
      await bobs.page.locator('[data-emoji="🐌"]').click();
      await adas.bubble('Shall we meet').getByRole('button', { name: '🐌 Bob', exact: true }).waitFor();
      await adas.close();
      await bobs.close();
    });
  });
}

test('a finger that swipes a message aside answers it', async () => {
  const { adas, bobs } = await stage(PHONE);
  const message = adas.timeline.locator('[data-message]').filter({ hasText: 'Shall we meet' });
  await adas.swipe(message, 40);
  await adas.swipe(message, 140);
  await adas.page.getByText('Reply to Bob').waitFor();
  await adas.say('Bob', 'With pleasure');
  await bobs.bubble('With pleasure').getByRole('button', { name: /^You/ }).waitFor();
  await adas.close();
  await bobs.close();
});

test('the arrow up edits what one said last, and Enter saves it', async () => {
  const { adas, bobs } = await stage();
  await bobs.composer('Ada').press('ArrowUp');
  await bobs.page.getByText('Edit message').waitFor();
  await bobs.page.keyboard.press('End');
  await bobs.page.keyboard.type(' Or nine?');
  await bobs.page.keyboard.press('Enter');
  await adas.bubble('Shall we meet at eigth? Or nine?').waitFor();
  await adas.close();
  await bobs.close();
});

test('an answer that is written without a network shows its quote, and goes out later', async () => {
  const own = await startServer();
  const [ada, bob] = await people(own, 'ada', 'bob');
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  const { id } = await bob.send(chat.id, 'Shall we?');
  const app = await App.as(ada);
  await app.openChat('Bob');
  await app.bubble('Shall we?').waitFor();
  await choose(app, 'Shall we?', 'Reply');
  await own.kill();
  await app.say('Bob', 'We shall');
  await app.timeline.getByRole('img', { name: 'Sending' }).waitFor();
  assert.equal(await app.timeline.getByText('Shall we?').count(), 2);
  await own.again();
  await app.tick('We shall', 'Sent');
  assert.equal((await ada.history(chat.id)).at(-1).replyTo.id, id);
  await app.close();
});
