// Has messages disappear when their time comes: one timer, for the next that does.
import { nextExpiry } from '@/lib/state/apply/expiry';
import { corrections, serverNow } from '@/lib/time/server-clock';
import type { ChatId, Message } from '@/protocol/types';
import type { Model } from './model';

/** Timers count no time in which the device sleeps, and none can be longer than 24 days. */
const LONGEST_MS = 3_600_000;

export class Expiry {
  readonly #model: Pick<Model, 'store' | 'expire' | 'commit' | 'leading'>;
  /** The newest message of a chat; undefined when there is none. */
  readonly #newest: (chatId: ChatId) => Promise<Message | undefined>;
  #next = Number.POSITIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    model: Pick<Model, 'store' | 'expire' | 'commit' | 'leading'>,
    newest: (chatId: ChatId) => Promise<Message | undefined>,
  ) {
    this.#model = model;
    this.#newest = newest;
  }

  start(): () => void {
    const unsubscribe = [this.#model.store.subscribe(this.#plan), corrections.subscribe(this.#replan)];
    this.#tick();
    return () => {
      for (const one of unsubscribe) one();
      clearTimeout(this.#timer);
    };
  }

  #plan = (): void => {
    if (nextExpiry(this.#model.store.get()) !== this.#next) this.#replan();
  };

  #replan = (): void => {
    clearTimeout(this.#timer);
    this.#next = nextExpiry(this.#model.store.get());
    if (this.#next === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(LONGEST_MS, Math.max(0, this.#next - serverNow()));
    this.#timer = setTimeout(() => this.#tick(), wait);
  };

  #tick(): void {
    const before = this.#model.store.get().chats;
    this.#model.expire(serverNow());
    this.#replan();
    if (!this.#model.leading) return;
    // The chat shows what is left, and only the history knows that where the chat was not opened.
    for (const { id, lastMessage } of Object.values(this.#model.store.get().chats))
      if (lastMessage === undefined && before[id]?.lastMessage !== undefined) void this.#find(id);
  }

  async #find(chatId: ChatId): Promise<void> {
    const message = await this.#newest(chatId).catch(() => undefined);
    if (message !== undefined) this.#model.commit({ type: 'last', message });
  }
}
