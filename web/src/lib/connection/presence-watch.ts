// Keeps the server's presence subscriptions equal to the people on screen in any tab, and tells the server whether any
// tab is visible. Works in the leading tab.

import type { Op } from '@/lib/state/ops';
import { otherMember } from '@/lib/state/selectors';
import type { SharedState } from '@/lib/state/shared';
import type { Readable } from '@/lib/store';
import type { PresenceStates, UserId } from '@/protocol/types';
import type { Connection } from './connection';

/** The protocol's limit for one request. */
const MAX_WATCHED = 1_024;
/** A visible tab reports every few seconds. A tab that was killed stops, and counts as hidden after this long. */
const LOOKING_MS = 20_000;

export class PresenceWatch {
  readonly #store: Readable<SharedState>;
  readonly #connection: Connection;
  readonly #commit: (op: Op) => void;
  #watched = new Set<UserId>();
  /** The visible tabs, with the members of the chats that are open in them. */
  readonly #looking = new Map<string, { userIds: UserId[]; at: number }>();
  #active = false;

  constructor(store: Readable<SharedState>, connection: Connection, commit: (op: Op) => void) {
    this.#store = store;
    this.#connection = connection;
    this.#commit = commit;
  }

  /** The people whom a tab shows besides the list of chats; null when the tab is hidden. */
  look(tab: string, userIds: UserId[] | null): void {
    if (userIds === null) this.#looking.delete(tab);
    else this.#looking.set(tab, { userIds, at: performance.now() });
    const stale = performance.now() - LOOKING_MS;
    for (const [other, { at }] of this.#looking) if (at < stale) this.#looking.delete(other);
    if (this.#active !== this.#looking.size > 0) this.#sendActive();
    this.reconcile();
  }

  /** A new connection knows nothing of the last one's subscriptions. */
  online(): void {
    this.#watched = new Set();
    this.#sendActive();
    this.reconcile();
  }

  reconcile(): void {
    if (!this.#connection.online) return;
    const wanted = this.#wanted();
    const more = [...wanted].filter((id) => !this.#watched.has(id));
    const less = [...this.#watched].filter((id) => !wanted.has(id));
    this.#watched = wanted;
    if (less.length > 0) this.#connection.emit('presence:unsubscribe', { userIds: less });
    if (more.length === 0) return;
    this.#connection.call<PresenceStates>('presence:subscribe', { userIds: more }).then(
      ({ states }) => this.#commit({ type: 'presence', states }),
      () => {
        for (const id of more) this.#watched.delete(id);
      },
    );
  }

  #wanted(): Set<UserId> {
    const { chats, me } = this.#store.get();
    const wanted = new Set<UserId>([...this.#looking.values()].flatMap(({ userIds }) => userIds));
    for (const chat of Object.values(chats)) {
      const other = otherMember(chat, me.id);
      if (other !== null && chat.lastMessage !== undefined) wanted.add(other.userId);
      if (wanted.size >= MAX_WATCHED) break;
    }
    wanted.delete(me.id);
    return wanted;
  }

  #sendActive(): void {
    this.#active = this.#looking.size > 0;
    this.#connection.emit('presence:set', { state: this.#active ? 'active' : 'away' });
  }
}
