// A browser for tests of tabs: channels between them, locks that they hold, tabs that close, are killed, freeze and wake.
import { vi } from 'vitest';

type Hear = (event: { data: unknown }) => void;

export class FakeBrowser {
  readonly channels = new Set<FakeChannel>();
  #holders = new Map<string, Holder>();
  #queue: Holder[] = [];
  /** The tab whose code runs now: the channels and locks that it creates belong to it. */
  current: FakeTab | null = null;

  constructor(options: { locks: boolean }) {
    const browser = this;
    vi.stubGlobal(
      'BroadcastChannel',
      class extends FakeChannel {
        constructor(name: string) {
          super(browser, browser.current, name);
        }
      },
    );
    vi.stubGlobal('document', {
      visibilityState: 'visible',
      querySelector: () => null,
      addEventListener() {},
      removeEventListener() {},
    });
    vi.stubGlobal('window', { addEventListener() {}, removeEventListener() {} });
    const items = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => items.set(key, value),
      removeItem: (key: string) => items.delete(key),
    });
    vi.stubGlobal('navigator', options.locks ? { locks: { request: this.#request } } : {});
  }

  /** Ends a tab without any event. */
  kill(tab: FakeTab): void {
    tab.dead = true;
    for (const channel of this.channels) if (channel.tab === tab) this.channels.delete(channel);
    this.#queue = this.#queue.filter((holder) => holder.tab !== tab);
    for (const [name, holder] of this.#holders) if (holder.tab === tab) this.#free(name);
  }

  #request = (name: string, options: LockOptions, hold: () => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      const holder: Holder = { tab: this.current, name, hold, resolve, reject };
      options.signal?.addEventListener('abort', () => {
        if (!this.#queue.includes(holder)) return;
        this.#queue = this.#queue.filter((one) => one !== holder);
        reject(new Error('aborted'));
      });
      const holding = this.#holders.get(name);
      if (options.steal && holding !== undefined) {
        this.#holders.delete(name);
        holding.reject(new Error('stolen'));
      }
      if (this.#holders.has(name)) this.#queue.push(holder);
      else this.#grant(holder);
    });

  #grant(holder: Holder): void {
    this.#holders.set(holder.name, holder);
    void holder.hold().then(() => {
      if (this.#holders.get(holder.name) === holder) this.#free(holder.name);
      holder.resolve();
    });
  }

  #free(name: string): void {
    this.#holders.delete(name);
    const next = this.#queue.find((holder) => holder.name === name);
    if (next === undefined) return;
    this.#queue = this.#queue.filter((holder) => holder !== next);
    this.#grant(next);
  }
}

export class FakeTab {
  dead = false;
  frozen = false;
  /** The messages that a frozen tab will receive when it wakes. */
  readonly waiting: (() => void)[] = [];

  wake(): void {
    this.frozen = false;
    for (const hear of this.waiting.splice(0)) hear();
  }
}

class FakeChannel {
  onmessage: Hear | null = null;
  readonly #browser: FakeBrowser;

  constructor(
    browser: FakeBrowser,
    readonly tab: FakeTab | null,
    readonly name: string,
  ) {
    this.#browser = browser;
    browser.channels.add(this);
  }

  postMessage(data: unknown): void {
    if (this.tab?.dead) return;
    const copy = structuredClone(data);
    for (const other of this.#browser.channels) {
      if (other === this || other.name !== this.name) continue;
      const hear = () => {
        if (this.#browser.channels.has(other)) other.onmessage?.({ data: copy });
      };
      queueMicrotask(() => (other.tab?.frozen ? other.tab.waiting.push(hear) : hear()));
    }
  }

  close(): void {
    this.#browser.channels.delete(this);
  }
}

type LockOptions = { signal?: AbortSignal; steal?: boolean };
type Holder = {
  tab: FakeTab | null;
  name: string;
  hold: () => Promise<void>;
  resolve: () => void;
  reject: (reason: Error) => void;
};
