// Sends the messages of the outbox, in order, until the server has them. All decisions are in outbox.ts.
import { ApiError } from '@/lib/http/api-error';
import type { SessionKeeper } from '@/lib/http/session';
import type { Op } from '@/lib/state/ops';
import { dueNow, goesAlone, type Pending, waitAfter } from '@/lib/state/pending/outbox';
import type { SharedState } from '@/lib/state/shared';
import type { Readable } from '@/lib/store';
import type { ErrorInfo, Message, MessageId, MessageSent, Scheduled, SendMessage } from '@/protocol/types';
import type { Connection } from './connection';

export class OutboxPump {
  readonly #store: Readable<SharedState>;
  readonly #connection: Connection;
  readonly #keeper: SessionKeeper;
  readonly #commit: (op: Op) => void;
  /** Counts how often this tab stopped sending. A failure of a message that went out before that is ignored. */
  #term = 0;
  /** Messages that this tab has sent and that have no answer yet. A tab that takes over sends them again, with the same ids. */
  readonly #underWay = new Set<MessageId>();
  /** Until when a message waits, by the monotonic clock. A tab that takes over does not wait. */
  readonly #waits = new Map<MessageId, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

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

  /** To be called whenever something may have become due: written, connected, time passed. */
  pump = (): void => {
    clearTimeout(this.#timer);
    if (!this.#connection.online) return;
    const now = performance.now();
    for (const [id, until] of this.#waits) if (until <= now) this.#waits.delete(id);
    const due = dueNow(this.#store.get().outbox, (id) => this.#waits.has(id) || this.#underWay.has(id));
    for (const pending of due) void this.#send(pending);
    if (this.#waits.size > 0) this.#timer = setTimeout(this.pump, Math.min(...this.#waits.values()) - now);
  };

  stop(): void {
    this.#term += 1;
    this.#underWay.clear();
    this.#waits.clear();
    clearTimeout(this.#timer);
  }

  async #send(pending: Pending): Promise<void> {
    const term = this.#term;
    const { id } = pending.message;
    const alone = goesAlone(pending);
    this.#underWay.add(id);
    try {
      const answer = await (alone ? this.#request(pending.message) : this.#emit(pending.message));
      this.#underWay.delete(id);
      if ('scheduled' in answer)
        this.#commit({ type: 'scheduled', message: pending.message, userVersion: answer.userVersion });
      else this.#commit({ type: 'acknowledged', message: answer });
    } catch (error) {
      const refusal = refusalOf(error);
      // If the network is gone, the message is not to blame.
      const isAnswered = refusal === null && alone && (await this.#connection.probe());
      if (term !== this.#term) return;
      this.#underWay.delete(id);
      if (refusal !== null) this.#commit({ type: 'refused', id, error: refusal });
      else if (!alone) this.#commit({ type: 'lost', id, blame: 'connection' });
      else this.#commit({ type: 'lost', id, blame: isAnswered ? 'message' : 'network' });
      if (refusal !== null || alone) this.#wait(id, refusal?.retryAfter ?? null);
    }
    this.pump();
  }

  #wait(id: MessageId, retryAfter: number | null): void {
    const pending = this.#store.get().outbox.find(({ message }) => message.id === id);
    if (pending?.status !== 'queued') return;
    this.#waits.set(id, performance.now() + (retryAfter ?? waitAfter(pending.attempts)));
  }

  async #emit(message: SendMessage): Promise<Message | Scheduled> {
    const answer = await this.#connection.call<MessageSent | Scheduled>('message:send', message);
    return 'scheduled' in answer ? answer : answer.message;
  }

  #request({ chatId, ...message }: SendMessage): Promise<Message | Scheduled> {
    return this.#keeper.request<Message | Scheduled>('POST', `chats/${chatId}/messages`, message);
  }
}

/** The server's refusal; null when no answer came: the message may have arrived or not. */
function refusalOf(error: unknown): ErrorInfo | null {
  if (!(error instanceof ApiError) || error.code === 'offline') return null;
  return { code: error.code, message: error.message, retryAfter: error.retryAfter, details: {} };
}
