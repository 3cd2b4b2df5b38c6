// Tells the server what this device has received and what its person has read: the newest watermark of each chat,
// gathered for a moment, so that a burst of messages costs one event.
import type { Store } from '@/lib/store';
import type { ChatId } from '@/protocol/types';
import { deliveredUpTo, readUpTo } from './apply-local';
import type { Connection } from './connection';
import type { MessengerState } from './state';
import { countFromOthers } from './timeline';

const GATHER_MS = 300;

export class Watermarks {
  readonly #store: Store<MessengerState>;
  readonly #connection: Connection;
  /** What the server has not acknowledged yet. */
  readonly #due = { delivered: new Map<ChatId, number>(), read: new Map<ChatId, number>() };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Store<MessengerState>, connection: Connection) {
    this.#store = store;
    this.#connection = connection;
  }

  read(chatId: ChatId, seq: number): void {
    const { chats, timelines, me } = this.#store.get();
    const chat = chats[chatId];
    if (chat === undefined || seq <= chat.read) return;
    // One's own messages need no reading; only others learn from it.
    const messages = timelines[chatId]?.messages ?? [];
    if (chat.unread === 0 && countFromOthers(messages, chat.read, me.id) === 0) return;
    this.#store.update((state) => readUpTo(state, chatId, seq));
    this.#due.read.set(chatId, seq);
    // What was read has arrived.
    this.#due.delivered.delete(chatId);
    this.flushSoon();
  }

  /** Looks for chats whose newest message this device has but has not reported. */
  noteDelivered(): void {
    const { chats, me } = this.#store.get();
    for (const chat of Object.values(chats)) {
      const last = chat.lastMessage;
      if (last === undefined || last.seq <= chat.delivered) continue;
      if (last.senderId === me.id && chat.unread === 0) continue;
      const { seq } = last;
      this.#store.update((state) => deliveredUpTo(state, chat.id, seq));
      this.#due.delivered.set(chat.id, seq);
    }
    if (this.#due.delivered.size > 0) this.flushSoon();
  }

  flushSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#flush();
    }, GATHER_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #flush(): void {
    if (!this.#connection.online) return;
    for (const kind of ['delivered', 'read'] as const) {
      for (const [chatId, seq] of this.#due[kind]) {
        this.#connection.call(`message:${kind}`, { chatId, seq }).then(
          () => this.#done(kind, chatId, seq),
          // Stays due: the next connection or the next watermark reports it.
          () => {},
        );
      }
    }
  }

  #done(kind: 'delivered' | 'read', chatId: ChatId, seq: number): void {
    if (this.#due[kind].get(chatId) === seq) this.#due[kind].delete(chatId);
  }
}
