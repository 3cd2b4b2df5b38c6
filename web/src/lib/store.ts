// A value that is replaced, never changed, with listeners; and the hook that shows a part of it.
import { useRef, useSyncExternalStore } from 'react';

export class Store<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get = (): T => this.#value;

  update(change: (value: T) => T): void {
    const next = change(this.#value);
    if (next === this.#value) return;
    this.#value = next;
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** The selected part; the component renders again when it is another one (compared shallowly). */
export function useStore<T, R>(store: Store<T>, select: (value: T) => R): R {
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
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => Object.is(value, right.get(key)) && right.has(key))
  );
}
