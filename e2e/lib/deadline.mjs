// The one limit on waiting: far beyond what anything takes, so that a lost event fails its test with a reason instead
// of hanging it.

/** In milliseconds; shorter than the 45 seconds after which a dead connection is noticed by its missing ping. */
export const LIMIT_MS = 30_000;

/**
 * The promise's outcome, or an error that says what was waited for.
 * @template T
 * @param {Promise<T>} promise
 * @param {() => string} what asked only when the wait was in vain
 * @returns {Promise<T>}
 */
export async function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for ${what()}`)), LIMIT_MS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
