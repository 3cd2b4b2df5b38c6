// The web app as a person meets it: a Chromium with private windows, and one person's screen, whose parts tests find by
// their accessible names. Any error or warning of the page fails the test.

import assert from 'node:assert/strict';
import { after } from 'node:test';
import axe from 'axe-core';
import { launchChromium } from './chromium.mjs';
import { LIMIT_MS } from './deadline.mjs';

export const WIDE = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Messages that Chromium itself logs while a server is away, refuses, or closes a connection. */
const NETWORK_NOISE = /^(Failed to load resource|WebSocket connection to|WebSocket is already in CLOSING or CLOSED state)/;

let browser;
after(() => browser?.close());

async function newContext(options) {
  browser ??= await launchChromium();
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(LIMIT_MS);
  return context;
}

/** One person's window. */
export class App {
  constructor(page, server) {
    this.page = page;
    this.server = server;
    this.complaints = [];
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !NETWORK_NOISE.test(message.text())) this.complaints.push(message.text());
    });
  }

  /** A fresh private window, with nobody logged in. */
  static async open(server, options = WIDE) {
    const context = await newContext(options);
    const app = new App(await context.newPage(), server);
    await app.page.goto(server.url);
    return app;
  }

  /**
   * A window in which somebody is logged in already, by the cookie of their session.
   * @param {{ url: string }} [server] where the browser finds the server, when something stands in between
   * @param {() => void} [prepare] runs in each page before the app does
   */
  static async as(person, options = WIDE, server = person.server, prepare = () => {}) {
    const context = await newContext(options);
    await context.addInitScript(prepare);
    return App.in(context, person, server);
  }

  /** The same, in a browser that runs already. */
  static async in(context, person, server = person.server) {
    context.setDefaultTimeout(LIMIT_MS);
    const { hostname } = new URL(server.url);
    const cookie = { name: 'kith_refresh', value: person.session.refreshToken, domain: hostname };
    await context.addCookies([{ ...cookie, path: '/api/v1/auth', httpOnly: true, sameSite: 'Strict' }]);
    const app = new App(await context.newPage(), server);
    await app.page.goto(server.url);
    await app.chats.waitFor();
    return app;
  }

  /** Another tab of the same browser. */
  async tab(path = '') {
    const app = new App(await this.page.context().newPage(), this.server);
    await app.page.goto(this.server.url + path);
    await app.chats.waitFor();
    return app;
  }

  /** Waits until the browser has stored the app itself, and the service worker answers for pages. */
  async kept() {
    await this.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await this.page.reload();
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await this.chats.waitFor();
  }

  /** How many rows each table of the browser's database has. */
  stored() {
    return this.page.evaluate(countRows);
  }

  /** Closes the window; the page must not have logged any error or warning. */
  async close() {
    await this.page.context().close();
    assert.deepEqual(this.complaints, []);
  }

  button = (name) => this.page.getByRole('button', { name, exact: true });
  field = (name) => this.page.getByLabel(name, { exact: true });
  heading = (name) => this.page.getByRole('heading', { name, exact: true });

  async register(name, username, password) {
    await this.field('Your name').fill(name);
    await this.field('User name').fill(username);
    await this.field('Password').fill(password);
    await this.button('Create account').click();
    await this.chats.waitFor();
  }

  async logIn(login, password) {
    await this.field('User name or e-mail').fill(login);
    await this.field('Password').fill(password);
    await this.button('Log in').click();
  }

  /** The list of chats. */
  get chats() {
    return this.page.getByRole('navigation', { name: 'Chats' });
  }

  /** One line of the list of chats. */
  row(name) {
    return this.chats.getByRole('link').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async openChat(name) {
    await this.row(name).click();
    await this.composer(name).waitFor();
  }

  async startChatWith(name) {
    await this.button('New chat').click();
    await this.field('Name or user name').fill(name);
    await this.page.getByRole('region', { name: 'People on this server' }).getByRole('button', { name }).click();
    await this.composer(name).waitFor();
  }

  async createGroup(title, ...names) {
    await this.button('New chat').click();
    await this.page.getByRole('button', { name: 'New group' }).click();
    const pane = this.page.getByRole('region', { name: 'New group' });
    for (const name of names) {
      await this.field('Name or user name').fill(name);
      await pane.getByRole('button', { name, pressed: false }).click();
    }
    await this.button('Next').click();
    await this.field('Group name').fill(title);
    await this.button('Create group').click();
    await this.composer(title).waitFor();
  }

  composer = (name) => this.field(`Message to ${name}`);

  async say(name, words) {
    await this.composer(name).fill(words);
    await this.button('Send').click();
  }

  /** Moves one finger over an element, this many pixels to the right. */
  async swipe(element, by) {
    const devtools = await this.page.context().newCDPSession(this.page);
    const { x, y, width, height } = await element.boundingBox();
    const at = (share) => ({ touchPoints: [{ x: x + width / 2 + by * share, y: y + height / 2 }] });
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(0) });
    for (const share of [0.2, 0.4, 0.6, 0.8, 1]) {
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(share) });
    }
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await devtools.detach();
  }

  get timeline() {
    return this.page.getByRole('log', { name: 'Messages', exact: true });
  }

  /** A message that the server has. */
  bubble(words) {
    return this.timeline.locator('[data-seq]').filter({ hasText: words });
  }

  /** Waits until the ticks of one's own message say this: Sent, Delivered, Read. */
  tick(words, how) {
    return this.bubble(words).getByRole('img', { name: how, exact: true }).waitFor();
  }

  /** The head of a chat, with the line below its name: online, typing, members. */
  header(name, below = '') {
    const chat = this.page.getByRole('region', { name, exact: true });
    return chat.getByRole('button').filter({ hasText: name }).filter({ hasText: below }).first();
  }

  async logOut() {
    await this.button('Settings').click();
    await this.button('Log out').click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
    await this.field('User name or e-mail').waitFor();
  }

  /** Goes to an address of the app, as from a bookmark. */
  async visit(path) {
    await this.page.goto(this.server.url + path);
  }

  /** Checks the whole screen as assistive technology sees it, in light and in dark: the check must find nothing. */
  async checkAccessible() {
    await this.page.evaluate(axe.source);
    const found = [];
    for (const colorScheme of ['light', 'dark']) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
      found.push(...(await this.page.evaluate(violations)).map((each) => `${colorScheme}: ${each}`));
    }
    assert.deepEqual(found, []);
  }
}

/** Runs in the page, once nothing moves any more. One line for each element that fails a rule. */
async function violations() {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // A change of colours is applied with the first frame; an element that fades then may start fades inside it.
  await frame().then(frame);
  while (document.getAnimations().length > 0) {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
    await frame();
  }
  const { violations: rules } = await globalThis.axe.run();
  return rules.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all, none }) => {
      const reasons = [...any, ...all, ...none].map(({ message }) => message);
      return `${id}: ${html.slice(0, 160)}: ${reasons.join('; ')}`;
    }),
  );
}

/** Runs in the page. */
async function countRows() {
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await done(indexedDB.open('kith'));
  const counts = {};
  for (const name of db.objectStoreNames) counts[name] = await done(db.transaction(name).objectStore(name).count());
  db.close();
  return counts;
}
