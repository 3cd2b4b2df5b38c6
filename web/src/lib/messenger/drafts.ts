// Drafts. A text that is being typed shows at once, is stored at every key, and goes to the person's other devices when the
// typing rests. A draft from another device replaces the text only while nobody is typing here.
import { type Readable, Store } from '@/lib/store';
import type { ChatId } from '@/protocol/types';
import type { DraftStorage } from './draft-storage';

/** Typing rests after this long. */
const REST_MS = 1_000;
/** Within this time of the last key, no draft from another device replaces the text here. */
const HOLD_MS = 10_000;

/** Saves the draft in the chat, for the server. Resolves once it survives a reload; false when there is no such chat. */
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

  /** Saves the drafts that were being written when a tab ended. */
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

  /** The chat was left: the next typing begins with the chat's draft. */
  leave(chatId: ChatId): void {
    this.#rest(chatId);
    this.#forget(chatId);
  }

  /** The text has become a message. The stored draft stays until that message is safe. */
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
    // The person may have typed on meanwhile, here or in another tab.
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
