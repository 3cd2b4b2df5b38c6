// Visible properties: names of either direction of writing, people who open from their names, long messages, banners
// that cover no control, and every state where the system decides on colours.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';
import { Timeline } from '../../lib/timeline.mjs';

const DINA = 'دينا عبد الرحمن محمد السيد صاحبة الاسم الطويل جدا';
const SIZES = { 'a wide screen': WIDE, 'a phone': PHONE };

/** A group of Ada's with Bob and Dina, whose name runs from right to left. */
async function stage() {
  const server = await startServer();
  const [ada, bob, dina] = await people(server, 'ada', 'bob', 'dina');
  await bob.patch('me', { name: 'Bob', about: 'Can we fix it?' });
  await dina.patch('me', { name: DINA, about: 'أهلًا بالجميع' });
  const group = await ada.group('Sunday hike', bob, dina);
  return { server, ada, bob, dina, group };
}

/** Where the letters of an element begin and end on the screen, by a part of its text. */
function spanOf(locator, part) {
  return locator.evaluate((element, part) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.data.indexOf(part);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + part.length);
      const { left, right } = range.getBoundingClientRect();
      return { left, right };
    }
    return null;
  }, part);
}

describe('names of the other direction', () => {
  test('a sentence about them keeps its order, in both languages', async () => {
    const { ada, group } = await stage();
    const app = await App.as(ada);
    await app.visit(`/c/${group.id}`);
    const line = app.page.locator('[data-seq] p').first();
    const check = async (parts, isRtl) => {
      const spans = await Promise.all(parts.map((part) => spanOf(line, part)));
      for (const [i, span] of spans.slice(1).entries()) {
        const [first, second] = isRtl ? [span, spans[i]] : [spans[i], span];
        assert.ok(first.right <= second.left + 1, `${parts[i]} ${JSON.stringify(spans)}`);
      }
    };
    await ada.patch(`chats/${group.id}`, { title: 'رحلة 7' });
    await app.timeline.getByText('renamed the group').waitFor();
    const renamed = app.timeline.locator('[data-seq] p').last();
    const [verb, title] = [await spanOf(renamed, 'renamed the group'), await spanOf(renamed, 'رحلة')];
    const [number, quote] = [await spanOf(renamed, '7'), await spanOf(renamed, '”')];
    assert.ok(verb.right < number.left && number.right < title.left && title.right <= quote.left + 1);
    await check(['You', 'created', 'Sunday'], false);
    await app.page.evaluate(() => localStorage.setItem('kith.language', JSON.stringify({ language: 'ar' })));
    await app.visit(`/c/${group.id}`);
    await check(['أنشأ', 'أنت', 'hike', 'Sunday'], true);
    await app.close();
  });

  test('a name that is too long loses its end, also when that is on the left', async () => {
    const { ada, dina, group } = await stage();
    await ada.patch(`chats/${group.id}`, { title: DINA });
    await dina.send(group.id, `${'كلام طويل '.repeat(40)}`);
    const app = await App.as(ada, { ...PHONE, viewport: { width: 320, height: 640 } });
    const row = app.chats.getByRole('link').first();
    for (const locator of [row.getByText(DINA), row.getByText('كلام طويل')]) {
      const cut = await locator.evaluate((element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        range.setEnd(range.startContainer.firstChild ?? range.startContainer, 1);
        const box = element.getBoundingClientRect();
        const first = range.getBoundingClientRect();
        return { overflows: element.scrollWidth > element.clientWidth, begins: first.right <= box.right + 1 };
      });
      assert.deepEqual(cut, { overflows: true, begins: true });
    }
    await app.close();
  });
});

for (const [size, options] of Object.entries(SIZES)) {
  describe(`on ${size}`, () => {
    test('people open from their names, from mentions and from the list of members', async () => {
      const { ada, bob, dina, group } = await stage();
      await bob.send(group.id, `Ask @${dina.username} then`, { mentions: [dina.id] });
      const app = await App.as(ada, options);
      const { page } = app;
      await app.visit(`/c/${group.id}`);
      const profile = page.getByRole('region', { name: 'Profile' });
      await app.timeline.getByRole('link', { name: 'Bob', exact: true }).click();
      await profile.getByText('Can we fix it?').waitFor();
      await profile.getByText(`@${bob.username}`).waitFor();
      await page.goBack();
      await profile.waitFor({ state: 'detached' });
      // All by keyboard.
      await app.timeline.getByRole('link', { name: `@${DINA}` }).focus();
      await page.keyboard.press('Enter');
      await profile.getByText('أهلًا بالجميع').waitFor();
      await profile.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: 'Make admin' }).click();
      await profile.getByText('Admin', { exact: true }).waitFor();
      await profile.getByRole('button', { name: /^(Close|Back)$/ }).click();
      await profile.waitFor({ state: 'detached' });

      await page.getByRole('button', { name: /Chat info/ }).click();
      await page.getByRole('region', { name: 'Group info' }).getByRole('link', { name: /^Bob/ }).click();
      await profile.getByText('Can we fix it?').waitFor();
      await profile.getByRole('button', { name: 'Back' }).click();
      await app.heading('Group info').waitFor();
      await page.getByRole('region', { name: 'Group info' }).getByRole('link', { name: /^Bob/ }).click();
      await profile.getByRole('button', { name: 'Message', exact: true }).click();
      await app.composer('Bob').waitFor();
      await app.close();
    });

    test('a long message shows its beginning, and the rest in place when one wants to read on', async () => {
      const { ada, bob, group } = await stage();
      const long = Array.from({ length: 200 }, (_, i) => `Line ${i}.`).join('\n');
      await bob.send(group.id, long);
      const app = await App.as(ada, options);
      await app.visit(`/c/${group.id}`);
      const timeline = new Timeline(app);
      await timeline.until(({ seqs }) => seqs.length > 0, 'the messages');
      const bubble = app.bubble('Line 0.');
      assert.equal(await bubble.getByText('Line 150.').count(), 0);
      const more = bubble.getByRole('button', { name: 'Read more' });
      await more.scrollIntoViewIfNeeded();
      await timeline.settled();
      const placeOf = (words) =>
        bubble.evaluate((element, words) => {
          const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          while (!walker.nextNode().data.includes(words));
          const range = document.createRange();
          const at = walker.currentNode.data.indexOf(words);
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + words.length);
          return range.getBoundingClientRect().top;
        }, words);
      const before = await placeOf('Line 15.');
      await more.press('Enter');
      await bubble.getByText('Line 150.').waitFor();
      await timeline.settled();
      assert.ok(Math.abs((await placeOf('Line 15.')) - before) <= 1);
      assert.ok(await bubble.evaluate((element) => element.contains(document.activeElement)));
      // The message scrolls out of sight and back.
      await bob.send(group.id, 'Something at the end');
      await app.button('Go to the newest message, 1 new message').click();
      await app.bubble('Something at the end').waitFor();
      await timeline.box.focus();
      await app.page.keyboard.press('Home');
      await bubble.getByText('Line 150.').waitFor();
      await app.close();
    });

    test('a banner of what arrives covers nothing one uses, and a finger swipes it away', async () => {
      const { ada, bob, group } = await stage();
      const direct = await bob.chatWith(ada);
      const app = await App.as(ada, options);
      const { page } = app;
      const banner = page.getByRole('region', { name: 'Notices' }).getByText('Over here');
      const uncovered = async (...names) => {
        await banner.waitFor();
        for (const button of names) {
          const locator = page.getByRole('button', { name: button }).filter({ visible: true }).first();
          assert.ok(await locator.evaluate(isOnTop), `${button} is covered`);
        }
      };
      await app.visit(`/c/${group.id}`);
      await app.composer('Sunday hike').waitFor();
      await bob.send(direct.id, 'Over here');
      await uncovered(/Chat info/, 'Search in this chat', 'Chat actions', 'Emoji');
      if (options.hasTouch) await uncovered('Back');
      assert.ok(await app.composer('Sunday hike').evaluate(isOnTop));
      await banner.evaluate(swipeAway);
      await banner.waitFor({ state: 'detached' });
      await app.visit(`/c/${group.id}?right=search`);
      await app.field('Words to look for').waitFor();
      await bob.send(direct.id, 'Over here');
      await banner.waitFor();
      assert.ok(await app.field('Words to look for').evaluate(isOnTop));
      await app.close();
    });

    test('without a connection nothing that was there moves', async () => {
      const { server, ada, bob, group } = await stage();
      await bob.send(group.id, 'Last words');
      const app = await App.as(ada, options);
      const { page } = app;
      const places = (locators) =>
        Promise.all(locators.map(async (one) => Object.values(await one.boundingBox()).map(Math.round)));
      await app.kept();
      await app.visit(`/c/${group.id}`);
      await app.bubble('Last words').waitFor();
      const inChat = [app.button('Chat actions'), app.bubble('Last words'), app.composer('Sunday hike')];
      const inList = [app.button('New chat'), app.row('Sunday hike')];
      const seen = options.hasTouch ? inChat : [...inChat, ...inList];
      const before = await places(seen);
      await server.kill();
      await page.getByText('No connection.').waitFor();
      assert.deepEqual(await places(seen), before);
      assert.ok(await app.button('Try now').evaluate(isOnTop));
      await app.close();
    });
  });
}

test('where the system decides on colours, every state shows', async () => {
  const { ada, bob, dina, group } = await stage();
  const direct = await ada.chatWith(bob);
  const read = await ada.send(direct.id, 'This was read');
  await bob.put(`chats/${direct.id}/read`, { seq: read.seq });
  const delivered = await ada.send(direct.id, 'This was delivered');
  await bob.put(`chats/${direct.id}/delivered`, { seq: delivered.seq });
  await ada.send(direct.id, 'This was sent');
  await bob.send(direct.id, 'This is an answer');
  await dina.send(group.id, 'Unread');
  const app = await App.as(ada, { ...WIDE, forcedColors: 'active' });
  const { page } = app;
  await app.visit(`/c/${direct.id}`);
  await app.tick('This was sent', 'Sent');
  const look = (locator) => locator.evaluate(appearance);
  const differ = async (what, one, other) => assert.notDeepEqual(await look(one), await look(other), what);
  const readable = async (what, locator) => {
    const { ink, ground } = await look(locator);
    assert.notEqual(ink, ground, what);
  };
  const [open, closed] = [app.row('Bob'), app.row('Sunday hike')];
  await differ('the open chat', open, closed);
  await readable('the open chat', open.getByText('Bob', { exact: true }));
  const badge = closed.getByRole('img', { name: '1 unread message' });
  await readable('an unread badge', badge);
  assert.equal(await badge.evaluate((element) => getComputedStyle(element).forcedColorAdjust), 'none');
  const tick = (words, name) => app.bubble(words).getByRole('img', { name });
  await differ('read and delivered', tick('This was read', 'Read'), tick('This was delivered', 'Delivered'));
  const bubble = (words) => app.bubble(words).locator('.shadow-bubble');
  for (const words of ['This was sent', 'This is an answer']) assert.ok((await look(bubble(words))).line, words);
  await differ('own and other', bubble('This was sent'), bubble('This is an answer'));
  const send = app.button('Send');
  const disabled = await look(send);
  await app.composer('Bob').fill('Words');
  assert.notDeepEqual(await look(send), disabled, 'a disabled button');
  await app.composer('Bob').fill('');
  const wallpaper = await page
    .locator('.wallpaper:has(textarea)')
    .evaluate((element) => getComputedStyle(element, '::before').display);
  assert.equal(wallpaper, 'none');
  const filter = (name) => app.chats.locator('label').filter({ hasText: name }).locator('span');
  await differ('a chosen filter', filter('All'), filter('Groups'));

  const devices = [await bob.connect()];
  await app.header('Bob', 'online').waitFor();
  await devices[0].does('typing:start', { chatId: direct.id });
  await app.header('Bob', 'typing').waitFor();
  const { ground } = await look(page.locator('.animate-dot').first());
  assert.notEqual(ground, (await look(page.locator('header').last())).ground, 'the dots of who is typing');

  await app.button('Chat actions').click();
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('ArrowDown');
  await differ(
    'the entry of a menu that is next',
    page.locator('[role=menuitem][data-highlighted]'),
    page.locator('[role=menuitem]:not([data-highlighted])').first(),
  );
  await page.keyboard.press('Escape');
  await app.visit('/?left=settings.notifications');
  const track = page.getByRole('switch', { name: 'Banners' }).locator('+ span');
  const on = await look(track);
  await page.getByRole('switch', { name: 'Banners' }).click();
  assert.notDeepEqual(await look(track), on, 'a switch');
  await page.getByRole('switch', { name: 'Banners' }).focus();
  await page.keyboard.press('Tab');
  assert.ok((await look(page.getByRole('switch', { name: /^Sounds For/ }).locator('+ span'))).line, 'focus');
  await app.close();
});

/** Runs in the page: the outline and fill of an element that remain without shadows, tints and patterns. */
function appearance(element) {
  const style = getComputedStyle(element);
  const hasLine = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
  let on = element;
  while (on !== null && /^(transparent|rgba\(.*, 0\))$/.test(getComputedStyle(on).backgroundColor)) on = on.parentElement;
  return {
    ink: style.color,
    ground: getComputedStyle(on ?? document.documentElement).backgroundColor,
    line: hasLine ? `${style.outlineWidth} ${style.outlineColor}` : null,
  };
}

/** Runs in the page: whether a click in the middle of an element would reach it. */
function isOnTop(element) {
  const { x, y, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(x + width / 2, y + height / 2);
  return hit !== null && element.contains(hit);
}

/** Runs in the page. */
function swipeAway(element) {
  const { x, y } = element.getBoundingClientRect();
  const at = (type, dx) =>
    element.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        pointerId: 1,
        pointerType: 'touch',
        isPrimary: true,
        clientX: x + dx,
        clientY: y,
      }),
    );
  at('pointerdown', 0);
  for (const dx of [20, 60, 100]) at('pointermove', dx);
  at('pointerup', 100);
}
