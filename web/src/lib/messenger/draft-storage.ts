// Stores what is being typed in `localStorage`, at every key: a tab may be reloaded or killed at any time, and a database
// takes longer. When the storage is full or forbidden, drafts are silently not stored.
import { ownName } from '@/lib/base';
import type { ChatId, UserId } from '@/protocol/types';

const PREFIX = ownName('kith.draft.');

export class DraftStorage {
  readonly #prefix: string;

  constructor(userId: UserId) {
    this.#prefix = `${PREFIX}${userId}.`;
  }

  keep(chatId: ChatId, text: string): void {
    try {
      storage()?.setItem(this.#prefix + chatId, text);
    } catch {}
  }

  of(chatId: ChatId): string | null {
    return storage()?.getItem(this.#prefix + chatId) ?? null;
  }

  drop(chatId: ChatId): void {
    storage()?.removeItem(this.#prefix + chatId);
  }

  all(): { chatId: ChatId; text: string }[] {
    return keysWith(this.#prefix).map((key) => ({
      chatId: key.slice(this.#prefix.length),
      text: storage()?.getItem(key) ?? '',
    }));
  }

  /** Deletes all drafts, except those of the account that logs in. */
  static wipe(except?: UserId): void {
    const own = except === undefined ? [] : keysWith(`${PREFIX}${except}.`);
    for (const key of keysWith(PREFIX)) if (!own.includes(key)) storage()?.removeItem(key);
  }
}

function keysWith(prefix: string): string[] {
  return Object.keys(storage() ?? {}).filter((key) => key.startsWith(prefix));
}

function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
