// Sends the changes of chat-changes.ts to the server: one request per chat at a time, until the server has them.
// Watermarks are gathered for a moment, so that a burst of messages costs one event.
import { failureCode, isPassing } from '@/lib/http/api-error';
import type { SessionKeeper } from '@/lib/http/session';
import type { Op } from '@/lib/state/ops';
import { type ChatChange, type ChatMarks, parts } from '@/lib/state/pending/chat-changes';
import type { SharedState } from '@/lib/state/shared';
import type { Readable } from '@/lib/store';
import type { Chat, ChatId, ChatStatePatch } from '@/protocol/types';
import type { Connection } from './connection';

const GATHER_MS = 300;
const RETRY_MS = 5_000;
const TOO_LONG: string[] = ['message_too_long', 'payload_too_large'];

export class ChangePump {
  readonly #store: Readable<SharedState>;
  readonly #connection: Connection;
  readonly #keeper: SessionKeeper;
  readonly #commit: (op: Op) => void;
  readonly #patching = new Set<ChatId>();
  readonly #marking = new Set<ChatId>();
  /** Drafts longer than a message may be: they stay on this device. */
  readonly #tooLong = new Map<ChatId, ChatStatePatch['draft']>();
  #marksTimer: ReturnType<typeof setTimeout> | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    store: Readable<SharedState>,
    connection: Connection,
    keeper: SessionKeeper,
    commit: (op: Op) => void,
  ) {
    this.#store = store;
    this.#connection = connection;
    this.#keeper = keeper;
    this.#commit = commit;
  }

  /** To be called whenever something was changed, and after each connect. */
  pump = (): void => {
    if (!this.#connection.online) return;
    for (const [chatId, change] of Object.entries(this.#store.get().changes)) {
      const patch = this.#sendable(chatId, change);
      // The server clears the mark when it learns of reading, so earlier reading has to reach it before the mark.
      const tooSoon = patch.markedUnread === true && change.read !== undefined;
      const ready = !tooSoon && !this.#patching.has(chatId) && Object.keys(patch).length > 0;
      if (ready) void this.#patch(chatId, patch);
      if (change.read !== undefined || change.delivered !== undefined) this.#markSoon();
    }
  };

  stop(): void {
    clearTimeout(this.#marksTimer);
    clearTimeout(this.#retryTimer);
    this.#marksTimer = undefined;
  }

  async #patch(chatId: ChatId, patch: ChatStatePatch): Promise<void> {
    this.#patching.add(chatId);
    try {
      const chat = await this.#keeper.request<Chat>('PATCH', `chats/${chatId}/state`, patch);
      this.#commit({ type: 'settled', chatId, sent: patch, chat });
    } catch (error) {
      const code = failureCode(error);
      if (isPassing(code)) return this.#retryLater();
      if (TOO_LONG.includes(code)) this.#tooLong.set(chatId, patch.draft);
      else await this.#takeBack(chatId, patch);
    } finally {
      this.#patching.delete(chatId);
    }
    this.pump();
  }

  #sendable(chatId: ChatId, change: ChatChange): ChatStatePatch {
    const { draft, ...rest } = parts(change).patch;
    return draft === undefined || draft === this.#tooLong.get(chatId) ? rest : { ...rest, draft };
  }

  /** Refused for good: the chat shows again as the server has it. */
  async #takeBack(chatId: ChatId, sent: ChatStatePatch): Promise<void> {
    const chat = await this.#keeper.request<Chat>('GET', `chats/${chatId}`).catch(() => null);
    this.#commit({ type: 'settled', chatId, sent, chat });
  }

  #markSoon(): void {
    this.#marksTimer ??= setTimeout(() => {
      this.#marksTimer = undefined;
      for (const [chatId, change] of Object.entries(this.#store.get().changes)) {
        const { marks } = parts(change);
        if (!this.#marking.has(chatId) && Object.keys(marks).length > 0) void this.#mark(chatId, marks);
      }
    }, GATHER_MS);
  }

  async #mark(chatId: ChatId, marks: ChatMarks): Promise<void> {
    this.#marking.add(chatId);
    try {
      for (const kind of ['delivered', 'read'] as const) {
        const seq = marks[kind];
        if (seq !== undefined) await this.#connection.call(`message:${kind}`, { chatId, seq });
      }
      this.#commit({ type: 'settled', chatId, sent: marks, chat: null });
    } catch (error) {
      if (isPassing(failureCode(error))) return this.#retryLater();
      this.#commit({ type: 'settled', chatId, sent: marks, chat: null });
    } finally {
      this.#marking.delete(chatId);
    }
    this.pump();
  }

  #retryLater(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(this.pump, RETRY_MS);
  }
}
