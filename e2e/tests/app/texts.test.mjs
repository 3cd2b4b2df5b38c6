// How texts are shown, in a real browser: the rules of docs/text.md on screen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

async function stage() {
  const server = await startServer();
  const [ada, bob, eve] = await people(server, 'ada', 'bob', 'eve');
  await ada.patch('me', { name: 'Ada' });
  await bob.patch('me', { name: 'Bob' });
  await eve.patch('me', { name: 'Eve' });
  return { ada, bob, eve, group: await bob.group('Hike', ada, eve) };
}

test('texts made to be hard to read are shown like others', async () => {
  const { ada, bob, group } = await stage();
  for (const text of [
    `https://a.b/${')'.repeat(64_988)}`,
    ' *a'.repeat(21_845),
    '*a* _b_ '.repeat(8_192),
    '> a\nb\n'.repeat(10_922),
    '- a\n'.repeat(16_384),
  ]) {
    await bob.send(group.id, text);
  }
  await bob.send(group.id, 'and this one');
  const app = await App.as(ada);
  await app.openChat('Hike');
  await app.bubble('and this one').waitFor();
  const elements = await app.page.locator('[data-seq] *').count();
  assert.ok(elements < 5 * 2_000 * 2, `${elements} elements`);
  await app.close();
});

test('each line runs in its own direction, and an address from left to right in any', async () => {
  const { ada, bob, group } = await stage();
  await bob.send(group.id, 'English first\nانظر https://x.org/a/b?c، شكرا\n- العربية\n- Latin');
  const app = await App.as(ada);
  await app.openChat('Hike');
  const link = app.page.getByRole('link', { name: 'https://x.org/a/b?c', exact: true });
  await link.waitFor();
  assert.equal(await link.getAttribute('href'), 'https://x.org/a/b?c');
  const styles = await app.page.evaluate(() => {
    const of = (element) => getComputedStyle(element);
    const link = document.querySelector('a[href^="https://x.org"]');
    return {
      link: [of(link).direction, of(link).unicodeBidi],
      line: of(link.parentElement).unicodeBidi,
      items: [...document.querySelectorAll('[data-seq] li')].map((item) => of(item).direction),
    };
  });
  assert.deepEqual(styles, { link: ['ltr', 'isolate'], line: 'plaintext', items: ['rtl', 'ltr'] });
  await app.close();
});

test('numbers and languages show as they were written', async () => {
  const { ada, bob, group } = await stage();
  await bob.send(group.id, '24. Dezember\n31. Dezember\n```js\nlet a;\n```');
  const app = await App.as(ada);
  await app.openChat('Hike');
  const items = app.page.locator('[data-seq] li');
  await items.first().waitFor();
  const shown = await items.evaluateAll((all) => all.map((item) => item.innerText));
  assert.deepEqual(shown, ['24. Dezember', '31. Dezember']);
  const code = app.page.locator('[data-seq] pre');
  await code.getByText('js', { exact: true }).waitFor();
  assert.equal(await code.evaluate((element) => element.lastChild.textContent), 'let a;');
  await app.close();
});

test('whom the composer mentions is whom the bubble and the list show, also after a rename', async () => {
  const { ada, bob, eve, group } = await stage();
  const writer = await App.as(bob);
  await writer.openChat('Hike');
  const told = `_@${eve.username}_ and @${ada.username}-thanks, not \`@${ada.username}\` or https://x.org/@${ada.username}`;
  await writer.say('Hike', told);
  await writer.tick('and', 'Sent');
  const [message] = (await ada.history(group.id)).filter(({ text }) => text === told);
  assert.deepEqual(message.mentions, [eve.id, ada.id]);

  await eve.patch('me', { username: 'eve.renamed', name: 'Eve $& Co' });
  const reader = await App.as(ada);
  await reader.row('Hike').getByText('@Eve $& Co and @Ada-thanks, not').waitFor();
  await reader.openChat('Hike');
  await reader.page.locator('[data-seq] em').getByText('@Eve $& Co').waitFor();
  await writer.close();
  await reader.close();
});
