// Sends what chat-changes.ts keeps for the server: one request per chat at a time, for as long as it takes.
import { failureCode } from '@/lib/http/api-error';
import type { SessionKeeper } from '@/lib/http/session';
import type { Store } from '@/lib/store';
import type { Chat, ChatId, ChatStatePatch } from '@/protocol/types';
import { adoptChat } from './apply-event';
import { settleChange } from './chat-changes';
import type { Connection } from './connection';
import type { MessengerState } from './state';

const RETRY_MS = 5_000;
const TEMPORARY = ['offline', 'unavailable', 'rate_limited', 'unauthenticated', 'session_ended'];

export class ChangePump {
  readonly #store: Store<MessengerState>;
  readonly #connection: Connection;
  readonly #keeper: SessionKeeper;
  readonly #underWay = new Set<ChatId>();
  /** Drafts longer than a message may be: they stay on this device. */
  readonly #tooLong = new Map<ChatId, ChatStatePatch['draft']>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Store<MessengerState>, connection: Connection, keeper: SessionKeeper) {
    this.#store = store;
    this.#connection = connection;
    this.#keeper = keeper;
  }

  /** To be called whenever something was changed, and after each connect. */
  pump = (): void => {
    clearTimeout(this.#timer);
    if (!this.#connection.online) return;
    for (const chatId of Object.keys(this.#store.get().changes)) {
      const patch = this.#sendable(chatId);
      if (!this.#underWay.has(chatId) && Object.keys(patch).length > 0) void this.#send(chatId, patch);
    }
  };

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #send(chatId: ChatId, patch: ChatStatePatch): Promise<void> {
    this.#underWay.add(chatId);
    try {
      this.#settle(chatId, patch, await this.#keeper.request<Chat>('PATCH', `chats/${chatId}/state`, patch));
    } catch (error) {
      const code = failureCode(error);
      if (TEMPORARY.includes(code)) {
        this.#timer = setTimeout(this.pump, RETRY_MS);
        return;
      }
      if (code === 'message_too_long') this.#tooLong.set(chatId, patch.draft);
      else await this.#takeBack(chatId, patch);
    } finally {
      this.#underWay.delete(chatId);
    }
    this.pump();
  }

  #sendable(chatId: ChatId): ChatStatePatch {
    const { draft, ...rest } = this.#store.get().changes[chatId] ?? {};
    return draft === undefined || draft === this.#tooLong.get(chatId) ? rest : { ...rest, draft };
  }

  /** Refused for good: the chat shows again as the server has it. */
  async #takeBack(chatId: ChatId, patch: ChatStatePatch): Promise<void> {
    const chat = await this.#keeper.request<Chat>('GET', `chats/${chatId}`).catch(() => null);
    this.#settle(chatId, patch, chat);
  }

  #settle(chatId: ChatId, patch: ChatStatePatch, chat: Chat | null): void {
    this.#store.update((state) => {
      const settled = { ...state, changes: settleChange(state.changes, chatId, patch) };
      return chat === null || settled.chats[chatId] === undefined ? settled : adoptChat(settled, chat);
    });
  }
}
