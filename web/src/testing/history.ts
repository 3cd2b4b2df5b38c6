// The browser's history for tests: entries with their state, and steps that take a moment, as real ones do.
import { vi } from 'vitest';

type Entry = { state: unknown; address: string };

export class FakeHistory {
  entries: Entry[] = [{ state: null, address: '/' }];
  at = 0;
  #onPop: (() => void)[] = [];

  constructor() {
    const own = this;
    vi.stubGlobal('window', {
      addEventListener: (type: string, listener: () => void) =>
        type === 'popstate' && this.#onPop.push(listener),
    });
    vi.stubGlobal('location', {
      get pathname() {
        return new URL(own.address, 'http://kith').pathname;
      },
      get search() {
        return new URL(own.address, 'http://kith').search;
      },
    });
    vi.stubGlobal('history', {
      get state() {
        return own.entries[own.at]?.state;
      },
      pushState: (state: unknown, _: string, address = own.address) => {
        own.entries = [...own.entries.slice(0, own.at + 1), { state: structuredClone(state), address }];
        own.at += 1;
      },
      replaceState: (state: unknown, _: string, address = own.address) => {
        own.entries[own.at] = { state: structuredClone(state), address };
      },
      go: (by: number) => setTimeout(() => own.step(by), 5),
    });
  }

  get address(): string {
    return this.entries[this.at]?.address ?? '';
  }

  /** The entry that "back" leads to, the one before that, and so on, up to the first. */
  get behind(): string[] {
    return this.entries.slice(0, this.at).map(({ address }) => address);
  }

  /** The browser's own buttons; beyond either end they do nothing. */
  step(by: number): void {
    if (this.entries[this.at + by] === undefined) return;
    this.at += by;
    for (const listener of this.#onPop) listener();
  }
}
