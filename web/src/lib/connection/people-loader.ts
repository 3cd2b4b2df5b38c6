// Loads the profiles of people whom the state names but does not have, many at once.
import { serverBack } from '@/lib/http/server-back';
import type { SessionKeeper } from '@/lib/http/session';
import type { Op } from '@/lib/state/ops';
import type { SharedState } from '@/lib/state/shared';
import type { Readable } from '@/lib/store';
import type { UserId, UserList } from '@/protocol/types';

const BULK = 100;
const GATHER_MS = 20;
const RETRY_MS = 5_000;

export class PeopleLoader {
  readonly #store: Readable<SharedState>;
  readonly #keeper: SessionKeeper;
  readonly #commit: (op: Op) => void;
  readonly #wanted = new Set<UserId>();
  /** Already requested. Those that never arrive are unknown to the server. */
  readonly #asked = new Set<UserId>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  /** When the server is back, a failed load is repeated at once. */
  readonly #stopListening = serverBack.subscribe(() => {
    if (this.#wanted.size === 0) return;
    this.#pause();
    void this.#load();
  });

  constructor(store: Readable<SharedState>, keeper: SessionKeeper, commit: (op: Op) => void) {
    this.#store = store;
    this.#keeper = keeper;
    this.#commit = commit;
  }

  want(ids: Iterable<UserId>): void {
    const { people } = this.#store.get();
    for (const id of ids) if (people[id] === undefined && !this.#asked.has(id)) this.#wanted.add(id);
    if (this.#wanted.size > 0) this.#schedule(GATHER_MS);
  }

  /** Looks again at people already known, as when their page is opened. */
  refresh(ids: UserId[]): void {
    for (const id of ids) this.#wanted.add(id);
    if (ids.length > 0) this.#schedule(GATHER_MS);
  }

  /** For good: a load that fails later is not repeated. */
  stop(): void {
    this.#stopped = true;
    this.#stopListening();
    this.#pause();
  }

  #pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#load();
    }, ms);
  }

  async #load(): Promise<void> {
    const ids = [...this.#wanted].slice(0, BULK);
    for (const id of ids) {
      this.#wanted.delete(id);
      this.#asked.add(id);
    }
    try {
      const { users } = await this.#keeper.request<UserList>('GET', `users?ids=${ids.join(',')}`);
      this.#commit({ type: 'people', users });
      if (this.#wanted.size > 0) this.#schedule(0);
    } catch {
      for (const id of ids) {
        this.#asked.delete(id);
        this.#wanted.add(id);
      }
      this.#schedule(RETRY_MS);
    }
  }
}
