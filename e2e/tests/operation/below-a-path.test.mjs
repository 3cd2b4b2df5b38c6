// The app below a path, behind nginx: two servers on one host, each below its own path, which do not affect each other.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from '../../lib/app.mjs';
import { PASSWORD, people } from '../../lib/client.mjs';
import { freePort, startNginx } from '../../lib/nginx.mjs';
import { startServer } from '../../lib/server.mjs';

const location = (path, server) => `
  location ${path}/ {
    proxy_set_header Host $http_host;
    proxy_pass ${server.url}/;
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
  }`;

/** Two servers below `/chat` and `/other` of one host, with a person and their friend on each. */
async function neighbours() {
  const port = await freePort();
  const start = async (path) => {
    const server = await startServer({ KITH_PUBLIC_URL: `http://127.0.0.1:${port}${path}/` });
    const [ada, bob] = await people(server, 'Ada', 'Bob');
    await bob.patch('me', { name: 'Bob' });
    const chat = await ada.chatWith(bob);
    await bob.send(chat.id, `hi from ${path}`);
    return { path, server, ada, bob, chat };
  };
  const [chat, other] = [await start('/chat'), await start('/other')];
  const { url } = await startNginx(port, location(chat.path, chat.server) + location(other.path, other.server));
  return { url, chat, other };
}

async function logIn(app, { ada }) {
  await app.logIn(ada.username, PASSWORD);
  await app.chats.waitFor();
}

test('below a path one logs in, reads, writes, goes back, and reloads, also without the server', async () => {
  const { url, chat } = await neighbours();
  const app = await App.open({ url: `${url}/chat/` });
  const asked = [];
  app.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await logIn(app, chat);
  await app.openChat('Bob');
  assert.equal(new URL(app.page.url()).pathname, `/chat/c/${chat.chat.id}`);
  await app.say('Bob', 'from below');
  await app.tick('from below', 'Sent');
  await app.page.goBack();
  assert.equal(new URL(app.page.url()).pathname, '/chat/');
  await app.kept();
  await app.openChat('Bob');
  await app.page.reload();
  await app.bubble('from below').waitFor();
  await chat.server.kill();
  await app.page.reload();
  await app.bubble('from below').waitFor();
  assert.deepEqual(asked.filter((path) => !path.startsWith('/chat/')), []);
  await app.close();
});

test('two servers on one host share nothing in the browser: neither sessions nor what is kept', async () => {
  const { url, chat, other } = await neighbours();
  const one = await App.open({ url: `${url}/chat/` });
  await logIn(one, chat);
  await one.openChat('Bob');
  await one.bubble('hi from /chat').waitFor();
  await one.kept();
  const two = new App(await one.page.context().newPage(), { url: `${url}/other/` });
  await two.page.goto(`${url}/other/`);
  await logIn(two, other);
  await two.openChat('Bob');
  await two.bubble('hi from /other').waitFor();
  await two.composer('Bob').fill('begun here');

  await one.page.reload();
  await one.bubble('hi from /chat').waitFor();
  assert.equal(await one.composer('Bob').inputValue(), '');
  await one.logOut();
  await two.say('Bob', 'still here');
  await two.tick('still here', 'Sent');
  await two.page.reload();
  await two.bubble('still here').waitFor();
  assert.deepEqual(two.complaints, []);
  await one.close();
});

test('to a page whose address the server does not know, it is said what to set', async () => {
  const server = await startServer();
  const port = await freePort();
  // As with a bare `proxy_pass`: the server sees only its own address as the host.
  const { url } = await startNginx(port, `location / { proxy_pass ${server.url}; proxy_http_version 1.1; }`);
  const app = await App.open({ url });
  await app.page.getByText(`Whoever runs it has to set public_url = "${url}".`).waitFor();
  await app.close();
});
