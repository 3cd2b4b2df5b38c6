// Scrolling through the messages of a chat: a hundred thousand of them without a blank moment, keeping one's place
// while others come in, and going to the end, to a day, to the unread messages and to search hits.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';
import { fill, Timeline } from '../../lib/timeline.mjs';

const server = await startServer();

/** Ada and Bob in a chat of this many messages. Both have read all of them, but Ada not the last `unread`. */
async function couple(messages, unread = 0) {
  const [ada, bob] = await people(server, 'ada', 'bob');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  const devices = [await bob.connect()];
  await fill(chat, devices, messages);
  if (messages > unread) await ada.put(`chats/${chat.id}/read`, { seq: messages - unread });
  return { ada, bob, chat, devices };
}

/** Ada's window onto that chat. */
async function reader(messages, { unread = 0, options = WIDE } = {}) {
  const pair = await couple(messages, unread);
  const app = await App.as(pair.ada, options);
  await app.openChat('Bob');
  return { ...pair, app, timeline: new Timeline(app) };
}

const inView = (number) => ({ seqs }) => seqs.includes(number);

/** Asserts that two positions are the same to the pixel. */
function assertStays(place, before, about) {
  assert.ok(Math.abs(place - before) <= 1, `${about}: from ${before} to ${place}`);
}

describe('a hundred thousand messages', async () => {
  const count = 100_000;
  const shared = couple(count);

  async function open(options) {
    const pair = await shared;
    const app = await App.as(await pair.ada.again(), options);
    await app.openChat('Bob');
    const timeline = new Timeline(app);
    await timeline.until(inView(count), 'the newest');
    return { ...pair, app, timeline };
  }

  test('scroll to the top by wheel without a blank moment, with few elements', async () => {
    const { app, timeline } = await open();
    const report = await timeline.watch();
    await timeline.wheelUpTo(1, 5_000);
    await app.page.getByText('This is the beginning of your chat with Bob.').waitFor();
    const seen = await report();
    assert.ok(seen.blankMs <= 100, `blank for ${seen.blankMs} ms`);
    // Each turn passes over six screens and stops where there are messages.
    assert.ok(seen.messages > count * 0.4, `${seen.messages} messages`);
    assert.ok(seen.nodes < 2_000, `${seen.nodes} elements`);
    assert.ok(seen.rows < 150, `${seen.rows} rows`);
    await app.close();
  });

  test('the keys Home and End, and the scroll bar, lead anywhere at once', async () => {
    const { app, timeline } = await open();
    await timeline.box.focus();
    await app.page.keyboard.press('Home');
    await timeline.until(inView(1), 'the first');
    await app.page.keyboard.press('End');
    await timeline.until(inView(count), 'the newest');
    await timeline.box.evaluate((box) => box.scrollTo({ top: box.scrollHeight / 2 }));
    const { seqs } = await timeline.until(({ seqs: [first] }) => first < count - 1_000, 'the middle');
    assert.ok(seqs[0] > count / 4 && seqs[0] < (count * 3) / 4, `${seqs[0]}`);
    await timeline.settled();
    assert.deepEqual((await timeline.look()).seqs.slice(0, 5), seqs.slice(0, 5));
    await timeline.box.evaluate((box) => box.scrollTo({ top: 0 }));
    await timeline.until(inView(1), 'the first, by the scroll bar');
    await timeline.box.evaluate((box) => box.scrollTo({ top: box.scrollHeight }));
    await timeline.until(inView(count), 'the newest, by the scroll bar');
    await app.close();
  });

  test('a day leads to its first message, and the button at the foot back to the newest', async () => {
    const { app, timeline } = await open();
    await app.button('Today. Jump to a date').click();
    const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(Date.now());
    await app.button(today).click();
    await timeline.until(inView(1), 'the first of today');
    await app.button('Go to the newest message').click();
    await timeline.until(inView(count), 'the newest');
    await app.button('Go to the newest message').waitFor({ state: 'detached' });
    await app.close();
  });
});

for (const [size, options] of Object.entries({ 'a wide screen': WIDE, 'a phone': PHONE })) {
  describe(`on ${size}`, () => {
    test('rows stay in place to the pixel while older ones come in and are measured', async () => {
      const { app, timeline } = await reader(2_000, { options });
      await timeline.until(inView(2_000), 'the newest');
      const strayed = await timeline.box.evaluate(scrollUpAndCompare, { step: 350, frames: 150 });
      assert.deepEqual(strayed, []);
      assert.ok((await timeline.look()).seqs[0] < 1_500);
      await timeline.settled();
      const { seqs } = await timeline.look();
      const before = await timeline.placeOf(seqs[1]);
      await timeline.settled();
      assertStays(await timeline.placeOf(seqs[1]), before, 'at rest');
      await app.close();
    });

    test('one keeps the place when the window changes its size, and when a keyboard opens', async () => {
      const { app, timeline } = await reader(500, { options });
      await timeline.until(inView(500), 'the newest');
      await timeline.box.evaluate((box) => box.scrollBy(0, -4_000));
      await timeline.settled();
      const { seqs } = await timeline.look();
      const [second, last] = [seqs[1], seqs.at(-2)];
      const { width, height } = app.page.viewportSize();

      const top = await timeline.placeOf(second);
      await app.page.setViewportSize({ width: width - 60, height });
      await timeline.settled();
      assertStays(await timeline.placeOf(second), top, 'narrower');
      await app.page.setViewportSize({ width, height });
      await timeline.settled();
      assertStays(await timeline.placeOf(second), top, 'as wide as before');

      const fromFoot = async () => (await timeline.box.boundingBox()).height - (await timeline.placeOf(last));
      const foot = await fromFoot();
      await app.page.setViewportSize({ width, height: height - 300 });
      await timeline.settled();
      assertStays(await fromFoot(), foot, 'above the keyboard');
      await app.page.setViewportSize({ width, height });
      await timeline.settled();
      assertStays(await timeline.placeOf(second), top, 'without the keyboard');
      await app.close();
    });

    test('at the end one stays at the end, whatever comes and however the window changes', async () => {
      const { app, timeline, bob, chat, devices } = await reader(100, { options });
      await timeline.until(inView(100), 'the newest');
      await bob.send(chat.id, `tall ${'line\n'.repeat(30)}`);
      await timeline.until(({ toEnd, seqs }) => seqs.includes(101) && toEnd < 1, 'the end');
      const { width, height } = app.page.viewportSize();
      await app.page.setViewportSize({ width: width - 60, height: height - 300 });
      await timeline.until(({ toEnd, seqs }) => seqs.includes(101) && toEnd < 1, 'the end, smaller');
      await fill(chat, devices, 300, 102);
      await timeline.until(({ toEnd, seqs }) => seqs.includes(401) && toEnd < 1, 'the end, after many');
      await app.close();
    });

    test('a chat opens where the unread begins, however many, and reading takes them off one by one', async () => {
      const { app, timeline, ada, chat } = await reader(1_500, { unread: 1_000, options });
      await timeline.box.getByText('999+ unread messages').waitFor();
      await timeline.until(inView(501), 'the first unread');
      const line = await timeline.box.getByText('999+ unread messages').boundingBox();
      const first = await timeline.number(501).boundingBox();
      assert.ok(line.y < first.y && first.y - line.y < 60);
      const seen = Math.max(...(await timeline.look()).seqs);
      assert.ok(seen < 560);
      const unread = async () => (await ada.get(`chats/${chat.id}`)).unread;
      for (let turn = 0; turn < 3; turn++) await timeline.wheel(600);
      const pill = app.page.getByRole('button', { name: /^Go to the newest message, \d+ new messages?$/ });
      await pill.waitFor();
      await timeline.settled();
      const last = (await timeline.look()).seqs.at(-1);
      const told = Number(/\d+/.exec(await pill.textContent())[0]);
      assert.ok(told >= 1_500 - last && told <= 1_502 - last, `${told} of ${1_500 - last}`);
      assert.ok((await unread()) >= 1_500 - last);
      await pill.click();
      await timeline.until(({ seqs, toEnd }) => seqs.includes(1_500) && toEnd < 1, 'the newest');
      await app.page.getByRole('link', { name: /Bob/ }).getByText('unread').waitFor({ state: 'detached' });
      await app.close();
    });

    test('what arrives while one reads older messages is counted, kept unread, and does not move anything', async () => {
      const { app, timeline, ada, bob, chat } = await reader(300, { options });
      await timeline.until(inView(300), 'the newest');
      await timeline.wheel(-3_000);
      await timeline.settled();
      const { seqs } = await timeline.look();
      const place = await timeline.placeOf(seqs[2]);
      await bob.send(chat.id, 'one');
      await app.button('Go to the newest message, 1 new message').waitFor();
      await bob.send(chat.id, 'two');
      const pill = app.button('Go to the newest message, 2 new messages');
      await pill.waitFor();
      assertStays(await timeline.placeOf(seqs[2]), place, 'after new messages');
      assert.equal((await ada.get(`chats/${chat.id}`)).unread, 2);
      await pill.click();
      await app.bubble('two').waitFor();
      await pill.waitFor({ state: 'detached' });
      await timeline.until(({ toEnd }) => toEnd < 1, 'the end');
      await app.close();
    });

    test('a found message far back is shown and marked, and what arrives meanwhile is not lost', async () => {
      const { app, timeline, ada, bob, chat } = await reader(3_000, { options });
      await timeline.until(inView(3_000), 'the newest');
      await app.button('Search in this chat').click();
      await app.field('Words to look for').fill('Number 321');
      await app.page.getByRole('option', { name: 'Number 321.' }).click();
      const { seqs } = await timeline.until(inView(321), 'the found message');
      const { height } = await timeline.box.boundingBox();
      const place = await timeline.placeOf(321);
      assert.ok(place > height / 10 && place < (height * 3) / 4, `${place} of ${height}`);
      assert.ok(seqs.length > 3);
      await bob.send(chat.id, 'meanwhile');
      await app.button('Go to the newest message, 1 new message').waitFor();
      assert.equal(await app.bubble('meanwhile').count(), 0);
      await ada.send(chat.id, 'from my other device');
      await app.button('Go to the newest message, 1 new message').click();
      await timeline.until(inView(3_002), 'the newest');
      await timeline.until(({ seqs: [first] }) => first !== undefined && first <= 3_000, 'what was before');
      for (let turn = 0; turn < 4; turn++) await timeline.wheel(-1_500);
      await timeline.settled();
      const now = (await timeline.look()).seqs;
      assert.deepEqual(now, now.map((_, index) => now[0] + index));
      await app.close();
    });

    test('who writes among old messages is taken to the end', async () => {
      const { app, timeline } = await reader(2_000, { options });
      await timeline.until(inView(2_000), 'the newest');
      await timeline.box.focus();
      await app.page.keyboard.press('Home');
      await timeline.until(inView(1), 'the first');
      await app.say('Bob', 'Looking back');
      await app.tick('Looking back', 'Sent');
      await timeline.until(({ seqs, toEnd }) => seqs.includes(2_001) && seqs.includes(2_000) && toEnd < 1, 'the end');
      await app.close();
    });
  });
}

test('history that cannot be fetched says so, and comes when the server is back', async () => {
  const own = await startServer();
  const [ada, bob] = await people(own, 'ada', 'bob');
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await fill(chat, [await bob.connect()], 2_000);
  await ada.put(`chats/${chat.id}/read`, { seq: 2_000 });
  const app = await App.as(ada);
  await app.openChat('Bob');
  const timeline = new Timeline(app);
  await timeline.until(inView(2_000), 'the newest');
  await timeline.settled();
  await own.kill();
  await timeline.box.focus();
  await app.page.keyboard.press('Home');
  await app.page.getByText('These messages could not be loaded.').waitFor();
  await own.again();
  await timeline.until(inView(1), 'the first');
  await app.page.getByText('These messages could not be loaded.').waitFor({ state: 'detached' });
  await app.close();
});

test('the calendar is all keys', async () => {
  const { app, timeline } = await reader(500);
  const { page } = app;
  await timeline.until(inView(500), 'the newest');
  await app.button('Today. Jump to a date').focus();
  await page.keyboard.press('Enter');
  const calendar = page.getByRole('dialog', { name: 'Jump to a date' });
  await calendar.waitFor();
  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' }).format(Date.now());
  await calendar.getByRole('button', { name: today }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await calendar.waitFor({ state: 'detached' });
  await app.button('Today. Jump to a date').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await calendar.waitFor();
  // There is no day before the first message, and none after today.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Enter');
  await timeline.until(inView(1), 'the first');
  await app.close();
});

/** Runs in the page: scrolls up a little at each frame, and names the rows that moved by another distance. */
async function scrollUpAndCompare(box, { step, frames }) {
  const frame = () => new Promise(requestAnimationFrame);
  const places = () =>
    new Map([...box.querySelectorAll('[data-seq]')].map((row) => [row.dataset.seq, row.getBoundingClientRect().top]));
  const { top, bottom } = box.getBoundingClientRect();
  const strayed = [];
  for (let done = 0; done < frames; done++) {
    const before = places();
    box.scrollTop -= step;
    await frame();
    await frame();
    for (const [seq, place] of places()) {
      const was = before.get(seq);
      if (was === undefined || was < top || was > bottom) continue;
      if (Math.abs(place - was - step) > 1) strayed.push(`${seq}: ${place - was} instead of ${step}`);
    }
  }
  return strayed;
}
