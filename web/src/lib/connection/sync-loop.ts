// Runs the sync: after every connect, and whenever a gap in the versions is not filled within a moment.

import { hasGaps } from '@/lib/state/apply/event';
import type { Op } from '@/lib/state/ops';
import type { MessengerState } from '@/lib/state/state';
import { beginRun, type SyncRun, stepOf, syncRequest, turnPage } from '@/lib/state/sync-run';
import type { Readable } from '@/lib/store';
import { heardTime } from '@/lib/time/server-clock';
import type { SyncPage } from '@/protocol/types';
import type { Connection } from './connection';

/** Events that overtook each other close the gap by themselves within this time. */
const PATIENCE_MS = 300;
const RETRY_MS = 2_000;

export class SyncLoop {
  readonly #store: Readable<MessengerState>;
  readonly #connection: Connection;
  readonly #take: (op: Op) => void;
  #running = false;
  /** A sync was requested while one was running, which may have passed the change already. */
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Readable<MessengerState>, connection: Connection, take: (op: Op) => void) {
    this.#store = store;
    this.#connection = connection;
    this.#take = take;
  }

  async run(): Promise<void> {
    this.#again = this.#running;
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      do {
        this.#again = false;
        await this.#pass();
      } while (this.#again);
    } catch {
      // When the connection is gone, the next one syncs. When the server refused for now, this repeats.
      if (this.#connection.online) this.#schedule(RETRY_MS);
    } finally {
      this.#running = false;
    }
  }

  async #pass(): Promise<void> {
    let run: SyncRun | null = beginRun(this.#store.get());
    while (run !== null) {
      const asked = syncRequest(this.#store.get(), run);
      const askedAt = performance.now();
      const page = await this.#connection.call<SyncPage>('sync', asked);
      heardTime(page.serverTime, askedAt);
      const next: SyncRun | null = turnPage(this.#store.get(), run, asked, page);
      this.#take({ type: 'synced', page, step: stepOf(run, asked, page) });
      run = next;
    }
  }

  /** To be called after events: starts the patience clock when something is missing. */
  check(): void {
    if (!this.#running && this.#timer === undefined && hasGaps(this.#store.get()))
      this.#schedule(PATIENCE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#store.get().ready || hasGaps(this.#store.get())) void this.run();
    }, ms);
  }
}
