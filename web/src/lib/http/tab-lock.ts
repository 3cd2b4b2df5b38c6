// One at a time over all tabs of this browser: refresh tokens work once, so two tabs must never present the same one.
import { ownName } from '../base';

const LEASE_KEY = 'kith.lease';
const LEASE_MS = 15_000;
const SETTLE_MS = 30;

export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  if (navigator.locks !== undefined) return navigator.locks.request(ownName(`kith-${name}`), work);
  // Web Locks need a secure context; a server on a home network over plain HTTP has none.
  const owner = crypto.getRandomValues(new Uint32Array(2)).join('-');
  const key = ownName(`${LEASE_KEY}.${name}`);
  while (!(await lease(key, owner))) await pause(SETTLE_MS * 4);
  try {
    return await work();
  } finally {
    if (holder(key)?.owner === owner) localStorage.removeItem(key);
  }
}

async function lease(key: string, owner: string): Promise<boolean> {
  const held = holder(key);
  const left = (held?.until ?? 0) - Date.now();
  // No lease lasts that long: it was made before the clock was set back.
  if (held?.owner !== owner && left > 0 && left <= LEASE_MS) return false;
  localStorage.setItem(key, JSON.stringify({ owner, until: Date.now() + LEASE_MS }));
  // The tab that wrote last within this pause has the lock.
  await pause(SETTLE_MS);
  return holder(key)?.owner === owner;
}

function holder(key: string): { owner: string; until: number } | null {
  const text = localStorage.getItem(key);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
