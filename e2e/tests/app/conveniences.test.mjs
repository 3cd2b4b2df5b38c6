// What makes the app quick and pleasant: the command palette, emoji, copying several messages, another language, looks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

async function stage(options = WIDE) {
  const server = await startServer();
  const [ada, bob] = await people(server, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'first words');
  await bob.send(chat.id, 'second words');
  const app = await App.as(ada, options);
  return { ada, bob, chat, app, page: app.page };
}

/** Waits until a layer lies over the screen that the back button closes, and that is not `before`. */
async function covered(page, before) {
  const top = (not) => {
    const over = history.state?.over ?? [];
    return over.length === 1 && over[0] !== not && over[0];
  };
  return (await page.waitForFunction(top, before)).jsonValue();
}

test('the palette opens a chat, and does what one asks of it', async () => {
  const { app, page } = await stage();
  const field = page.getByRole('combobox');
  await page.keyboard.press('Control+k');
  await field.fill('bo');
  await page.getByRole('option', { name: 'Bob' }).first().waitFor();
  await page.keyboard.press('Enter');
  await app.composer('Bob').waitFor();
  await page.keyboard.press('Control+k');
  await field.fill('pin to');
  await page.getByRole('option', { name: 'Pin to the top' }).waitFor();
  await page.keyboard.press('Enter');
  await app.row('Bob').getByLabel('Pinned').waitFor();
  await page.keyboard.press('Control+k');
  await field.fill('dark');
  await page.getByRole('option', { name: 'Use the dark theme' }).click();
  await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  await page.keyboard.press('Control+k');
  await field.fill('notific');
  await page.keyboard.press('Enter');
  await app.heading('Notifications').waitFor();
  await app.close();
});

test('the palette closes and leaves everything as it was', async () => {
  const { app, page } = await stage();
  await app.openChat('Bob');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('zzzz');
  await page.getByText('Nothing fits').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').waitFor({ state: 'detached' });
  await app.composer('Bob').waitFor();
  await app.close();
});

for (const [size, options] of Object.entries({ 'a wide screen': WIDE, 'a phone': PHONE })) {
  test(`an emoji goes where the caret is, on ${size}`, async () => {
    const { app, page } = await stage(options);
    await app.openChat('Bob');
    const composer = app.composer('Bob');
    await composer.fill('before after');
    await composer.evaluate((field) => field.setSelectionRange(7, 7));
    await app.button('Emoji').click();
    await page.getByLabel('Search emoji').fill('rocket');
    await page.getByRole('button', { name: 'rocket', exact: true }).click();
    await page.waitForFunction((field) => field.value === 'before 🚀after', await composer.elementHandle());
    if (options === WIDE) await page.keyboard.press('Escape');
    else await app.button('Emoji').click();
    await page.getByLabel('Search emoji').waitFor({ state: 'detached' });
    await app.button('Send').click();
    await app.bubble('before 🚀after').waitFor();
    await app.close();
  });
}

test('the skin tone and the emoji used last are kept', async () => {
  const { app, page } = await stage();
  await app.openChat('Bob');
  await app.button('Emoji').click();
  await page.getByRole('button', { name: 'Skin tone: No skin tone' }).click();
  await page.getByRole('radio', { name: 'Medium', exact: true }).click();
  await page.getByLabel('Search emoji').fill('thumbs up');
  await page.keyboard.press('Enter');
  await page.waitForFunction((field) => field.value === '👍🏽', await app.composer('Bob').elementHandle());
  await page.reload();
  await app.button('Emoji').click();
  await page.getByRole('region', { name: 'Recent' }).locator('[data-emoji="👍🏽"]').waitFor();
  await page.getByRole('button', { name: 'Skin tone: Medium' }).waitFor();
  await app.close();
});

test('the arrow keys go through the emoji', async () => {
  const { app, page } = await stage();
  await app.openChat('Bob');
  await page.keyboard.press('Control+.');
  await page.getByRole('region', { name: 'Smileys' }).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-emoji'));
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), '👍');
  await page.keyboard.press('ArrowRight');
  assert.equal(await focused(), '❤️');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), '😃');
  await page.keyboard.press('Enter');
  await page.waitForFunction((field) => field.value === '😃', await app.composer('Bob').elementHandle());
  await app.close();
});

test('a name after a colon becomes its emoji', async () => {
  const { app, page } = await stage();
  await app.openChat('Bob');
  const composer = app.composer('Bob');
  await composer.pressSequentially('Well done :rocke');
  await page.getByRole('option', { name: 'rocket' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForFunction((field) => field.value === 'Well done 🚀', await composer.elementHandle());
  await composer.press('Enter');
  await app.bubble('Well done 🚀').waitFor();
  await app.close();
});

test('several messages are selected and copied in their order', async () => {
  const { app, page } = await stage();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.openChat('Bob');
  await app.bubble('second words').getByText('second words').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Select' }).click();
  await page.getByText('1 message selected').waitFor();
  await page.getByRole('checkbox', { name: 'Select message: first words' }).check();
  await page.getByText('2 messages selected').waitFor();
  await app.button('Copy text').click();
  await page.getByText('2 messages copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^Bob, \d\d:\d\d: first words\nBob, \d\d:\d\d: second words$/);
  await app.composer('Bob').waitFor();
  await app.close();
});

test('on a phone the back button ends a selection before it leaves the chat', async () => {
  const { app, page } = await stage(PHONE);
  await app.openChat('Bob');
  await app.bubble('second words').getByText('second words').click({ button: 'right' });
  const menu = await covered(page);
  await page.getByRole('menuitem', { name: 'Select' }).click();
  await page.getByText('1 message selected').waitFor();
  await covered(page, menu);
  await page.goBack();
  await app.composer('Bob').waitFor();
  await page.goBack();
  await app.row('Bob').waitFor();
  await app.close();
});

test('on a phone the back button closes a window over the screen, and then leaves the screen', async () => {
  const { app, page } = await stage(PHONE);
  await app.button('Settings').click();
  await app.button('Log out').click();
  await page.getByRole('dialog').waitFor();
  await covered(page);
  await page.goBack();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await app.heading('Settings').waitFor();
  await page.goBack();
  await app.row('Bob').waitFor();
  await app.close();
});

test('on a phone a group is left from a window over the screen, and the back button works on from there', async () => {
  const { ada, bob, app, page } = await stage(PHONE);
  await bob.group('Trip', ada);
  // The event removes the group before the request is answered, which once led to the group that was left.
  await page.route('**/members/*', async (route) => {
    const response = await route.fetch();
    await app.row('Trip').waitFor({ state: 'detached' });
    await route.fulfill({ response });
  });
  await app.openChat('Trip');
  await page.getByRole('button', { name: /Chat info/ }).click();
  await app.button('Leave group').click();
  await covered(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Leave group' }).click();
  await app.row('Trip').waitFor({ state: 'detached' });
  await app.openChat('Bob');
  await page.goBack();
  await app.row('Bob').waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  await app.close();
});

test('on a phone the back button closes menus, and what is chosen in one opens from the screen below', async () => {
  const { app, page } = await stage(PHONE);
  await app.openChat('Bob');
  await app.button('Chat actions').click();
  const menu = await covered(page);
  await page.goBack();
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await app.composer('Bob').waitFor();
  await app.button('Chat actions').click();
  await covered(page, menu);
  await page.getByRole('menuitem', { name: 'Chat info' }).click();
  await app.heading('Contact info').waitFor();
  await page.goBack();
  await app.composer('Bob').waitFor();
  await page.goBack();
  await app.row('Bob').waitFor();
  await app.close();
});

test('the title and the icon of the tab tell how much is unread', async () => {
  const { app, page } = await stage();
  const icon = () => page.locator('link[rel=icon]').getAttribute('href');
  await page.waitForFunction(() => document.title.startsWith('(2)'));
  await page.locator('link[rel=icon][href^="data:image/png"]').waitFor({ state: 'attached' });
  await app.openChat('Bob');
  await page.waitForFunction(() => !document.title.startsWith('('));
  assert.equal(await icon(), '/favicon.svg');
  await app.close();
});

test('another language turns the app around, and stays', async () => {
  const { app, page } = await stage();
  await app.visit('/?left=settings.language');
  await page.getByRole('radio', { name: 'العربية' }).check();
  await page.locator('html[lang=ar][dir=rtl]').waitFor({ state: 'attached' });
  await page.getByRole('heading', { name: 'اللغة' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'اللغة' }).waitFor();
  await app.visit('/');
  const list = page.getByRole('navigation', { name: 'الدردشات' });
  await list.waitFor();
  const { x } = await list.boundingBox();
  assert.ok(x > WIDE.viewport.width / 2, `the list of chats begins at ${x}`);
  await page.getByRole('link').getByText('second words').waitFor();
  await app.close();
});

test('a language whose words cannot be fetched is spoken when they can be', async () => {
  const { app, page } = await stage();
  await app.visit('/?left=settings.language');
  let isDown = true;
  const refused = page.waitForEvent('requestfailed', (request) => request.url().includes('-ar-'));
  await page.route(/-ar-/, (route) => (isDown ? route.abort() : route.continue()));
  await page.getByRole('radio', { name: 'العربية' }).check();
  await refused;
  await page.getByRole('heading', { name: 'Language' }).waitFor();
  isDown = false;
  await page.getByRole('heading', { name: 'اللغة' }).waitFor();
  await app.close();
});

test('the looks that one chooses are kept', async () => {
  const { app, page } = await stage();
  await app.visit('/?left=settings.appearance');
  await app.heading('Appearance').waitFor();
  for (const choice of ['Dark', 'Iris', 'Large', 'Stars']) await page.getByRole('radio', { name: choice, exact: true }).check();
  const looks = 'html[data-theme=dark][data-accent=iris][data-text=large][data-wallpaper=stars]';
  await page.locator(looks).waitFor({ state: 'attached' });
  await page.reload();
  await page.locator(looks).waitFor({ state: 'attached' });
  await app.close();
});
