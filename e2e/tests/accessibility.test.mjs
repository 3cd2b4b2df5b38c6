// Every screen of the web app, wide and on a phone, in light and in dark, looked at by axe-core: it finds nothing.

import { test } from 'node:test';
import { App, PHONE, WIDE } from '../lib/app.mjs';
import { messageId, people } from '../lib/client.mjs';
import { startServer } from '../lib/server.mjs';

/** A server with people who have been chatting, seen by the first of them. */
async function stage() {
  const server = await startServer();
  const [ada, bob, eve, dan] = await people(server, 'ada', 'bob', 'eve', 'dan');
  await ada.patch('me', { name: 'Ada Lovelace', about: 'Analytical engines' });
  await bob.patch('me', { name: 'Bob Builder' });
  await eve.patch('me', { name: 'Eve Ēvansdóttir' });
  const direct = await ada.chatWith(bob);
  await bob.send(direct.id, 'Have a look at https://example.org');
  await bob.send(direct.id, 'It is *bold*, _slanted_, ~gone~ and `code`\n> quoted\n\n- one\n- two\n\n```\nblock\n```');
  await bob.send(direct.id, '🎉');
  const read = await ada.send(direct.id, 'Read by Bob');
  await bob.put(`chats/${direct.id}/read`, { seq: read.seq });
  const delivered = await ada.send(direct.id, 'Delivered to Bob');
  await bob.put(`chats/${direct.id}/delivered`, { seq: delivered.seq });
  await ada.send(direct.id, 'Only sent');
  const group = await ada.group('Sunday hike', bob, eve);
  await ada.patch(`chats/${group.id}`, { description: 'Up the ridge, back by tea.' });
  await ada.patch(`chats/${group.id}/members/${bob.id}`, { role: 'admin' });
  const asked = await ada.send(group.id, 'Train at 8:12?');
  await bob.put(`chats/${group.id}/read`, { seq: asked.seq });
  await eve.put(`chats/${group.id}/delivered`, { seq: asked.seq });
  await eve.send(group.id, `@${ada.username} yes`, { mentions: [ada.id] });
  const unread = await eve.group('Unread and mentioned', ada);
  await eve.send(unread.id, '@all hello', { mentions: ['all'] });
  await ada.again({ name: 'Safari on iPhone' });
  const bobs = await bob.connect();
  return { server, ada, bob, dan, bobs, direct, group, asked };
}

for (const [size, options] of Object.entries({ 'a wide screen': WIDE, 'a phone': PHONE })) {
  test(`axe finds nothing before logging in, on ${size}`, async (t) => {
    const server = await startServer();
    const app = await App.open(server, options);
    const check = (screen, show) =>
      t.test(screen, async () => {
        await show();
        await app.checkAccessible();
      });
    await check('setting up', () => app.heading('Set up Kith').waitFor());
    await people(server, 'ada');
    await check('log in', async () => {
      await app.visit('/');
      await app.heading('Welcome back').waitFor();
    });
    await check('log in, refused', async () => {
      await app.logIn('nobody', 'wrong password');
      await app.page.getByText('The name or the password is not right.').waitFor();
    });
    await check('log in, incomplete', async () => {
      await app.visit('/');
      await app.button('Log in').click();
      await app.page.getByText('Enter your password.').waitFor();
    });
    await check('register', () => app.button('Create an account').click());
    await check('register, incomplete', async () => {
      await app.button('Create account').click();
      await app.page.getByText('Tell people what to call you.').waitFor();
    });
    await app.close();
  });

  test(`axe finds nothing in the app, on ${size}`, async (t) => {
    const { server, ada, dan, bobs, direct, group, asked } = await stage();
    const newcomer = await App.as(dan, options);
    const app = await App.as(ada, options);
    const { page } = app;
    const check = (screen, show, on = app) =>
      t.test(screen, async () => {
        await show();
        await on.checkAccessible();
      });
    const text = (words) => page.getByText(words).first().waitFor();
    const dialog = page.getByRole('dialog');
    /** Opens an address and waits for the pane it shows. */
    const pane = (path, heading) => async () => {
      await app.visit(path);
      await app.heading(heading).waitFor();
    };

    await check('no chats yet', () => newcomer.page.getByText('No chats yet').waitFor(), newcomer);
    await newcomer.close();
    await check('the list of chats', () => app.row('Unread and mentioned').waitFor());
    await check('somebody typing in the list', async () => {
      await bobs.does('typing:start', { chatId: direct.id });
      await app.row('Bob Builder').getByText('typing…').waitFor();
      await bobs.does('typing:stop', { chatId: direct.id });
    });
    await check('found by searching', async () => {
      await app.field('Search chats and people').fill('da');
      await page.getByRole('heading', { name: 'People' }).waitFor();
    });
    await check('nothing found', async () => {
      await app.field('Search chats and people').fill('zzzzzz');
      await text('Nothing found');
    });
    await check('new chat', pane('/?left=new', 'New chat'));
    await check('new chat, nobody found', async () => {
      await app.field('Name or user name').fill('zzzzzz');
      await text('Nobody is called');
    });
    await check('new group', async () => {
      await pane('/?left=new-group', 'New group')();
      await page.getByRole('button', { name: 'Bob Builder' }).click();
      await text('1 person added');
    });
    await check('new group, its name', async () => {
      await app.button('Next').click();
      await app.button('Create group').click();
      await text('Give the group a name.');
    });

    await check('a direct chat', async () => {
      await app.visit(`/c/${direct.id}`);
      await app.tick('Only sent', 'Sent');
      await app.header('Bob Builder', 'online').waitFor();
    });
    await check('the calendar of a chat', async () => {
      await app.button('Today. Jump to a date').click();
      await page.getByRole('dialog', { name: 'Jump to a date' }).waitFor();
    });
    await check('a message’s menu', async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await app.bubble('Only sent').getByText('Only sent').click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    });
    await check('a chat with a draft and somebody typing', async () => {
      await page.keyboard.press('Escape');
      await app.composer('Bob Builder').fill('Half a thou');
      await bobs.does('typing:start', { chatId: direct.id });
      await app.header('Bob Builder', 'typing…').waitFor();
    });
    await check('contact info', pane(`/c/${direct.id}?right=info`, 'Contact info'));
    await check('searching in a chat', async () => {
      await pane(`/c/${direct.id}?right=search`, 'Search in this chat')();
      await app.field('Words to look for').fill('bob');
      await page.getByRole('button', { name: 'Read by Bob' }).waitFor();
    });
    await check('a group', async () => {
      await app.visit(`/c/${group.id}`);
      await app.bubble('Train at 8:12?').waitFor();
    });
    await check('mentioning somebody', async () => {
      await app.composer('Sunday hike').pressSequentially('@');
      await page.getByRole('option', { name: 'Bob Builder' }).waitFor();
    });
    await check('message info', async () => {
      await pane(`/c/${group.id}?right=message.${asked.id}`, 'Message info')();
      await text('Read by');
    });
    await check('group info', pane(`/c/${group.id}?right=info`, 'Group info'));
    await check('what an owner may do with a member', async () => {
      await page.getByRole('button', { name: 'Actions for Eve Ēvansdóttir' }).click();
      await page.getByRole('menu').waitFor();
    });
    await check('changing a group', async () => {
      await page.keyboard.press('Escape');
      await app.button('Edit name and description').click();
      await dialog.waitFor();
    });
    await check('adding people', async () => {
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await app.button('Add people').click();
      await dialog.getByText('Already in the group').first().waitFor();
    });
    await check('leaving a group', async () => {
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await app.button('Leave group').click();
      await dialog.waitFor();
    });
    await check('a chat that is not there', async () => {
      await app.visit(`/c/${messageId()}`);
      await text('This chat is not here');
    });

    await check('settings', pane('/?left=settings', 'Settings'));
    await check('logging out', async () => {
      await app.button('Log out').click();
      await dialog.waitFor();
    });
    for (const name of ['Profile', 'Privacy', 'Password']) {
      await check(name, pane(`/?left=settings.${name.toLowerCase()}`, name));
    }
    await check('keyboard shortcuts', pane('/?left=settings.shortcuts', 'Keyboard shortcuts'));
    await check('devices', async () => {
      await pane('/?left=settings.devices', 'Devices')();
      await text('Safari on iPhone');
    });
    for (const accent of ['Moss', 'Tide', 'Plum', 'Ember']) {
      await check(`the colour ${accent}`, async () => {
        await pane(`/c/${direct.id}?left=settings.appearance`, 'Appearance')();
        await page.getByText(accent, { exact: true }).click();
      });
      await check(`a chat in ${accent}`, async () => {
        await app.visit(`/c/${direct.id}`);
        await app.tick('Only sent', 'Sent');
      });
    }

    await check('a message that failed', async () => {
      await server.stop();
      server.env.KITH_MESSAGE_BYTES = '10';
      await server.again();
      await app.composer('Bob Builder').fill('this is too long now');
      await app.button('Send').click();
      await app.timeline.getByRole('alert').waitFor();
    });
    await check('no connection', async () => {
      await server.kill();
      await text('No connection.');
    });
    await app.close();
  });
}
