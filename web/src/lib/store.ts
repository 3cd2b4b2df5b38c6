// A value that is replaced, never changed, with listeners; and the hook that shows a part of it.
import { useRef, useSyncExternalStore } from 'react';

const FRAME_MS = 16;

/** A store that can be read, and not written. */
export type Readable<T> = Pick<Store<T>, 'get' | 'subscribe'>;

export class Store<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();
  #notifiedAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(value: T) {
    this.#value = value;
  }

  get = (): T => this.#value;

  update = (change: (value: T) => T): void => {
    const next = change(this.#value);
    if (next === this.#value) return;
    this.#value = next;
    this.#notify();
  };

  /** The value changes now; the listeners are called once per frame for many changes in a row. */
  updateSoon = (change: (value: T) => T): void => {
    const next = change(this.#value);
    if (next === this.#value) return;
    this.#value = next;
    if (this.#timer !== undefined) return;
    const wait = this.#notifiedAt + FRAME_MS - performance.now();
    if (wait <= 0) this.#notify();
    else this.#timer = setTimeout(this.#notify, wait);
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The same store without the methods that write. */
  readonly readable: Readable<T> = { get: this.get, subscribe: this.subscribe };

  #notify = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const listener of [...this.#listeners]) listener();
    // After the listeners: when they take long, there is time for other things before the next round.
    this.#notifiedAt = performance.now();
  };
}

/** The selected part. The component renders again when the part changes (compared shallowly). */
export function useStore<T, R>(store: Readable<T>, select: (value: T) => R): R {
  const last = useRef<R | undefined>(undefined);
  return useSyncExternalStore(store.subscribe, () => {
    const next = select(store.get());
    if (last.current !== undefined && shallowEqual(last.current, next)) return last.current;
    last.current = next;
    return next;
  });
}

export function shallowEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  // What these hold is not in their fields.
  if (a instanceof Map || a instanceof Set) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => Object.is(value, right.get(key)) && right.has(key))
  );
}
