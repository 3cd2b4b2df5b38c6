// Nothing jumps, covers or hides: at the end of a chat one stays there and elsewhere one keeps one's place, whatever
// else on the screen takes up room or gives it back.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, PHONE, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';
import { fill, Timeline } from '../../lib/timeline.mjs';

const TABLET = { viewport: { width: 900, height: 1000 } };

/** Ada's window onto a chat with Bob with this many messages. */
async function reader(options, messages = 300) {
  const server = await startServer();
  const [ada, bob] = await people(server, 'ada', 'bob');
  await bob.patch('me', { name: 'Bob' });
  const chat = await ada.chatWith(bob);
  await fill(chat, [await bob.connect()], messages);
  await ada.put(`chats/${chat.id}/read`, { seq: messages });
  const app = await App.as(ada, options);
  await app.openChat('Bob');
  const timeline = new Timeline(app);
  // Also while another pane covers it.
  timeline.box = app.page.locator('[role=log]');
  await timeline.until(({ seqs }) => seqs.includes(messages), 'the newest');
  return { server, ada, bob, chat, app, timeline, page: app.page, newest: messages };
}

const setRoot = (page, name, value) =>
  page.evaluate(([name, value]) => document.documentElement.style.setProperty(name, value), [name, value]);

/** Parts that take room from the messages or make them higher, and give it back. */
const CHANGES = {
  'the emoji panel': async ({ app, page }) => {
    await app.button('Emoji').click();
    await page.getByRole('region', { name: 'Smileys' }).waitFor();
    return async () => {
      await app.button('Emoji').click();
      await page.getByRole('region', { name: 'Smileys' }).waitFor({ state: 'detached' });
    };
  },
  'a composer that grows': async ({ app }) => {
    await app.composer('Bob').fill('one\ntwo\nthree\nfour\nfive');
    return () => app.composer('Bob').fill('');
  },
  'the banner without a connection': async ({ app, server }) => {
    await server.kill();
    await app.page.getByText('No connection.').waitFor();
    return async () => {
      await server.again();
      await app.page.getByText('No connection.').waitFor({ state: 'detached' });
    };
  },
  'a pane beside or over it': async ({ app }) => {
    await app.button('Search in this chat').click();
    await app.heading('Search in this chat').waitFor();
    return async () => {
      await app.page.goBack();
      await app.heading('Search in this chat').waitFor({ state: 'detached' });
    };
  },
  'a keyboard': async ({ page }) => {
    const { width, height } = page.viewportSize();
    await page.setViewportSize({ width, height: height - 320 });
    return () => page.setViewportSize({ width, height });
  },
  'a window turned on its side': async ({ page }) => {
    const { width, height } = page.viewportSize();
    await page.setViewportSize({ width: Math.max(390, height - 200), height: Math.max(390, width - 200) });
    return () => page.setViewportSize({ width, height });
  },
  'larger text': async ({ page }) => {
    await setRoot(page, 'font-size', '150%');
    return () => setRoot(page, 'font-size', '');
  },
  'another typeface': async ({ page }) => {
    await setRoot(page, '--font-body', 'monospace');
    return () => setRoot(page, '--font-body', '');
  },
};

for (const [size, options] of Object.entries({ 'a phone': PHONE, 'a tablet': TABLET, 'a wide screen': WIDE })) {
  describe(`on ${size}`, () => {
    test('at the end one stays at the end, at every moment of it', async (t) => {
      const stage = await reader(options);
      const { timeline, newest, app } = stage;
      for (const [what, change] of Object.entries(CHANGES)) {
        await t.test(what, async () => {
          const report = await timeline.box.evaluateHandle(watchEnd);
          const undo = await change(stage);
          await timeline.settled();
          if (await timeline.box.isVisible()) {
            await timeline.until(({ toEnd, seqs }) => toEnd < 1 && seqs.includes(newest), `the end with ${what}`);
          }
          await undo();
          await timeline.settled();
          await timeline.until(({ toEnd, seqs }) => toEnd < 1 && seqs.includes(newest), `the end after ${what}`);
          assert.deepEqual(await report.evaluate((seen) => seen()), []);
        });
      }
      await app.close();
    });

    test('elsewhere the message at the top stays where it is, as seen from the composer', async (t) => {
      const stage = await reader(options);
      const { timeline, app } = stage;
      await timeline.wheel(-4_000);
      await timeline.settled();
      /** While a pane covers the messages, none of them may be visible. */
      const check = async (change) => {
        if (!(await timeline.box.isVisible())) return change();
        const before = await timeline.box.evaluate(firstPlace);
        const undo = await change();
        await timeline.settled();
        const after = await timeline.box.evaluate(firstPlace, before.seq);
        if (after.height === 0) return undo;
        const moved = after.place - before.place - (after.height - before.height);
        assert.ok(Math.abs(moved) <= 1, `${JSON.stringify(before)} became ${JSON.stringify(after)}`);
        return undo;
      };
      for (const [what, change] of Object.entries(CHANGES)) {
        await t.test(what, async () => {
          const undo = await check(() => change(stage));
          await check(undo);
        });
      }
      await app.close();
    });
  });
}

/** Runs in the page: notes when the end of the messages is not in view after the app has handled a change of sizes. */
function watchEnd(box) {
  const strayed = [];
  const observer = new ResizeObserver(() => {
    const toEnd = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (box.clientHeight > 0 && toEnd > 1) strayed.push(toEnd);
  });
  observer.observe(box);
  return () => {
    observer.disconnect();
    return strayed;
  };
}

/** Runs in the page: the position of the first message that is wholly in view, and the height of the view. */
function firstPlace(box, wanted) {
  const { top, height } = box.getBoundingClientRect();
  const rows = [...box.querySelectorAll('[data-seq]')];
  const row = rows.find((one) => (wanted ? one.dataset.seq === wanted : one.getBoundingClientRect().top >= top));
  return { seq: row?.dataset.seq, place: (row?.getBoundingClientRect().top ?? Number.NaN) - top, height };
}
