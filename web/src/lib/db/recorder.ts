// Writes the state of the leading tab to the database, batch by batch: while one is written the next gathers.
import type { SharedState } from '@/lib/state/shared';
import type { ChatId, Message } from '@/protocol/types';
import { writeBatch } from './batch';
import type { KithDatabase } from './database';
import { isQuotaError, withSpace } from './eviction';

/** A batch gathers for this long: a transaction costs more than a few more rows. */
const GATHER_MS = 30;
/** When the disk is full, the recorder tries again after this long. */
const RETRY_MS = 60_000;
/** With more messages than this waiting for space, the recorder gives up. */
const MOST_WAITING = 5_000;

export class Recorder {
  readonly #db: KithDatabase;
  readonly #owner: string;
  readonly #leader: string;
  readonly #state: () => SharedState;
  /** The state that the database holds. */
  #saved: SharedState;
  #messages: Message[] = [];
  #forgotten = new Set<ChatId>();
  /** Until when messages have disappeared; null when that was written. */
  #expired: number | null = null;
  #seq = 0;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Nothing more is written. What the database holds stays consistent, and the next start syncs from there. */
  #stopped = false;

  /** `saved` is the state that the database was read into. */
  constructor(db: KithDatabase, owner: string, leader: string, saved: SharedState, state: () => SharedState) {
    this.#db = db;
    this.#owner = owner;
    this.#leader = leader;
    this.#saved = saved;
    this.#state = state;
  }

  /** The operation `seq` was applied to the state. */
  note(seq: number, messages: Message[], forgotten: ChatId[]): void {
    if (this.#stopped) return;
    this.#seq = seq;
    if (forgotten.length > 0) {
      this.#messages = this.#messages.filter((message) => !forgotten.includes(message.chatId));
      for (const chatId of forgotten) this.#forgotten.add(chatId);
    }
    this.#messages.push(...messages);
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  /** What disappears up to `now` is to be deleted. */
  expire(now: number): void {
    if (this.#stopped) return;
    this.#expired = now;
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  /** Resolves when everything noted so far is in the database, or cannot be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#running !== null) await this.#running;
    if (this.#stopped) return;
    this.#running = this.#write().finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stopped = true;
    this.#messages = [];
  }

  async #write(): Promise<void> {
    const [messages, forgotten, now] = [this.#messages, this.#forgotten, this.#state()];
    const batch = { before: this.#saved, now, messages, forgotten, expired: this.#expired };
    const written = { leader: this.#leader, seq: this.#seq };
    this.#messages = [];
    this.#forgotten = new Set();
    this.#expired = null;
    try {
      await withSpace(this.#db, this.#owner, () => writeBatch(this.#db, this.#owner, batch, written));
      this.#saved = now;
    } catch (error) {
      // Another account or another version of the app has taken over the database.
      if (!isQuotaError(error) || messages.length > MOST_WAITING) return this.stop();
      this.#messages = [...messages, ...this.#messages];
      this.#forgotten = new Set([...forgotten, ...this.#forgotten]);
      this.#expired ??= batch.expired;
      this.#timer ??= setTimeout(() => void this.flush(), RETRY_MS);
    }
  }
}
