// Which of the browser's tabs leads. The browser hands a lock on when its holder closes, crashes or is killed; another
// tab can steal it from a frozen holder. Without locks (plain HTTP) a tab leads when no other answers.
import { exclusively } from '@/lib/http/tab-lock';

export type LeadershipOptions = {
  name: string;
  onLead: () => void;
  /** Another tab took over. */
  onLost: () => void;
  /** Asks all other tabs whether one of them leads. */
  isLed: () => Promise<boolean>;
};

export class Leadership {
  readonly #options: LeadershipOptions;
  #leading = false;
  #stopped = false;
  /** Ends the holding of the lock, or the waiting for it. */
  #release: () => void = () => {};

  constructor(options: LeadershipOptions) {
    this.#options = options;
  }

  start(): void {
    if (navigator.locks === undefined) void this.#claim();
    else this.#request(false);
  }

  stop(): void {
    this.#stopped = true;
    this.#leading = false;
    this.#release();
  }

  /** The leader does not answer: it is dead or frozen. */
  take(): void {
    if (this.#leading || this.#stopped) return;
    if (navigator.locks === undefined) void this.#claim();
    else {
      this.#release();
      this.#request(true);
    }
  }

  /** The leader announces that it closes. The browser hands a lock on by itself. */
  vacant(): void {
    if (navigator.locks === undefined && !this.#stopped) void this.#claim();
  }

  /** Another tab leads as well: this one has just woken up. */
  resign(): void {
    if (!this.#leading || navigator.locks !== undefined) return;
    this.#leading = false;
    this.#options.onLost();
  }

  #request(steal: boolean): void {
    const waiting = new AbortController();
    this.#release = () => waiting.abort();
    let held = false;
    const hold = () =>
      new Promise<void>((resolve) => {
        held = true;
        this.#release = resolve;
        this.#lead();
      });
    // A request that steals the lock takes no signal: it does not wait.
    const options = steal ? { steal } : { signal: waiting.signal };
    navigator.locks.request(this.#options.name, options, hold).catch(() => {
      // Given up while waiting.
      if (!held || this.#stopped) return;
      this.#leading = false;
      this.#options.onLost();
      this.#request(false);
    });
  }

  async #claim(): Promise<void> {
    await exclusively(this.#options.name, async () => {
      if (!this.#leading && !this.#stopped && !(await this.#options.isLed())) this.#lead();
    });
  }

  #lead(): void {
    this.#leading = true;
    this.#options.onLead();
  }
}
