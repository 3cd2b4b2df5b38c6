// A choice that is stored on this device: read once, checked, and written back whenever it changes.
import { ownName } from './base';
import { type Readable, Store } from './store';

/** `check` completes and corrects a stored value, which another version of the app may have written. */
export class Preference<T extends object> implements Readable<T> {
  readonly #key: string;
  readonly #store: Store<T>;
  readonly get: Readable<T>['get'];
  readonly subscribe: Readable<T>['subscribe'];

  constructor(name: string, check: (kept: Partial<T>) => T) {
    const key = ownName(name);
    this.#key = key;
    this.#store = new Store(check(read<T>(key)));
    this.get = this.#store.get;
    this.subscribe = this.#store.subscribe;
    // A choice in one tab holds in the others.
    globalThis.addEventListener?.('storage', (event) => {
      if (event.key === key) this.#store.update(() => check(read<T>(key)));
    });
  }

  choose(change: Partial<T>): void {
    this.#store.update((value) => ({ ...value, ...change }));
    localStorage.setItem(this.#key, JSON.stringify(this.get()));
  }
}

/** The stored value when it is one of `values`, else the fallback: the first of them by default. */
export function oneOf<T>(values: readonly [T, ...T[]], kept: unknown, fallback: T = values[0]): T {
  return values.find((value) => value === kept) ?? fallback;
}

function read<T>(key: string): Partial<T> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Partial<T>) : {};
  } catch {
    return {};
  }
}
