// The web app in a real browser: people who register, chat, see ticks, typing and presence, make a group, lose the
// connection and find everything again, on a wide screen and on a phone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { PASSWORD, people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

/** People with their windows. Names are unique on a server, so that a search finds only that person. */
async function windows(options, ...names) {
  const server = await startServer();
  const persons = await people(server, ...names);
  for (const [at, person] of persons.entries()) await person.patch('me', { name: names[at] });
  const apps = [];
  for (const person of persons) apps.push(await App.as(person, options));
  return { server, persons, apps };
}

/** Ada and Bob, who have written to each other before. */
async function couple(options) {
  const { persons: [ada, bob], apps: [adas, bobs], server } = await windows(options, 'Ada', 'Bob');
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  return { server, ada, bob, chat, adas, bobs };
}

const closeAll = async (apps) => {
  for (const app of apps) await app.close();
};

test('two people register and chat both ways', async () => {
  const server = await startServer();
  const [ada, bob] = [await App.open(server), await App.open(server)];
  await ada.heading('Set up Kith').waitFor();
  await ada.register('Ada Lovelace', 'ada', PASSWORD);
  await ada.page.getByText('No chats yet').waitFor();
  await bob.page.reload();
  await bob.button('Create an account').click();
  await bob.register('Bob Builder', 'bob', PASSWORD);

  await ada.startChatWith('Bob Builder');
  await ada.say('Bob Builder', 'Hello Bob!');
  await bob.row('Ada Lovelace').getByText('Hello Bob!').waitFor();
  await bob.row('Ada Lovelace').getByLabel('1 unread message').waitFor();
  await bob.openChat('Ada Lovelace');
  await bob.bubble('Hello Bob!').waitFor();
  await bob.composer('Ada Lovelace').fill('Hello Ada!');
  await bob.composer('Ada Lovelace').press('Enter');
  await ada.bubble('Hello Ada!').waitFor();
  await bob.row('Ada Lovelace').getByLabel('1 unread message').waitFor({ state: 'detached' });
  await closeAll([ada, bob]);
});

for (const [size, options] of Object.entries({ 'a wide screen': WIDE, 'a phone': PHONE })) {
  describe(`on ${size}`, () => {
    const onPhone = options === PHONE;

    /** Leaves the chat for the list; on a wide screen both show. */
    const toList = (app) => (onPhone ? app.button('Back').click() : undefined);

    test('one tick when sent, two when delivered, blue when read', async () => {
      const { bob, adas, bobs } = await couple(options);
      await bobs.close();
      await adas.openChat('Bob');
      await adas.say('Bob', 'Are you there?');
      await adas.tick('Are you there?', 'Sent');
      const later = await App.as(await bob.again(), options);
      await adas.tick('Are you there?', 'Delivered');
      await later.openChat('Ada');
      await adas.tick('Are you there?', 'Read');
      await toList(adas);
      await adas.row('Bob').getByRole('img', { name: 'Read' }).waitFor();
      await closeAll([adas, later]);
    });

    test('typing and being online are shown', async () => {
      const { adas, bobs } = await couple(options);
      await adas.openChat('Bob');
      await adas.header('Bob', 'online').waitFor();
      await bobs.openChat('Ada');
      await bobs.composer('Ada').fill('I am wri');
      await adas.header('Bob', 'typing…').waitFor();
      await bobs.composer('Ada').fill('');
      await adas.header('Bob', 'online').waitFor();
      await bobs.composer('Ada').fill('again');
      await adas.header('Bob', 'typing…').waitFor();
      await bobs.button('Send').click();
      await adas.bubble('again').waitFor();
      await adas.header('Bob', 'online').waitFor();
      await bobs.close();
      await adas.header('Bob', 'last seen').waitFor();
      await adas.close();
    });

    test('three make a group, and all of it is there after a restart', async () => {
      const { server, apps } = await windows(options, 'Ada', 'Bob', 'Eve');
      const [ada, bob, eve] = apps;
      await ada.createGroup('Book club', 'Bob', 'Eve');
      await ada.say('Book club', 'What do we read?');
      await bob.openChat('Book club');
      await bob.bubble('What do we read?').waitFor();
      await bob.say('Book club', 'Middlemarch');
      await eve.openChat('Book club');
      await eve.bubble('Middlemarch').getByText('Bob', { exact: true }).waitFor();
      await eve.say('Book club', 'Gladly');
      for (const app of apps) await app.bubble('Gladly').waitFor();
      await ada.tick('What do we read?', 'Read');

      await server.stop();
      await server.again();
      await bob.say('Book club', 'Did you notice anything?');
      for (const app of apps) await app.bubble('Did you notice anything?').waitFor();
      await bob.tick('Did you notice anything?', 'Read');
      for (const app of apps) {
        await app.page.reload();
        for (const words of ['What do we read?', 'Middlemarch', 'Gladly', 'Did you notice anything?']) {
          await app.bubble(words).waitFor();
        }
        await app.timeline.getByText('created “Book club”').waitFor();
      }
      await closeAll(apps);
    });

    test('a group is renamed, somebody leaves, and the others see it', async () => {
      const { apps } = await windows(options, 'Ada', 'Bob', 'Eve');
      const [ada, bob, eve] = apps;
      await ada.createGroup('Trip', 'Bob', 'Eve');
      await eve.openChat('Trip');
      await ada.header('Trip').click();
      await ada.button('Edit name and description').click();
      await ada.page.getByRole('dialog').getByLabel('Group name').fill('Hike');
      await ada.button('Save').click();
      await bob.row('Hike').waitFor();
      await eve.timeline.getByText('Ada renamed the group to “Hike”').waitFor();
      await eve.header('Hike').click();
      await eve.button('Leave group').click();
      await eve.page.getByRole('dialog').getByRole('button', { name: 'Leave group' }).click();
      await eve.page.getByText('No chats yet').waitFor();
      await bob.openChat('Hike');
      await bob.timeline.getByText('Eve left').waitFor();
      await closeAll(apps);
    });

    test('without a connection a banner says so, and what was written goes out afterwards, once', async () => {
      const { server, ada, chat, adas, bobs } = await couple(options);
      await adas.openChat('Bob');
      await bobs.openChat('Ada');
      await server.kill();
      const banner = adas.page.getByText('No connection. Messages will go out when you are back.');
      await banner.waitFor();
      await adas.say('Bob', 'Into the dark');
      await adas.timeline.getByRole('img', { name: 'Sending' }).waitFor();
      await server.again();
      await adas.tick('Into the dark', 'Read');
      await bobs.bubble('Into the dark').waitFor();
      await banner.waitFor({ state: 'hidden' });
      assert.equal((await ada.history(chat.id)).length, 2);
      await closeAll([adas, bobs]);
    });

    test('a message that is refused says why, and can be tried again or thrown away', async () => {
      const { server, bob, chat, adas, bobs } = await couple(options);
      await adas.openChat('Bob');
      await adas.say('Bob', 'short');
      await adas.tick('short', 'Delivered');
      /** The operator changes the limit; the app has learnt the old one. */
      const withLimit = async (bytes) => {
        await server.stop();
        server.env.KITH_MESSAGE_BYTES = bytes;
        await server.again();
      };
      await withLimit('10');
      await adas.say('Bob', 'this is too long now');
      const failed = adas.timeline.getByRole('alert');
      await failed.getByText('Not sent.').waitFor();
      await adas.timeline.getByRole('img', { name: 'Not sent' }).waitFor();
      await withLimit('1000');
      await failed.getByRole('button', { name: 'Try again' }).click();
      await adas.tick('this is too long now', 'Delivered');
      await withLimit('10');
      await adas.say('Bob', 'another one that is too long');
      await failed.getByRole('button', { name: 'Delete' }).click();
      await failed.waitFor({ state: 'detached' });
      assert.deepEqual((await bob.history(chat.id)).map(({ text }) => text), ['hi', 'short', 'this is too long now']);
      await closeAll([adas, bobs]);
    });

    test('logging out leaves nothing behind, and logging in brings it back', async () => {
      const { ada, bob, chat, adas, bobs } = await couple(options);
      await bob.send(chat.id, 'for your eyes only');
      await adas.row('Bob').getByText('for your eyes only').waitFor();
      await adas.logOut();
      await adas.page.reload();
      await adas.field('User name or e-mail').waitFor();
      assert.equal(await adas.page.getByText('for your eyes only').count(), 0);
      await adas.logIn(ada.username, 'not the password');
      await adas.page.getByText('The name or the password is not right.').waitFor();
      await adas.logIn(ada.username, PASSWORD);
      await adas.openChat('Bob');
      await adas.bubble('for your eyes only').waitFor();
      await closeAll([adas, bobs]);
    });

    test('being logged out from afar is told', async () => {
      const { persons: [ada], apps: [adas] } = await windows(options, 'Ada');
      const other = await ada.again();
      await other.delete(`me/sessions/${ada.session.sessionId}`);
      await adas.page.getByText('You were logged out on this device.').waitFor();
      await adas.close();
    });
  });
}
