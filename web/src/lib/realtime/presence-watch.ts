// Keeps the server's presence subscriptions equal to the people on screen, and tells it whether this tab is looked at.
import type { Store } from '@/lib/store';
import type { PresenceStates, UserId } from '@/protocol/types';
import { addPresence } from './apply-local';
import type { Connection } from './connection';
import { otherMember } from './selectors';
import type { MessengerState } from './state';

/** The protocol's limit for one request. */
const MAX_WATCHED = 1_024;

export class PresenceWatch {
  readonly #store: Store<MessengerState>;
  readonly #connection: Connection;
  #watched = new Set<UserId>();
  #open: UserId[] = [];

  constructor(store: Store<MessengerState>, connection: Connection) {
    this.#store = store;
    this.#connection = connection;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#tellVisibility);
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#tellVisibility);
  }

  /** The members of the chat that is open, besides the people of the direct chats. */
  setOpen(userIds: UserId[]): void {
    this.#open = userIds;
    this.reconcile();
  }

  /** A new connection knows nothing of the last one's subscriptions. */
  online(): void {
    this.#watched = new Set();
    this.#tellVisibility();
    this.reconcile();
  }

  reconcile(): void {
    if (!this.#connection.online) return;
    const wanted = this.#wanted();
    const more = [...wanted].filter((id) => !this.#watched.has(id));
    const less = [...this.#watched].filter((id) => !wanted.has(id));
    this.#watched = wanted;
    if (less.length > 0) this.#connection.tell('presence:unsubscribe', { userIds: less });
    if (more.length === 0) return;
    this.#connection.call<PresenceStates>('presence:subscribe', { userIds: more }).then(
      ({ states }) => this.#store.update((state) => addPresence(state, states)),
      () => {
        for (const id of more) this.#watched.delete(id);
      },
    );
  }

  #wanted(): Set<UserId> {
    const { chats, me } = this.#store.get();
    const wanted = new Set<UserId>(this.#open);
    for (const chat of Object.values(chats)) {
      const other = otherMember(chat, me.id);
      if (other !== null && chat.lastMessage !== undefined) wanted.add(other.userId);
      if (wanted.size >= MAX_WATCHED) break;
    }
    wanted.delete(me.id);
    return wanted;
  }

  #tellVisibility = (): void => {
    const state = document.visibilityState === 'visible' ? 'active' : 'away';
    this.#connection.tell('presence:set', { state });
  };
}
