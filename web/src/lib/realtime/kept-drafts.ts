// What is being typed at this moment, written where it is safe before the next key: a tab may be reloaded or killed at
// any of them, and a database takes longer. Storage that is full or forbidden keeps nothing, and nobody is told.
import type { ChatId, UserId } from '@/protocol/types';

const PREFIX = 'kith.draft.';

export class KeptDrafts {
  readonly #prefix: string;

  constructor(userId: UserId) {
    this.#prefix = `${PREFIX}${userId}.`;
  }

  keep(chatId: ChatId, text: string): void {
    try {
      localStorage.setItem(this.#prefix + chatId, text);
    } catch {}
  }

  /** It is found elsewhere by now. */
  drop(chatId: ChatId): void {
    localStorage.removeItem(this.#prefix + chatId);
  }

  all(): { chatId: ChatId; text: string }[] {
    return keysWith(this.#prefix).map((key) => ({
      chatId: key.slice(this.#prefix.length),
      text: localStorage.getItem(key) ?? '',
    }));
  }

  /** Logged out: nobody's drafts stay. */
  static wipe(): void {
    for (const key of keysWith(PREFIX)) localStorage.removeItem(key);
  }
}

function keysWith(prefix: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}
