// Texts begun but not sent. What is being typed shows at once, is kept at every key, and goes to the other devices when
// the typing rests; what another device wrote is taken over only where nobody is typing.
import { type Readable, Store } from '@/lib/store';
import type { ChatId } from '@/protocol/types';
import type { DraftStorage } from './draft-storage';

/** Typing rests after this long. */
const REST_MS = 1_000;
/** Within this time of the last key the text here is not replaced from afar. */
const HOLD_MS = 10_000;

/** Takes the draft over into the chat, and to the server. Resolves when a reload would find it; false: no such chat. */
export type SaveDraft = (chatId: ChatId, text: string) => Promise<boolean>;

type Live = { text: string; at: number };

export class Drafts {
  readonly #live = new Store<Record<ChatId, Live>>({});
  /** Only what was typed in this tab; everything else is in the chats. */
  readonly live: Readable<Record<ChatId, Live>> = this.#live.readable;
  readonly #kept: DraftStorage;
  readonly #save: SaveDraft;
  readonly #resting = new Map<ChatId, ReturnType<typeof setTimeout>>();

  constructor(kept: DraftStorage, save: SaveDraft) {
    this.#kept = kept;
    this.#save = save;
  }

  /** Takes up what was being written when a tab ended. */
  start(): void {
    document.addEventListener('visibilitychange', this.#onHidden);
    for (const { chatId, text } of this.#kept.all()) void this.#settle(chatId, text);
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#onHidden);
    for (const timer of this.#resting.values()) clearTimeout(timer);
  }

  type(chatId: ChatId, text: string): void {
    this.#live.update((all) => ({ ...all, [chatId]: { text, at: performance.now() } }));
    this.#kept.keep(chatId, text);
    clearTimeout(this.#resting.get(chatId));
    this.#resting.set(
      chatId,
      setTimeout(() => this.#rest(chatId), REST_MS),
    );
  }

  /** The chat was left: what is typed next begins with what the chat has. */
  leave(chatId: ChatId): void {
    this.#rest(chatId);
    this.#forget(chatId);
  }

  /** The text has become a message. Until that one is safe, the text is still kept. */
  sent(chatId: ChatId): void {
    clearTimeout(this.#resting.get(chatId));
    this.#resting.delete(chatId);
    this.#forget(chatId);
    void this.#settle(chatId, '');
  }

  /** The chat's draft was changed on another device. */
  changedElsewhere(chatId: ChatId): void {
    const live = this.live.get()[chatId];
    if (live === undefined || this.#resting.has(chatId) || performance.now() - live.at < HOLD_MS) return;
    this.#forget(chatId);
  }

  #rest(chatId: ChatId): void {
    const live = this.live.get()[chatId];
    if (live === undefined || !this.#resting.has(chatId)) return;
    clearTimeout(this.#resting.get(chatId));
    this.#resting.delete(chatId);
    void this.#settle(chatId, live.text);
  }

  async #settle(chatId: ChatId, text: string): Promise<void> {
    const kept = this.#kept.of(chatId);
    const isSafe = await this.#save(chatId, text);
    // Somebody may have typed on meanwhile, here or in another tab.
    if (isSafe && this.#kept.of(chatId) === kept) this.#kept.drop(chatId);
  }

  #forget(chatId: ChatId): void {
    this.#live.update(({ [chatId]: _, ...others }) => others);
  }

  #onHidden = (): void => {
    if (document.visibilityState !== 'hidden') return;
    for (const chatId of [...this.#resting.keys()]) this.#rest(chatId);
  };
}
