// Random numbers that can be repeated: a seed identifies a run.

/**
 * Numbers below 1, always the same ones for a seed (mulberry32).
 * @param {number} seed
 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** An integer from 0 to `below - 1`. */
    below: (below) => Math.floor(next() * below),
    /** One of several. */
    pick: (list) => list[Math.floor(next() * list.length)],
    /** Some of several, perhaps none. */
    some: (list) => list.filter(() => next() < 0.5),
  };
}
