// Makes the pictures of docs/screenshots: a private server, a few people who have been chatting, and a browser.
//
// Run by `make screenshots`. Changes nothing but that folder.

import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { io } from 'socket.io-client';

import { launchChromium } from './lib/chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'docs/screenshots');
const data = mkdtempSync(join(tmpdir(), 'kith-screenshots-'));

const server = spawn(join(root, 'target/release/kith'), ['serve', '--listen', '127.0.0.1:0', '--data', data], {
  env: { ...process.env, KITH_RATE_LIMITS: 'off', KITH_LOG: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise((resolve) => {
  server.stdout.on('data', (chunk) => {
    const line = /listening on (\S+)/.exec(String(chunk));
    if (line) resolve(line[1]);
  });
});

/** @param {string} method @param {string} path @param {unknown} [body] @param {string} [token] */
async function api(method, path, body, token) {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}

const people = {};
for (const [username, name] of [
  ['maya', 'Maya Lindqvist'],
  ['jonas', 'Jonas Okafor'],
  ['ines', 'Inês Carvalho'],
  ['sam', 'Sam Whitaker'],
  ['lea', 'Léa Fontaine'],
]) {
  people[username] = await api('POST', 'auth/register', { username, password: 'a good long password', name });
}
const id = (who) => people[who].user.id;
const token = (who) => people[who].accessToken;
const open = (request) => api('POST', 'chats', request, token('maya'));

async function say(who, chat, text, mentions) {
  const message = { id: randomUUID(), kind: 'text', text, mentions };
  return api('POST', `chats/${chat.id}/messages`, message, token(who));
}

async function read(who, chat, seq) {
  await api('PUT', `chats/${chat.id}/read`, { seq }, token(who));
}

const notes = await open({ kind: 'direct', userId: id('maya') });
await say('maya', notes, 'Passport expires in March');
const lea = await open({ kind: 'direct', userId: id('lea') });
await say('lea', lea, 'Did the parcel arrive?');
await say('maya', lea, 'Yes! Thank you so much');
await read('maya', lea, 2);
await say('lea', lea, 'I found the other one, too');
await say('lea', lea, '❤️');
const members = ['jonas', 'ines', 'sam'].map(id);
const hike = await open({ kind: 'group', title: 'Sunday hike 🥾', description: 'Up the ridge, back by tea.', memberIds: members });
await say('jonas', hike, 'Morning all');
await say('jonas', hike, 'Weather says *dry until four*, then rain');
await say('ines', hike, 'Perfect, I bring the thermos');
await say('ines', hike, 'And cake 🍰');
await say('sam', hike, 'Train at 8:12 from platform 3');
const question = await say('maya', hike, 'I will be there. Do we need the long rope?');
for (const who of ['jonas', 'ines', 'sam']) await read(who, hike, question.seq);
await say('jonas', hike, 'No, the ladder is fixed since June');
const last = await say('sam', hike, '🎉🎉');
await read('maya', hike, last.seq);
const jonas = await open({ kind: 'direct', userId: id('jonas') });
await say('maya', jonas, 'Hey! Are you coming on Sunday?');
await say('jonas', jonas, 'Of course');
await say('jonas', jonas, 'Last time we missed the view because of the fog, and I still think about that sandwich.');
await say('maya', jonas, 'Ha, same');
const ride = await say('maya', jonas, 'Pick you up at 7:40?');
await read('jonas', jonas, ride.seq);
const thumb = await say('jonas', jonas, '👍');
await read('maya', jonas, thumb.seq);
const online = io(url, { auth: { token: token('jonas') }, transports: ['websocket'] });
await new Promise((resolve) => online.on('connect', resolve));

// Wherever this runs, in the pictures it is morning.
const ahead = 9 - new Date().getUTCHours();
const timezoneId = ahead >= 0 ? `Etc/GMT-${Math.min(ahead, 14)}` : `Etc/GMT+${Math.min(-ahead, 12)}`;

const browser = await launchChromium();
mkdirSync(out, { recursive: true });
for (const colorScheme of ['light', 'dark']) {
  for (const [name, width, height] of [
    ['wide', 1440, 900],
    ['phone', 390, 844],
  ]) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, locale: 'en-GB', timezoneId });
    const page = await context.newPage();
    const picture = (what) => page.screenshot({ path: join(out, `${name}-${colorScheme}-${what}.png`), animations: 'disabled' });
    await page.goto(url);
    await page.getByLabel('User name or e-mail').fill('maya');
    await page.getByLabel('Password', { exact: true }).fill('a good long password');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('Sunday hike').first().waitFor();
    if (name === 'phone') await picture('chats');
    await page.getByText('Sunday hike').first().click();
    await page.getByText('No, the ladder is fixed').last().waitFor();
    online.emit('typing:start', { chatId: jonas.id });
    await page.getByText('typing').first().waitFor({ state: 'attached' });
    await picture('chat');
    await context.close();
  }
}
await browser.close();
online.disconnect();
server.kill('SIGTERM');
await new Promise((resolve) => server.on('exit', resolve));
rmSync(data, { recursive: true });
