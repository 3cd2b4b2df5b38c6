// The app by keyboard alone: input methods, layouts, undo, Escape, writing without a click, searching, copying.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

/** Ada's window with a chat in which Bob has written. */
async function stage(options = WIDE) {
  const server = await startServer();
  const [ada, bob] = await people(server, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'first words');
  await bob.send(chat.id, 'second words');
  const app = await App.as(ada, options);
  await app.openChat('Bob');
  return { server, ada, bob, chat, app, page: app.page, composer: app.composer('Bob') };
}

/** Presses a key as an input method or another layout reports it, on the element with the focus. */
function press(page, init) {
  return page.evaluate((keys) => {
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...keys });
    document.activeElement.dispatchEvent(event);
  }, init);
}

/** The key that ends a composition, as Chromium and Firefox report it, and as Safari does. */
const ENDS = [
  { key: 'Enter', keyCode: 229, isComposing: true },
  { key: 'Enter', keyCode: 229, isComposing: false },
];

/** Waits until a field has this text. */
async function holds(field, wanted) {
  const found = field.page().waitForFunction(([element, text]) => element.value === text, [await field.elementHandle(), wanted]);
  await found.catch(async (cause) => {
    throw new Error(`“${await field.inputValue()}” instead of “${wanted}”`, { cause });
  });
}

const focused = (field) => field.evaluate((element) => element === document.activeElement);

test('the Enter that ends a composition sends nothing', async () => {
  const { app, page, composer } = await stage();
  await composer.fill('日本');
  for (const end of ENDS) await press(page, end);
  assert.equal(await composer.inputValue(), '日本');
  await composer.press('Enter');
  await app.bubble('日本').waitFor();
  await app.close();
});

test('the keys of a composition neither open nor close anything', async () => {
  const { app, page } = await stage();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox');
  await field.fill('new');
  await page.getByRole('option', { name: 'New chat' }).waitFor();
  for (const end of ENDS) {
    await press(page, end);
    await press(page, { ...end, key: 'Escape' });
    await press(page, { ...end, key: 'ArrowDown' });
  }
  assert.equal(await field.getAttribute('aria-activedescendant'), await page.getByRole('option').first().getAttribute('id'));
  await page.keyboard.press('Escape');
  await field.waitFor({ state: 'detached' });
  const search = app.field('Search chats and people');
  await search.fill('Bob');
  for (const end of ENDS) await press(page, { ...end, key: 'Escape' });
  assert.equal(await search.inputValue(), 'Bob');
  await app.close();
});

test('shortcuts are heard on layouts without Latin letters, and follow the letters of those with them', async () => {
  const { app, page } = await stage();
  const palette = page.getByRole('combobox');
  await press(page, { key: 't', code: 'KeyK', ctrlKey: true });
  assert.equal(await palette.count(), 0);
  for (const [key, code] of [['ن', 'KeyK'], ['л', 'KeyK'], ['k', 'KeyV']]) {
    await press(page, { key, code, ctrlKey: true });
    await palette.waitFor();
    await page.keyboard.press('Escape');
    await palette.waitFor({ state: 'detached' });
  }
  await app.close();
});

test('undo takes back a mark, an emoji and what was typed before them', async () => {
  const { app, page, composer } = await stage();
  await composer.pressSequentially('so good');
  for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Control+b');
  await holds(composer, 'so *good*');
  await page.keyboard.press('Control+b');
  await holds(composer, 'so good');
  await page.keyboard.press('Control+z');
  await holds(composer, 'so *good*');
  await page.keyboard.press('Control+z');
  await holds(composer, 'so good');
  await page.keyboard.press('End');
  await page.keyboard.press('Control+.');
  await page.getByLabel('Search emoji').fill('rocket');
  await page.getByRole('button', { name: 'rocket', exact: true }).click();
  await page.getByRole('button', { name: 'rocket', exact: true }).click();
  await holds(composer, 'so good🚀🚀');
  await page.keyboard.press('Escape');
  await page.getByLabel('Search emoji').waitFor({ state: 'detached' });
  assert.ok(await focused(composer));
  await page.keyboard.press('Control+z');
  await holds(composer, 'so good🚀');
  await page.keyboard.press('Control+z');
  await holds(composer, 'so good');
  // The browser decides how much of the typed text one undo removes.
  for (const _ of 'so good') await page.keyboard.press('Control+z');
  await holds(composer, '');
  await page.keyboard.press('Control+Shift+z');
  await page.waitForFunction((field) => 'so good'.startsWith(field.value) && field.value !== '', await composer.elementHandle());
  await app.close();
});

test('undo takes back a mention and an emoji that were completed', async () => {
  const { ada, bob, app, page } = await stage();
  await ada.group('Trip', bob);
  await app.openChat('Trip');
  const composer = app.composer('Trip');
  await composer.pressSequentially('ask @bo');
  await page.getByRole('option', { name: 'Bob' }).waitFor();
  await page.keyboard.press('Tab');
  await holds(composer, `ask @${bob.username} `);
  await page.keyboard.press('Control+z');
  await holds(composer, 'ask @bo');
  await page.keyboard.press('Control+Shift+z');
  await holds(composer, `ask @${bob.username} `);
  await composer.pressSequentially(':rocke');
  await page.getByRole('option', { name: 'rocket' }).waitFor();
  await page.keyboard.press('Enter');
  await holds(composer, `ask @${bob.username} 🚀`);
  await page.keyboard.press('Control+z');
  await holds(composer, `ask @${bob.username} :rocke`);
  await app.close();
});

test('what is typed while nothing takes it goes into the message, once', async () => {
  const { app, page, composer } = await stage();
  await composer.fill('so');
  await composer.blur();
  await page.keyboard.press('Space');
  assert.equal(await focused(composer), false);
  await page.keyboard.type('! Go');
  await holds(composer, 'so! Go');
  await app.button('Chat actions').focus();
  await page.keyboard.press('Shift');
  await page.keyboard.press('Control+u');
  assert.equal(await focused(composer), false);
  await page.keyboard.type('x');
  await holds(composer, 'so! Gox');
  // Other fields, menus and dialogs keep their keys.
  await app.field('Search chats and people').fill('');
  await page.keyboard.type('bob');
  await holds(app.field('Search chats and people'), 'bob');
  await page.keyboard.press('Escape');
  await app.button('Chat actions').click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.type('a');
  await holds(composer, 'so! Gox');
  await app.close();
});

test('what is typed goes on from the end of a draft', async () => {
  const { app, page, composer } = await stage();
  await composer.fill('draft');
  await page.reload();
  await holds(composer, 'draft');
  await composer.blur();
  await page.keyboard.type('ed');
  await holds(composer, 'drafted');
  await app.close();
});

test('Escape goes back one step', async () => {
  const { app, page } = await stage();
  const selecting = page.getByText('1 message selected');
  const menu = page.getByRole('menu');
  await app.button('Search in this chat').click();
  await app.field('Words to look for').waitFor();
  await app.bubble('second words').getByText('second words').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Select' }).click();
  await selecting.waitFor();
  await app.button('Chat actions').click();
  await menu.waitFor();
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  assert.equal(await selecting.count(), 1);
  await page.keyboard.press('Escape');
  await selecting.waitFor({ state: 'detached' });
  assert.equal(await app.field('Words to look for').count(), 1);
  await page.keyboard.press('Escape');
  await app.field('Words to look for').waitFor({ state: 'detached' });
  await app.composer('Bob').pressSequentially(':rocke');
  await page.getByRole('option', { name: 'rocket' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  assert.equal(await app.composer('Bob').count(), 1);
  await page.keyboard.press('Escape');
  await page.getByText('Pick a chat, or start one').waitFor();
  await app.close();
});

test('Escape closes what lies over the emoji of a small window before them', async () => {
  const { app, page } = await stage({ viewport: { width: 640, height: 700 } });
  await app.button('Emoji').click();
  await page.getByLabel('Search emoji').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Search emoji').count(), 1);
  await app.composer('Bob').pressSequentially(':rocke');
  await page.getByRole('option', { name: 'rocket' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Search emoji').count(), 1);
  await page.keyboard.press('Escape');
  await page.getByLabel('Search emoji').waitFor({ state: 'detached' });
  await app.composer('Bob').waitFor();
  await app.close();
});

const copied = (page) => page.evaluate(() => navigator.clipboard.readText());

test('Ctrl+C copies the messages that are selected, on any layout', async () => {
  const { app, page } = await stage();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const key of ['c', 'ؤ']) {
    await page.evaluate(() => navigator.clipboard.writeText('before'));
    await app.bubble('second words').getByText('second words').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Select' }).click();
    await page.getByRole('checkbox', { name: 'Select message: first words' }).check();
    await page.getByText('2 messages selected').waitFor();
    await press(page, { key, code: 'KeyC', ctrlKey: true });
    await page.getByText('2 messages copied').waitFor();
    assert.match(await copied(page), /^Bob, \d\d:\d\d: first words\nBob, \d\d:\d\d: second words$/);
    await app.composer('Bob').waitFor();
    await app.button('Dismiss').click();
  }
  await app.close();
});

/** Selects from a position in the text of one message to a position in another, and copies. */
async function copyFrom(page, [first, from], [last, to]) {
  await page.evaluate(
    ([begins, ends]) => {
      const place = ([words, at]) => {
        const walker = document.createTreeWalker(document.querySelector('[role=log]'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const start = node.data.indexOf(words);
          if (start !== -1) return [node, start + at];
        }
        throw new Error(`nothing says ${words}`);
      };
      getSelection().setBaseAndExtent(...place(begins), ...place(ends));
    },
    [
      [first, from],
      [last, to],
    ],
  );
  await page.keyboard.press('Control+c');
}

test('what is copied across bubbles names everybody, and is as it was typed', async () => {
  const { ada, bob, chat, app, page } = await stage();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const typed = '*Bring*\n1. bread 👩‍🚀\n2. cheese\n\n> no wine\n```\nrm -rf  *\n```\nthanks';
  await ada.send(chat.id, typed);
  await bob.send(chat.id, 'all of it? Yes');
  await app.bubble('all of it').waitFor();
  await copyFrom(page, ['second words', 7], ['all of it', 10]);
  const lines = (await copied(page)).replaceAll(/ \d\d:\d\d: /g, ' ');
  assert.equal(lines, `Bob, words\nAda, ${typed}\nBob, all of it?`);
  // A copy within one message names nobody, and its lists keep their marks.
  await copyFrom(page, ['bread', 0], ['no wine', 2]);
  assert.equal(await copied(page), '1. bread 👩‍🚀\n2. cheese\n\n> no');
  await copyFrom(page, ['all of it', 0], ['all of it', 3]);
  assert.equal(await copied(page), 'all');
  await app.close();
});

test('a mention is copied by its user name', async () => {
  const { ada, bob, app, page } = await stage();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const trip = await ada.group('Trip', bob);
  await bob.send(trip.id, `ask @${ada.username} about it`, { mentions: [ada.id] });
  await bob.send(trip.id, 'or me');
  await app.openChat('Trip');
  await app.bubble('or me').waitFor();
  await copyFrom(page, ['ask', 1], ['or me', 2]);
  assert.match(await copied(page), new RegExp(`^Bob, .{5}: sk @${ada.username} about it\nBob, .{5}: or$`));
  await app.close();
});

test('a chat is searched by keyboard: opened, stepped through, told how many, closed', async () => {
  const { ada, chat, app, page, composer } = await stage();
  for (const words of ['third word', 'something else', 'fourth word']) await ada.send(chat.id, words);
  await composer.focus();
  await page.keyboard.press('Control+f');
  const field = app.field('Words to look for');
  await field.waitFor();
  await page.keyboard.type('word');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('4 messages found').waitFor();
  const marked = (words) => page.locator('[data-seq]').filter({ hasText: words }).locator('.outline-accent').waitFor();
  const chosen = (words) => page.getByRole('option', { name: words, selected: true }).waitFor();
  await marked('fourth word');
  assert.ok(await focused(field));
  await page.keyboard.press('Enter');
  await marked('third word');
  await page.keyboard.press('Enter');
  await marked('second words');
  await page.keyboard.press('Shift+Enter');
  await marked('third word');
  await page.keyboard.press('ArrowDown');
  await chosen('second words');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await chosen('first words');
  assert.equal(await page.getByRole('option', { selected: true }).getAttribute('id'), await field.getAttribute('aria-activedescendant'));
  await page.keyboard.press('Enter');
  await marked('first words');
  await page.keyboard.press('Escape');
  await field.waitFor({ state: 'detached' });
  assert.ok(await focused(composer));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('search in this');
  await page.getByRole('option', { name: 'Search in this chat' }).waitFor();
  await page.keyboard.press('Enter');
  await field.waitFor();
  await page.keyboard.type('else');
  await page.getByRole('option', { name: 'something else' }).waitFor();
  await app.close();
});

test('where the search lies over the chat it goes on from the message that was shown', async () => {
  const { app, page } = await stage({ viewport: { width: 1000, height: 700 } });
  const field = app.field('Words to look for');
  const marked = (words) => page.locator('[data-seq]').filter({ hasText: words }).locator('.outline-accent').waitFor();
  await page.keyboard.press('Control+f');
  await field.fill('words');
  await page.keyboard.press('Enter');
  await marked('second words');
  await field.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+f');
  await page.getByRole('option', { name: 'second words', selected: true }).waitFor();
  await page.keyboard.press('Enter');
  await marked('first words');
  await app.close();
});

test('the arrow keys lead from a search to all that it found', async () => {
  const { server, app, page } = await stage();
  const [bob] = await people(server, 'bobette');
  await bob.patch('me', { name: 'Bobette' });
  const row = () => page.evaluate(() => document.activeElement.textContent);
  await app.field('Search chats and people').fill('bob');
  await page.getByRole('button', { name: 'Bobette' }).waitFor();
  await page.keyboard.press('ArrowDown');
  assert.match(await row(), /second words/);
  await page.keyboard.press('ArrowDown');
  assert.match(await row(), /Bobette/);
  await app.field('Search chats and people').fill('');
  await app.button('New chat').click();
  await app.field('Name or user name').fill('bob');
  await page.getByRole('region', { name: 'People on this server' }).getByRole('button', { name: 'Bobette' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  assert.match(await row(), /Bobette/);
  await app.close();
});

test('the row of the open chat, and the one that is chosen, are in view', async () => {
  const { ada, bob, app, page } = await stage({ viewport: { width: 1280, height: 420 } });
  for (let i = 0; i < 12; i++) await ada.group(`Group ${i}`, bob);
  await app.row('Group 11').waitFor();
  const inView = (locator) =>
    page.waitForFunction((element) => {
      const { x, y, width, bottom } = element.getBoundingClientRect();
      const seen = (at) => element.contains(document.elementFromPoint(x + width / 2, at));
      return seen(y + 2) && seen(bottom - 2);
    }, locator);
  for (let i = 0; i < 11; i++) await page.keyboard.press('Alt+ArrowUp');
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Alt+ArrowDown');
    await inView(await page.locator('a[aria-current=page]').elementHandle());
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('option').first().waitFor();
  for (let i = 0; i < 15; i++) {
    await page.keyboard.press('ArrowDown');
    await inView(await page.getByRole('option', { selected: true }).elementHandle());
  }
  await page.keyboard.press('Escape');
  await app.composer('Bob').pressSequentially(':cat');
  await page.getByRole('option').first().waitFor();
  for (let i = 0; i < 6; i++) {
    await inView(await page.getByRole('option', { selected: true }).elementHandle());
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+.');
  await page.getByRole('region', { name: 'Flags' }).waitFor({ state: 'attached' });
  await page.getByLabel('Search emoji').press('ArrowDown');
  for (const key of ['End', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Home', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) {
    await page.keyboard.press(key);
    await inView(await page.evaluateHandle(() => document.activeElement));
  }
  await app.close();
});

test('a name may be as long as people count, and is not cut in silence', async () => {
  const { ada, app, page } = await stage();
  await app.visit('/?left=settings.profile');
  const name = app.field('Name');
  await name.fill('👨‍👩‍👧‍👦'.repeat(60));
  await page.getByText('4 left').waitFor();
  await name.fill('n'.repeat(70));
  await page.getByText('6 characters too many').waitFor();
  assert.equal((await name.inputValue()).length, 70);
  assert.equal(await name.getAttribute('aria-invalid'), 'true');
  await name.press('Enter');
  assert.equal((await ada.get('me')).name, 'Ada');
  await name.fill('n'.repeat(64));
  await page.getByText('0 left').waitFor();
  await name.press('Enter');
  await page.getByText('Saved').waitFor();
  await app.close();
});

test('a message that is too long for the server says so before it is sent', async () => {
  const { ada, app, page, composer } = await stage();
  const { limits } = await ada.get('server');
  await composer.fill('x'.repeat(limits.messageBytes - 2) + '👨‍👩‍👧‍👦'.repeat(3));
  await page.getByText('3 characters too many').waitFor();
  assert.ok(await app.button('Send').isDisabled());
  await composer.fill('x'.repeat(limits.messageBytes));
  await page.getByText('characters too many').waitFor({ state: 'detached' });
  assert.ok(await app.button('Send').isEnabled());
  await app.close();
});

/** The rest of a window of 1440 by 900 and of 1280 by 1024 when it is magnified, and phones on their sides. */
const SMALL = [
  [720, 450],
  [640, 512],
  [320, 256],
  [844, 390],
  [667, 375],
];
for (const [width, height] of SMALL) {
  test(`emoji can be reached and closed in a window of ${width} by ${height}`, async () => {
    const { app, page, composer } = await stage({ viewport: { width, height } });
    const button = app.button('Emoji');
    await button.click();
    await page.getByRole('region', { name: 'Flags' }).waitFor({ state: 'attached' });
    for (const char of ['😀', '👍', '🇾🇪']) {
      const emoji = page.locator(`[data-emoji="${char}"]`).last();
      await emoji.scrollIntoViewIfNeeded();
      await emoji.click();
    }
    assert.equal(await composer.inputValue(), '😀👍🇾🇪');
    const { y, height: tall } = await page.getByLabel('Emoji', { exact: true }).and(page.locator('section')).boundingBox();
    assert.ok(y >= 0 && y + tall <= height, `from ${y}, ${tall} high, in ${height}`);
    const search = page.getByLabel('Search emoji');
    await search.scrollIntoViewIfNeeded();
    await search.fill('rocket');
    await page.getByRole('button', { name: 'rocket', exact: true }).click();
    await button.click();
    await page.getByLabel('Search emoji').waitFor({ state: 'detached' });
    await app.close();
  });
}
