// The one limit on waiting: far longer than any wait takes, so that a lost event fails its test with a reason instead
// of hanging it.

/** In milliseconds; shorter than the 45 seconds after which a missing ping reveals a dead connection. */
export const LIMIT_MS = 30_000;

/**
 * The promise's outcome, or an error that names the event that did not come.
 * @template T
 * @param {Promise<T>} promise
 * @param {() => string} what called only when the wait was in vain
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
