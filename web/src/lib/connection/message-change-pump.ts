// Sends the changes of message-changes.ts, those of a chat one after the other, until the server has them or refuses them
// for good. Sending one again changes nothing more, so one that got no answer simply goes again.
import { ApiError, failureCode, isPassing } from '@/lib/http/api-error';
import type { SessionKeeper } from '@/lib/http/session';
import type { Op } from '@/lib/state/ops';
import {
  type ChangeAnswer,
  dueChanges,
  keyOf,
  type PendingChange,
  requestOf,
} from '@/lib/state/pending/message-changes';
import type { SharedState } from '@/lib/state/shared';
import type { Readable } from '@/lib/store';
import type { ChatId, MessageChanged, PlanChanged, StarChanged } from '@/protocol/types';
import type { Connection } from './connection';

const RETRY_MS = 5_000;

export class MessageChangePump {
  readonly #store: Readable<SharedState>;
  readonly #connection: Pick<Connection, 'online' | 'call'>;
  readonly #keeper: Pick<SessionKeeper, 'request'>;
  readonly #commit: (op: Op) => void;
  readonly #underWay = new Set<ChatId>();
  /** Chats whose next attempt has to wait: one holds up no other. */
  readonly #waiting = new Map<ChatId, ReturnType<typeof setTimeout>>();
  /** Chats where the server refused several deletions together: each goes alone, so that one takes back no other. */
  readonly #alone = new Set<ChatId>();

  constructor(
    store: Readable<SharedState>,
    connection: Pick<Connection, 'online' | 'call'>,
    keeper: Pick<SessionKeeper, 'request'>,
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
    const { messageChanges, outbox } = this.#store.get();
    // A message has to arrive before it can be changed.
    const isThere = ({ id }: PendingChange) => !outbox.some(({ message }) => message.id === id);
    for (const changes of dueChanges(messageChanges.filter(isThere))) {
      const [first] = changes;
      if (first === undefined || this.#underWay.has(first.chatId) || this.#waiting.has(first.chatId))
        continue;
      void this.#send(first, this.#alone.has(first.chatId) ? [first] : changes);
    }
  };

  stop(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
  }

  async #send(first: PendingChange, changes: PendingChange[]): Promise<void> {
    const { chatId } = first;
    const answers = changes.map((one) => ({ key: keyOf(one), at: one.at }));
    this.#underWay.add(chatId);
    if (first.type === 'vote') this.#commit({ type: 'change sent', answers });
    try {
      this.#commit(await this.#request(first, changes, answers));
    } catch (error) {
      const code = failureCode(error);
      if (isPassing(code)) return this.#retryLater(chatId, error);
      if (changes.length > 1) this.#alone.add(chatId);
      // What is gone already needs no deleting.
      else if (first.type === 'hide' && code === 'not_found')
        this.#commit({ type: 'marked', answers, marks: [], userVersion: 0 });
      else this.#commit({ type: 'change refused', answers, code });
    } finally {
      this.#underWay.delete(chatId);
    }
    this.pump();
  }

  async #request(first: PendingChange, changes: PendingChange[], answers: ChangeAnswer[]): Promise<Op> {
    const { chatId, id } = first;
    const ids = changes.map((one) => one.id);
    if (first.type === 'hide') {
      const asked = { chatId, ids, for: 'me' };
      const { userVersion = 0 }: MessageChanged = await this.#connection.call('message:delete', asked);
      return { type: 'marked', answers, marks: [{ hidden: { chatId, ids } }], userVersion };
    }
    if (first.type === 'delete') {
      const asked = { chatId, ids, for: 'everyone' };
      const { version }: MessageChanged = await this.#connection.call('message:delete', asked);
      return { type: 'change taken', answers, version };
    }
    const { method, path, body } = requestOf(first);
    if (first.type === 'star') {
      const { userVersion } = await this.#keeper.request<StarChanged>(method, path, body);
      return { type: 'marked', answers, marks: [{ star: { chatId, id, on: first.on } }], userVersion };
    }
    if (first.type === 'remind') {
      const { userVersion } = await this.#keeper.request<PlanChanged>(method, path, body);
      const reminder =
        first.remindAt === null ? { id } : { id, reminder: { chatId, id, at: first.remindAt } };
      return { type: 'marked', answers, marks: [{ reminder }], userVersion };
    }
    const { version } = await this.#keeper.request<MessageChanged>(method, path, body);
    return { type: 'change taken', answers, version };
  }

  #retryLater(chatId: ChatId, error: unknown): void {
    const wait = error instanceof ApiError ? error.retryAfter : null;
    const timer = setTimeout(() => {
      this.#waiting.delete(chatId);
      this.pump();
    }, wait ?? RETRY_MS);
    this.#waiting.set(chatId, timer);
  }
}
