// Devices whose clock is days off: which messages are new, which times show and when tokens are renewed depends on the
// server's clock.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, WIDE } from '../../lib/app.mjs';
import { people } from '../../lib/client.mjs';
import { startServer } from '../../lib/server.mjs';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Runs in the page before the app does. */
const setClock = (days) => `{
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [Real.now() + ${days * DAY_MS}] : given));
    }
    static now() {
      return Real.now() + ${days * DAY_MS};
    }
  };
}`;

for (const days of [-3, 3]) {
  const off = days < 0 ? `${-days} days behind` : `${days} days ahead`;
  test(`with a clock ${off} everything is told and said as with a right one`, async () => {
    const server = await startServer();
    const [ada, bob, carl] = await people(server, 'Ada', 'Bob', 'Carl');
    for (const [person, name] of [[bob, 'Bob'], [carl, 'Carl']]) await person.patch('me', { name });
    const chats = { bob: await ada.chatWith(bob), carl: await ada.chatWith(carl) };
    await bob.send(chats.bob.id, 'hi');
    await carl.send(chats.carl.id, 'hi');
    (await bob.connect()).close();
    const app = await App.as(ada, WIDE, server, setClock(days));
    let renewals = 0;
    app.page.on('request', (request) => {
      if (request.url().endsWith('auth/refresh')) renewals += 1;
    });

    await app.openChat('Bob');
    await app.header('Bob', /last seen (just now|\d+ minutes? ago)/).waitFor();
    await app.page.getByRole('button', { name: /^Today\./ }).first().waitFor();
    await app.say('Bob', 'mine');
    await app.tick('mine', 'Sent');
    const today = /\d\d:\d\d/;
    await app.row('Bob').locator('time').filter({ hasText: today }).waitFor();

    await carl.send(chats.carl.id, 'news');
    await app.page.getByRole('region', { name: 'Notices' }).getByText('news').waitFor();

    const before = Date.now();
    await app.row('Bob').click({ button: 'right' });
    await app.page.getByRole('menuitem', { name: 'Mute' }).click();
    await app.page.getByRole('menuitem', { name: 'For 8 hours' }).click();
    await app.row('Bob').getByRole('img', { name: 'Muted' }).waitFor();
    const device = await ada.connect();
    let { mutedUntil } = (await ada.get(`chats/${chats.bob.id}`)).state;
    if (mutedUntil === undefined) {
      const { chat } = await device.waitFor('me:updated', (update) => update.chat?.state.mutedUntil !== undefined);
      mutedUntil = chat.state.mutedUntil;
    }
    device.close();
    assert.ok(Math.abs(mutedUntil - before - 8 * HOUR_MS) < HOUR_MS / 2, `muted until ${new Date(mutedUntil)}`);
    assert.equal(renewals, 0);

    // Without the server the app remembers the difference.
    await app.kept();
    await server.kill();
    await app.page.reload();
    await app.page.getByRole('button', { name: /^Today\./ }).first().waitFor();
    await app.close();
  });
}
