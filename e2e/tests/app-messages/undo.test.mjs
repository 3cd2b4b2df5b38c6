// Taking back in the app what one has just sent: by mouse, by finger, by keyboard, and while the server is away.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

// Slow machines need their time between sending and taking back.
const patient = { KITH_UNDO_SECONDS: '60' };
const server = await startServer(patient);

/** Ada's app with her chat with Bob, in which he has written. */
async function stage(options, on = server) {
  const [ada, bob] = await people(on, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'Shall we?');
  const app = await App.as(ada, options);
  await app.openChat('Bob');
  await app.bubble('Shall we?').waitFor();
  return { ada, bob, chat, app };
}

const texts = async (person, chat) => (await person.history(chat.id)).map(({ text }) => text);
const gone = (app, words) => app.bubble(words).waitFor({ state: 'detached' });

for (const [size, options] of [['on a wide screen', WIDE], ['on a phone', PHONE]]) {
  describe(size, () => {
    test('what was just sent is taken back without a trace, and its words are there again', async () => {
      const { bob, chat, app } = await stage(options);
      await app.say('Bob', 'We shal');
      await app.tick('We shal', 'Sent');
      const place = async (words) => {
        const { y, height } = await app.bubble(words).boundingBox();
        return { y, height };
      };
      const before = await place('Shall we?');
      await app.button('Undo sending').click();
      await gone(app, 'We shal');
      assert.equal(await app.composer('Bob').inputValue(), 'We shal');
      assert.equal(await app.button('Undo sending').count(), 0);
      await app.say('Bob', 'We shall');
      await app.tick('We shall', 'Sent');
      assert.deepEqual(await place('Shall we?'), before);
      assert.deepEqual(await texts(bob, chat), ['Shall we?', 'We shall']);
      await app.checkAccessible();
      await app.close();
    });
  });
}

test('the key takes back one message after the other, with what they answered', async () => {
  const { bob, chat, app } = await stage();
  await app.timeline.locator('[data-message]').filter({ hasText: 'Shall we?' }).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Reply', exact: true }).click();
  await app.say('Bob', 'Certainly');
  await app.tick('Certainly', 'Sent');
  await app.say('Bob', 'not');
  await app.tick('not', 'Sent');
  await app.page.getByRole('status').filter({ hasText: 'Ctrl Z takes it back' }).waitFor({ state: 'attached' });
  const field = app.composer('Bob');
  await field.press('Control+z');
  await gone(app, 'not');
  assert.equal(await field.inputValue(), 'not');
  await field.fill('');
  await field.press('Control+z');
  await gone(app, 'Certainly');
  assert.equal(await field.inputValue(), 'Certainly');
  await app.page.getByText('Reply to Bob').waitFor();
  assert.deepEqual(await texts(bob, chat), ['Shall we?']);
  await app.close();
});

test('what somebody has read leaves a trace, and the app says so', async () => {
  const { bob, chat, app } = await stage();
  await app.say('Bob', 'Never mind');
  await app.tick('Never mind', 'Sent');
  const { seq } = (await bob.history(chat.id)).at(-1);
  await bob.put(`chats/${chat.id}/read`, { seq });
  await app.tick('Never mind', 'Read');
  await app.button('Undo sending').click();
  await app.timeline.getByText('You deleted this message').waitFor();
  await app.page.getByText('Somebody had read it').waitFor();
  await app.close();
});

test('what waits for the server is withdrawn, and never sent', async () => {
  const own = await startServer(patient);
  const { ada, bob, chat, app } = await stage(WIDE, own);
  await own.kill();
  await app.say('Bob', 'Too late');
  await app.timeline.getByRole('img', { name: 'Sending' }).waitFor();
  await app.composer('Bob').press('Control+z');
  await app.timeline.getByText('Too late').waitFor({ state: 'detached' });
  await own.again();
  await app.say('Bob', 'In time');
  await app.tick('In time', 'Sent');
  assert.deepEqual(await texts(bob, chat), ['Shall we?', 'In time']);
  assert.equal((await ada.history(chat.id)).length, 2);
  await app.close();
});

test('nothing is offered where the server takes nothing back', async () => {
  const { app } = await stage(WIDE, await startServer({ KITH_UNDO_SECONDS: '0' }));
  await app.say('Bob', 'For ever');
  await app.tick('For ever', 'Sent');
  assert.equal(await app.button('Undo sending').count(), 0);
  await app.close();
});
