// Every screen of the web app, wide and on a phone, in light and in dark, checked by axe-core: it finds nothing.

import { test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { messageId, people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

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
  await bob.send(direct.id, 'A long story.\n'.repeat(40));
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
  const changed = `chats/${group.id}/messages`;
  const question = await bob.send(group.id, 'Boots or trainers?');
  const answer = await eve.send(group.id, 'I will be there', { replyTo: question.id });
  await eve.patch(`${changed}/${answer.id}`, { text: 'I shall be there' });
  for (const [who, emoji] of [[ada, '👍'], [bob, '👍'], [bob, '🎉']]) await who.put(`${changed}/${answer.id}/reactions/${emoji}`);
  const own = await ada.send(group.id, 'Fine', { replyTo: answer.id });
  await bob.put(`${changed}/${own.id}/reactions/🎉`);
  for (const who of [ada, bob]) {
    const gone = await who.send(group.id, 'oops');
    await who.delete(`${changed}/${gone.id}?for=everyone`);
  }
  await ada.put(`chats/${group.id}/read`, { seq: own.seq - 1 });
  const unread = await eve.group('Unread and mentioned', ada);
  await eve.send(unread.id, '@all hello', { mentions: ['all'] });
  const notes = await ada.chatWith(ada);
  await ada.send(notes.id, 'Passport expires in March');
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
    const { server, ada, bob, dan, bobs, direct, group, asked } = await stage();
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
    /** Opens an address and waits for the pane that belongs to it. */
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
    await check('the menu of a chat in the list', async () => {
      await app.row('Sunday hike').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Mute' }).click();
      await page.getByRole('menuitem', { name: 'Always' }).waitFor();
    });
    await check('pinned, muted, marked as unread, and what was done', async () => {
      await page.getByRole('menuitem', { name: 'Always' }).click();
      await page.getByText('“Sunday hike” is muted').waitFor();
      for (const entry of ['Mark as unread', 'Pin to the top']) {
        await app.row('Note to self').click({ button: 'right' });
        await page.getByRole('menuitem', { name: entry }).click();
        await page.getByRole('menu').waitFor({ state: 'detached' });
      }
      await app.row('Note to self').getByLabel('Marked as unread').waitFor();
    });
    await check('nothing archived', async () => {
      await app.chats.getByRole('radio', { name: 'Archived' }).check();
      await text('Nothing archived');
    });
    await check('an archived chat', async () => {
      await app.chats.getByRole('radio', { name: 'All' }).check();
      await app.row('Unread and mentioned').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Archive' }).click();
      await app.button('1 archived chat').or(app.chats.getByText('1 archived chat')).first().click();
      await app.row('Unread and mentioned').waitFor();
    });
    await check('the list of chats again', async () => {
      await app.row('Unread and mentioned').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Take out of the archive' }).click();
      await app.chats.getByRole('radio', { name: 'All' }).check();
      await app.row('Unread and mentioned').waitFor();
    });
    await check('the palette', async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').fill('e');
      await page.getByRole('option').first().waitFor();
    });
    await check('the palette, nothing found', async () => {
      await page.getByRole('combobox').fill('zzzzzz');
      await text('Nothing fits');
      await page.getByRole('combobox').waitFor();
    });
    await check('found by searching', async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('combobox').waitFor({ state: 'detached' });
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
    await check('messages selected', async () => {
      await page.getByRole('menuitem', { name: 'Select' }).click();
      await text('1 message selected');
    });
    await check('emoji', async () => {
      await app.button('End selecting').click();
      await app.button('Emoji').click();
      await page.getByRole('region', { name: 'Flags' }).waitFor({ state: 'attached' });
    });
    await check('emoji, searched', async () => {
      await page.getByLabel('Search emoji').first().fill('heart');
      await page.getByRole('button', { name: 'red heart', exact: true }).waitFor();
    });
    await check('emoji, none found', async () => {
      await page.getByLabel('Search emoji').first().fill('zzzzzz');
      await text('No emoji fits');
    });
    await check('skin tones', async () => {
      await page.getByRole('button', { name: /^Skin tone/ }).click();
      await page.getByRole('radio', { name: 'Medium', exact: true }).waitFor();
    });
    await check('the menu of the chat', async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.getByLabel('Search emoji').waitFor({ state: 'detached' });
      await app.button('Chat actions').click();
      await page.getByRole('menuitem', { name: 'Archive' }).waitFor();
    });
    await check('an emoji by its name', async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await app.composer('Bob Builder').pressSequentially(':rock');
      await page.getByRole('option', { name: 'rocket' }).waitFor();
    });
    await check('a chat with a draft and somebody typing', async () => {
      await app.composer('Bob Builder').fill('Half a thou');
      await bobs.does('typing:start', { chatId: direct.id });
      await app.header('Bob Builder', 'typing…').waitFor();
    });
    await check('contact info', pane(`/c/${direct.id}?right=info`, 'Contact info'));
    await check('searching in a chat', async () => {
      await pane(`/c/${direct.id}?right=search`, 'Search in this chat')();
      await app.field('Words to look for').fill('bob');
      await page.getByRole('option', { name: 'Read by Bob' }).waitFor();
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
    await check('somebody in the group', pane(`/c/${group.id}?right=person.${bob.id}`, 'Profile'));
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
    for (const name of ['Notifications', 'Language', 'Storage', 'About']) {
      await check(name, pane(`/?left=settings.${name.toLowerCase()}`, name));
    }
    await check('keyboard shortcuts', pane('/?left=settings.shortcuts', 'Keyboard shortcuts'));
    await check('devices', async () => {
      await pane('/?left=settings.devices', 'Devices')();
      await text('Safari on iPhone');
    });
    for (const accent of ['Moss', 'Tide', 'Iris', 'Plum', 'Slate', 'Ember']) {
      await check(`the colour ${accent}`, async () => {
        await pane(`/c/${direct.id}?left=settings.appearance`, 'Appearance')();
        await page.getByRole('radio', { name: accent }).check();
      });
      await check(`a chat in ${accent}`, async () => {
        await app.visit(`/c/${direct.id}`);
        await app.tick('Only sent', 'Sent');
      });
    }

    await check('the largest text', async () => {
      await pane(`/c/${direct.id}?left=settings.appearance`, 'Appearance')();
      await page.getByRole('radio', { name: 'Largest' }).check();
    });
    await check('a chat in the largest text', async () => {
      await app.visit(`/c/${direct.id}`);
      await app.tick('Only sent', 'Sent');
    });
    await page.evaluate(() => localStorage.clear());

    await check('a message that failed', async () => {
      await app.visit(`/c/${direct.id}`);
      await app.tick('Only sent', 'Sent');
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

  test(`axe finds nothing from right to left, on ${size}`, async (t) => {
    const { ada, direct, group, asked } = await stage();
    const app = await App.as(ada, options);
    const { page } = app;
    await page.evaluate(() => localStorage.setItem('kith.language', JSON.stringify({ language: 'ar' })));
    const check = (screen, path, words) =>
      t.test(screen, async () => {
        await app.visit(path);
        await page.locator('html[dir=rtl]').waitFor({ state: 'attached' });
        await page.getByText(words).filter({ visible: true }).first().waitFor();
        await app.checkAccessible();
      });
    await check('the list of chats', '/', 'Sunday hike');
    await check('a direct chat', `/c/${direct.id}`, 'Only sent');
    await check('a group', `/c/${group.id}`, 'Train at 8:12?');
    await check('group info', `/c/${group.id}?right=info`, 'معلومات المجموعة');
    await check('message info', `/c/${group.id}?right=message.${asked.id}`, 'قرأها');
    await check('new chat', '/?left=new', 'دردشة جديدة');
    await check('new group', '/?left=new-group', 'مجموعة جديدة');
    for (const [name, title] of Object.entries({
      profile: 'الملف الشخصي',
      notifications: 'الإشعارات',
      appearance: 'المظهر',
      language: 'العربية',
      devices: 'الأجهزة',
      storage: 'التخزين',
      shortcuts: 'اختصارات لوحة المفاتيح',
      about: 'حول Kith',
    })) {
      await check(name, `/?left=settings.${name}`, title);
    }
    await app.close();
  });
}
