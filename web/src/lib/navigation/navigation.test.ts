// Going through the app by the browser's history.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeHistory } from '@/testing/history';

let history: FakeHistory;
let nav: typeof import('./navigation');

beforeEach(async () => {
  vi.useFakeTimers();
  history = new FakeHistory();
  nav = await load();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The app as a page that was just loaded has it. */
async function load() {
  vi.resetModules();
  return import('./navigation');
}

function check(address: string, behind: string[]): void {
  vi.runAllTimers();
  expect([history.address, history.behind]).toEqual([address, behind]);
  const { chatId, right } = nav.currentRoute();
  const shown = `${chatId === null ? '/' : `/c/${chatId}`}${right === null ? '' : `?right=${right}`}`;
  expect(shown).toBe(address);
}

test('opening and closing a pane leaves history as it was', () => {
  nav.go({ chatId: 'a' });
  nav.go({ right: 'info' });
  check('/c/a?right=info', ['/', '/c/a']);
  nav.close({ right: null });
  check('/c/a', ['/']);
});

test('closing a pane that was not opened from there replaces it', () => {
  nav.go({ chatId: 'a', right: 'info' });
  nav.close({ right: null });
  check('/c/a', ['/']);
});

test('what lies over the screen is taken off by back, and by closing it, which leaves nothing in history', () => {
  nav.go({ chatId: 'a' });
  const onBack = vi.fn();
  nav.cover(onBack);
  check('/c/a', ['/', '/c/a']);
  history.step(-1);
  expect(onBack).toHaveBeenCalledOnce();
  check('/c/a', ['/']);

  const takeOff = nav.cover(onBack);
  vi.runAllTimers();
  takeOff();
  check('/c/a', ['/']);
  expect(onBack).toHaveBeenCalledOnce();
});

test('what is mounted only to be thrown away leaves no trace', () => {
  nav.cover(vi.fn())();
  check('/', []);
});

test('going on from something that lies over the screen closes it first', () => {
  nav.go({ chatId: 'a' });
  const onBack = vi.fn();
  nav.cover(onBack);
  vi.runAllTimers();
  nav.go({ right: 'info' });
  check('/c/a?right=info', ['/', '/c/a']);
  expect(onBack).toHaveBeenCalledOnce();
});

test('of two things over the screen back takes off the upper one', () => {
  const [lower, upper] = [vi.fn(), vi.fn()];
  nav.cover(lower);
  nav.cover(upper);
  vi.runAllTimers();
  history.step(-1);
  vi.runAllTimers();
  expect([lower.mock.calls.length, upper.mock.calls.length]).toEqual([0, 1]);
  check('/', ['/']);
});

test('a menu that opens a window and closes after it leaves nothing that back would stop at', () => {
  const closeMenu = nav.cover(vi.fn());
  const onBack = vi.fn();
  nav.cover(onBack);
  vi.runAllTimers();
  closeMenu();
  vi.runAllTimers();
  expect(onBack).not.toHaveBeenCalled();
  history.step(-1);
  expect(onBack).toHaveBeenCalledOnce();
  check('/', []);
});

test('a window that opens while a menu is being taken off keeps its own entry', () => {
  const closeMenu = nav.cover(vi.fn());
  vi.runAllTimers();
  closeMenu();
  const onBack = vi.fn();
  nav.cover(onBack);
  check('/', ['/']);
  expect(onBack).not.toHaveBeenCalled();
});

// The event removes the group before the request that left it is answered: the window closes, and only then one goes
// home.
test('leaving a chat from a window over it leads to the list, whichever comes first', () => {
  for (const closesFirst of [true, false]) {
    nav.go({ chatId: 'a' });
    nav.go({ right: 'info' });
    const takeOff = nav.cover(vi.fn());
    vi.runAllTimers();
    if (closesFirst) takeOff();
    nav.goHome();
    if (!closesFirst) takeOff();
    check('/', []);
  }
});

test('home is a step back past everything that was opened since', () => {
  nav.go({ chatId: 'a' });
  nav.go({ chatId: 'b' });
  nav.go({ right: 'search' });
  nav.goHome();
  check('/', []);
});

test('home takes the place of a chat that was opened by its address', async () => {
  history.entries = [{ state: null, address: '/c/a' }];
  nav = await load();
  nav.go({ right: 'info' });
  nav.goHome();
  check('/', []);
});

test('what is opened after going home is opened from there', async () => {
  history.entries = [{ state: null, address: '/c/a' }];
  nav = await load();
  nav.go({ right: 'info' });
  nav.cover(vi.fn());
  vi.runAllTimers();
  nav.goHome();
  nav.go({ chatId: 'b' });
  check('/c/b', ['/']);
});

test('a page that was loaded anew with a window over it has none', async () => {
  nav.go({ chatId: 'a' });
  nav.cover(vi.fn());
  vi.runAllTimers();
  nav = await load();
  check('/c/a', ['/']);
});

test('the way back is known after the page was loaded anew', async () => {
  nav.go({ chatId: 'a' });
  nav.go({ right: 'info' });
  nav = await load();
  nav.close({ right: null });
  check('/c/a', ['/']);
});

test('going forward to something that has closed leads back', () => {
  nav.cover(vi.fn());
  vi.runAllTimers();
  history.step(-1);
  history.step(1);
  check('/', []);
});

test('a step that leads nowhere holds nothing up for good', async () => {
  history.entries = [{ state: { trail: ['/'], over: [] }, address: '/c/a' }];
  nav = await load();
  nav.close({ chatId: null });
  nav.go({ right: 'info' });
  check('/c/a?right=info', ['/c/a']);
});
