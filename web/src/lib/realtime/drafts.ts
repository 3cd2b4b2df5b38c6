// Texts begun but not sent. What is being typed shows at once and goes to the other devices when the typing rests;
// what another device wrote is taken over only where nobody is typing.
import { Store } from '@/lib/store';
import type { ChatId } from '@/protocol/types';

/** Typing rests after this long. */
const REST_MS = 1_000;
/** Within this time of the last key the text here is not replaced from afar. */
const HOLD_MS = 10_000;

export type DraftPlaces = {
  /** At every key: what is in the database should the browser die now. Null when it need not be. */
  keep: (chatId: ChatId, text: string | null) => void;
  /** Takes the draft over into the chat, and to the server. */
  save: (chatId: ChatId, text: string) => void;
};

type Live = { text: string; at: number };

export class Drafts {
  /** Only what was typed in this tab; everything else is in the chats. */
  readonly live = new Store<Record<ChatId, Live>>({});
  readonly #places: DraftPlaces;
  readonly #resting = new Map<ChatId, ReturnType<typeof setTimeout>>();

  constructor(places: DraftPlaces) {
    this.#places = places;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#onHidden);
    window.addEventListener('pagehide', this.flush);
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#onHidden);
    window.removeEventListener('pagehide', this.flush);
    for (const timer of this.#resting.values()) clearTimeout(timer);
  }

  type(chatId: ChatId, text: string): void {
    this.live.update((all) => ({ ...all, [chatId]: { text, at: Date.now() } }));
    this.#places.keep(chatId, text);
    clearTimeout(this.#resting.get(chatId));
    this.#resting.set(
      chatId,
      setTimeout(() => this.#flush(chatId), REST_MS),
    );
  }

  /** The chat was left, or its message sent: what is kept of the draft is what the chat has. */
  leave(chatId: ChatId): void {
    this.#flush(chatId);
    this.live.update(({ [chatId]: _, ...others }) => others);
  }

  /** The chat's draft was changed on another device. */
  changedElsewhere(chatId: ChatId): void {
    const live = this.live.get()[chatId];
    if (live === undefined || this.#resting.has(chatId) || Date.now() - live.at < HOLD_MS) return;
    this.live.update(({ [chatId]: _, ...others }) => others);
  }

  flush = (): void => {
    for (const chatId of [...this.#resting.keys()]) this.#flush(chatId);
  };

  #flush(chatId: ChatId): void {
    const timer = this.#resting.get(chatId);
    const live = this.live.get()[chatId];
    if (timer === undefined || live === undefined) return;
    clearTimeout(timer);
    this.#resting.delete(chatId);
    this.#places.save(chatId, live.text);
    this.#places.keep(chatId, null);
  }

  #onHidden = (): void => {
    if (document.visibilityState === 'hidden') this.flush();
  };
}
