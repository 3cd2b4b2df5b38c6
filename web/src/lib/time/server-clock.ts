// The time by the server's clock, to compare with times from the server: this device's own clock may be days off, or be
// set while the app is open. Measured whenever the server sends its time; until then, as in a start without a network,
// the difference that was measured last still counts.
import { ownName } from '../base';
import { Store } from '../store';

const KEY = ownName('kith.clock');

/** The server's time at a moment of the monotonic clock; null until the server has sent it. */
let measured: { serverMs: number; at: number } | null = null;
/** How far the device's clock was behind the server's when that was last known. */
const kept = keptOffset();

const corrected = new Store(0);
/** Counts corrections of the time, for components that show times. */
export const corrections = corrected.readable;
/** Less than this is no correction. */
const NOTICED_MS = 1_000;

/** Milliseconds since the Unix epoch. */
export function serverNow(): number {
  return Math.round(
    measured === null ? Date.now() + kept : measured.serverMs + performance.now() - measured.at,
  );
}

/** The server answered that its clock is at `serverMs`; the request was sent at `askedAt` by the monotonic clock. */
export function heardTime(serverMs: number, askedAt: number): void {
  const at = performance.now();
  const believed = serverNow();
  measured = { serverMs: serverMs + (at - askedAt) / 2, at };
  try {
    localStorage.setItem(KEY, String(serverNow() - Date.now()));
  } catch {
    // Without storage the next start goes by the device's clock until the server answers.
  }
  noteCorrection(believed);
}

/** Another tab has received the time and stored the offset. It is unknown when: this tab may have slept since. */
export function heardElsewhere(): void {
  const believed = serverNow();
  measured = { serverMs: Date.now() + keptOffset(), at: performance.now() };
  noteCorrection(believed);
}

function noteCorrection(believed: number): void {
  if (Math.abs(serverNow() - believed) > NOTICED_MS) corrected.update((count) => count + 1);
}

function keptOffset(): number {
  try {
    const offset = Number(localStorage.getItem(KEY));
    return Number.isFinite(offset) ? offset : 0;
  } catch {
    return 0;
  }
}
