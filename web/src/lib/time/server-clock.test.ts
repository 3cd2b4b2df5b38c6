// The server's time on a device whose clock is off.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const DAY_MS = 86_400_000;
const SERVER_MS = 1_900_000_000_000;

let storage: Map<string, string>;

beforeEach(() => {
  vi.useFakeTimers();
  storage = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The clock of a page that was just loaded. */
async function load() {
  vi.resetModules();
  return import('./server-clock');
}

test.each([-3 * DAY_MS, 0, 3 * DAY_MS])('a device whose clock is %d ms off knows the time', async (off) => {
  vi.setSystemTime(SERVER_MS + off);
  const { heardTime, serverNow } = await load();
  heardTime(SERVER_MS, performance.now());
  expect(serverNow()).toBe(SERVER_MS);
  vi.advanceTimersByTime(5_000);
  expect(serverNow()).toBe(SERVER_MS + 5_000);
});

test('half of the way there and back has passed since the server said its time', async () => {
  const { heardTime, serverNow } = await load();
  const askedAt = performance.now();
  vi.advanceTimersByTime(400);
  heardTime(SERVER_MS, askedAt);
  expect(serverNow()).toBe(SERVER_MS + 200);
});

test('setting the clock of the device while the app is open changes nothing', async () => {
  vi.setSystemTime(SERVER_MS);
  const { heardTime, serverNow } = await load();
  heardTime(SERVER_MS, performance.now());
  vi.setSystemTime(SERVER_MS + 3 * DAY_MS);
  expect(serverNow()).toBe(SERVER_MS);
});

test('a start without a network goes by the difference measured last', async () => {
  vi.setSystemTime(SERVER_MS - 3 * DAY_MS);
  const first = await load();
  first.heardTime(SERVER_MS, performance.now());
  vi.advanceTimersByTime(60_000);
  const { serverNow } = await load();
  expect(serverNow()).toBe(SERVER_MS + 60_000);
});

test('what another tab heard counts as of then, however late this one learns of it', async () => {
  vi.setSystemTime(SERVER_MS - 3 * DAY_MS);
  const leader = await load();
  const follower = await load();
  leader.heardTime(SERVER_MS, performance.now());
  vi.advanceTimersByTime(3_600_000);
  follower.heardElsewhere();
  expect(follower.serverNow()).toBe(SERVER_MS + 3_600_000);
});

test('what was kept and is no number is passed over', async () => {
  storage.set('kith.clock', 'yesterday');
  vi.setSystemTime(SERVER_MS);
  const { serverNow } = await load();
  expect(serverNow()).toBe(SERVER_MS);
});
