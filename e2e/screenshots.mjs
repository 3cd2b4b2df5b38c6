// Makes the pictures of docs/screenshots: a private server, a few people who have been chatting, and a browser.
//
// Run by `make screenshots`. Changes nothing but that folder, or the folder of the command line: `node screenshots.mjs
// FOLDER WORD`
// makes only the pictures whose names contain the word.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { io } from 'socket.io-client';

import { launchChromium } from './lib/chromium.mjs';
import { spreadTimes, stageDemo } from './lib/demo.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [out = join(root, 'docs/screenshots'), word = ''] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), 'kith-screenshots-'));
const kith = resolve(process.env.KITH_BIN ?? join(root, 'target/release/kith'));

const own = Object.entries(process.env).filter(([key]) => !key.startsWith('KITH_'));
const server = spawn(kith, ['serve', '--listen', '127.0.0.1:0', '--data', data], {
  env: { ...Object.fromEntries(own), KITH_RATE_LIMITS: 'off', KITH_LOG: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const url = await new Promise((resolve) => {
  server.stdout.on('data', (chunk) => {
    const line = /listening on (\S+)/.exec(String(chunk));
    if (line) resolve(line[1]);
  });
});
// Cleans up however the script ends.
process.on('exit', () => {
  server.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});
const demo = await stageDemo(url);
const jonas = io(url, { auth: { token: demo.people.jonas.accessToken }, transports: ['websocket'] });
await new Promise((resolve) => jonas.on('connect', resolve));

// In the pictures it is morning, in any time zone.
const ahead = 10 - new Date().getUTCHours();
const timezoneId = ahead >= 0 ? `Etc/GMT-${Math.min(ahead, 14)}` : `Etc/GMT+${Math.min(-ahead, 12)}`;

const SIZES = {
  wide: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 768, height: 1024 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};
const { hike, lea } = demo.chats;

/** The content of each picture: the steps that lead there in a window where somebody is logged in. */
const SCREENS = {
  chats: (page) => page.getByText('Sunday hike').first().waitFor(),
  chat: async (page) => {
    await page.goto(`${url}/c/${hike.id}`);
    await page.getByText('the ladder is fixed').filter({ visible: true }).last().waitFor();
  },
  info: async (page) => {
    await page.goto(`${url}/c/${hike.id}?right=info`);
    await page.getByText('Inês Carvalho').last().waitFor();
    await page.getByText('the ladder is fixed').filter({ visible: true }).last().waitFor();
  },
  appearance: async (page) => {
    await page.goto(`${url}/c/${hike.id}?left=settings.appearance`);
    await page.locator('[data-accent=plum]').first().waitFor();
    await page.getByText('the ladder is fixed').filter({ visible: true }).last().waitFor();
  },
  settings: async (page) => {
    await page.goto(`${url}/?left=settings`);
    await page.getByText('Maya Lindqvist').filter({ visible: true }).first().waitFor();
  },
  menu: async (page) => {
    await page.goto(`${url}/c/${hike.id}`);
    await page.getByText('the ladder is fixed').filter({ visible: true }).last().waitFor();
    await page.locator(`[data-chat="${lea.id}"] a`).click({ button: 'right' });
    await page.getByRole('menu').waitFor();
  },
  palette: async (page) => {
    await SCREENS.chat(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('s');
    await page.getByRole('option').first().waitFor();
  },
  emoji: async (page) => {
    await SCREENS.chat(page);
    await page.locator('[data-emoji-button]').click();
    await page.locator('[data-emoji]').first().waitFor();
  },
};

/** Size, colours, language, and content. */
const PICTURES = [
  ...['light', 'dark'].flatMap((scheme) => [
    ['wide', scheme, 'en', 'chat'],
    ['tablet', scheme, 'en', 'chat'],
    ['phone', scheme, 'en', 'chats'],
    ['phone', scheme, 'en', 'chat'],
  ]),
  ['wide', 'light', 'en', 'menu'],
  ['wide', 'light', 'en', 'info'],
  ['wide', 'light', 'en', 'emoji'],
  ['wide', 'dark', 'en', 'palette'],
  ['wide', 'dark', 'en', 'appearance'],
  ['phone', 'light', 'en', 'emoji'],
  ['phone', 'light', 'en', 'settings'],
  ['wide', 'light', 'ar', 'chat'],
  ['phone', 'dark', 'ar', 'chats'],
  ['phone', 'light', 'ar', 'chat'],
];

const browser = await launchChromium();
mkdirSync(out, { recursive: true });
for (const [size, colorScheme, language, screen] of PICTURES) {
  const name = [size, colorScheme, ...(language === 'en' ? [] : ['rtl']), screen].join('-');
  if (!name.includes(word)) continue;
  const context = await browser.newContext({
    ...SIZES[size],
    colorScheme,
    timezoneId,
    locale: language === 'en' ? 'en-GB' : 'ar-EG',
    reducedMotion: 'reduce',
  });
  const cookie = { name: 'kith_refresh', value: await refreshToken(), domain: '127.0.0.1', path: '/api/v1/auth' };
  await context.addCookies([{ ...cookie, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.addInitScript(spreadTimes, demo.ago);
  await page.goto(url);
  await page.getByText('Sunday hike').first().waitFor();
  await SCREENS[screen](page);
  jonas.emit('typing:start', { chatId: demo.chats.jonas.id });
  if (await page.locator(`[data-chat="${demo.chats.jonas.id}"]`).isVisible()) {
    await page.locator('[data-typing]').first().waitFor();
  }
  await page.evaluate(() => document.fonts.ready);
  const devtools = await context.newCDPSession(page);
  const { data: image } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 84 });
  writeFileSync(join(out, `${name}.webp`), Buffer.from(image, 'base64'));
  await context.close();
}
await browser.close();
jonas.disconnect();
process.exit();

/** A session of Maya's for one window. */
async function refreshToken() {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'maya', password: demo.password, device: { name: 'Chromium' } }),
  });
  return (await response.json()).refreshToken;
}
