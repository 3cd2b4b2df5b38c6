// How long a token is used.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Session } from '@/protocol/types';

const DAY_MS = 86_400_000;
const SERVER_MS = 1_900_000_000_000;
const user = { id: 'me', username: 'me', name: 'Me', version: 0 };

let renewals = 0;

/** What the server answers: a token for 15 minutes. */
function session(accessToken: string): Session {
  const serverTime = SERVER_MS + performance.now();
  const accessExpiresAt = serverTime + 15 * 60_000;
  return { user, sessionId: 's', accessToken, accessExpiresAt, refreshToken: 'r', serverTime };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  renewals = 0;
  vi.stubGlobal('navigator', { locks: { request: (_: string, work: () => unknown) => work() } });
  vi.stubGlobal('fetch', async () => {
    renewals += 1;
    return new Response(JSON.stringify(session(`renewed ${renewals}`)));
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each([-3 * DAY_MS, 0, 3 * DAY_MS])(
  'with a clock %d ms off a token is renewed in time, and not before',
  async (off) => {
    vi.setSystemTime(SERVER_MS + off);
    const { SessionKeeper } = await import('./session');
    const keeper = new SessionKeeper('me', session('first'));
    vi.advanceTimersByTime(13 * 60_000);
    expect(await keeper.token()).toBe('first');
    vi.advanceTimersByTime(2 * 60_000);
    expect(await keeper.token()).toBe('renewed 1');
    expect(await keeper.token()).toBe('renewed 1');
  },
);
