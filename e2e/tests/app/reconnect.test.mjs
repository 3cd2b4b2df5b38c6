// The app on a bad connection: all missed messages come at once, and none twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';
import { Wire } from '../../lib/wire.mjs';

/** The time after the connection is back until all missed messages show, in milliseconds. */
const IN_STEP_MS = 1_000;

test('a thousand messages missed in thirty chats are there, and counted, within a second', async () => {
  const server = await startServer();
  const [ada, bob] = await people(server, 'Ada', 'Bob');
  const titles = Array.from({ length: 30 }, (_, i) => `Group ${i + 1}`);
  const groups = [];
  for (const title of titles) groups.push(await bob.group(title, ada));
  const wire = await Wire.to(server);
  const app = await App.as(ada, undefined, wire);
  await app.openChat('Group 1');
  await app.timeline.getByText('created “Group 1”').waitFor();
  for (const title of titles) await app.row(title).waitFor();
  const banner = app.page.getByText('No connection. Messages will go out when you are back.');
  wire.cut();
  await banner.waitFor();

  // The same number in each chat: 33 and a third on average.
  const wanted = groups.map((_, i) => (i < 10 ? 34 : 33));
  for (const [i, group] of groups.entries()) {
    await Promise.all(Array.from({ length: wanted[i] }, (_, n) => bob.send(group.id, `${titles[i]}: ${n + 1}`)));
  }
  assert.equal(wanted.reduce((sum, count) => sum + count), 1_000);
  const expected = titles.slice(1).map((title, i) => ({ title, badge: String(wanted[i + 1]) }));
  await app.page.evaluate(watchBadges, expected);
  wire.mend();
  await app.button('Try now').click();
  await app.page.waitForFunction(() => globalThis.inStepAfter !== undefined);
  const took = await app.page.evaluate(() => globalThis.inStepAfter);
  assert.ok(took <= IN_STEP_MS, `in step ${took} ms after the connection`);
  await banner.waitFor({ state: 'hidden' });
  assert.equal((await app.stored()).chats, 30);
  await app.close();
});

/** Runs in the page: notes how long after the connection is there (its banner goes then) all badges are right. */
function watchBadges(expected) {
  let connected = null;
  const look = () => {
    if (connected === null && !document.body.textContent.includes('No connection.')) connected = performance.now();
    const rows = [...document.querySelectorAll('nav a')].map((row) => [...row.querySelectorAll('span')]);
    const isRight = expected.every(({ title, badge }) => {
      const row = rows.find((parts) => parts.some(({ textContent }) => textContent === title));
      return row?.some(({ textContent }) => textContent === badge) ?? false;
    });
    if (!isRight) return;
    observer.disconnect();
    globalThis.inStepAfter = connected === null ? 0 : performance.now() - connected;
  };
  const observer = new MutationObserver(look);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
}

test('a restarted server and ten cuts of the wire leave no duplicate, no gap and no pile of notices', async () => {
  const server = await startServer();
  const [ada, bob] = await people(server, 'Ada', 'Bob');
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await bob.send(chat.id, 'hi');
  const wire = await Wire.to(server);
  const app = await App.as(ada, undefined, wire);
  await app.openChat('Bob');
  await app.bubble('hi').waitFor();
  await app.page.evaluate(watchNotices);

  const said = ['hi'];
  const banner = app.page.getByText('No connection. Messages will go out when you are back.');
  await server.kill();
  await app.say('Bob', 'while it is away');
  await banner.waitFor();
  await server.again();
  await app.tick('while it is away', 'Sent');
  await banner.waitFor({ state: 'hidden' });
  said.push('while it is away');
  for (const i of 'abcdefghij') {
    wire.cut();
    await app.say('Bob', `mine ${i}`);
    await bob.send(chat.id, `theirs ${i}`);
    wire.mend();
    await app.bubble(`theirs ${i}`).waitFor();
    await app.tick(`mine ${i}`, 'Sent');
    said.push(`mine ${i}`, `theirs ${i}`);
  }
  await banner.waitFor({ state: 'hidden' });

  const stored = (await bob.history(chat.id)).map(({ text }) => text);
  assert.deepEqual(stored.toSorted(), said.toSorted());
  const shown = await app.page.evaluate(() =>
    [...document.querySelectorAll('[data-seq]')].map((bubble) => Number(bubble.dataset.seq)),
  );
  // The only changes of a direct chat are its messages.
  assert.equal(shown.at(-1), said.length);
  assert.deepEqual(shown, shown.map((_, i) => shown[0] + i));
  const { most, toasts } = await app.page.evaluate(() => globalThis.notices);
  assert.ok(most <= 1, `${most} banners at once`);
  assert.equal(toasts, 0);
  await app.close();
});

/** Runs in the page: the most banners at once, and how many notices popped up. */
function watchNotices() {
  globalThis.notices = { most: 0, toasts: 0 };
  const toaster = document.querySelector('section[aria-live=polite]');
  new MutationObserver(() => {
    const banners = [...document.querySelectorAll('[role=status]')].filter((one) => one.textContent.includes('No connection'));
    globalThis.notices.most = Math.max(globalThis.notices.most, banners.length);
    globalThis.notices.toasts += toaster.querySelectorAll('p, [role=alert]').length;
  }).observe(document.body, { childList: true, subtree: true });
}
