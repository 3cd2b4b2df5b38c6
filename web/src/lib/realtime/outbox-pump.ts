// Sends what the outbox holds, in order, for as long as it takes. All decisions are in outbox.ts.
import { ApiError } from '@/lib/http/api-error';
import type { Store } from '@/lib/store';
import type { ErrorInfo, MessageSent } from '@/protocol/types';
import type { Connection } from './connection';
import type { Op } from './ops';
import { dueNow, markSending, nextRetryAt, type Pending, requeue } from './outbox';
import type { MessengerState } from './state';

export class OutboxPump {
  readonly #store: Store<MessengerState>;
  readonly #connection: Connection;
  readonly #commit: (op: Op) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Store<MessengerState>, connection: Connection, commit: (op: Op) => void) {
    this.#store = store;
    this.#connection = connection;
    this.#commit = commit;
  }

  /** To be called whenever something may have become due: written, connected, time passed. */
  pump = (): void => {
    clearTimeout(this.#timer);
    if (!this.#connection.online) return;
    const now = Date.now();
    for (const pending of dueNow(this.#store.get().outbox, now)) void this.#send(pending);
    const next = nextRetryAt(this.#store.get().outbox, now);
    if (next !== null) this.#timer = setTimeout(this.pump, next - now);
  };

  /** The connection is gone: what was under way goes again after the next one. */
  interrupt(): void {
    clearTimeout(this.#timer);
    this.#store.update((state) => ({ ...state, outbox: requeue(state.outbox) }));
  }

  async #send({ message }: Pending): Promise<void> {
    this.#store.update((state) => ({ ...state, outbox: markSending(state.outbox, message.id) }));
    try {
      const ack = await this.#connection.call<MessageSent>('message:send', message);
      this.#commit({ type: 'acknowledged', sent: message, ack });
    } catch (error) {
      if (error instanceof ApiError && error.code !== 'offline') {
        const reason = infoOf(error, error.code);
        this.#commit({ type: 'refused', id: message.id, error: reason, now: Date.now() });
      } else this.#store.update((state) => ({ ...state, outbox: requeue(state.outbox, message.id) }));
    }
    this.pump();
  }
}

function infoOf(error: ApiError, code: ErrorInfo['code']): ErrorInfo {
  return { code, message: error.message, retryAfter: error.retryAfter, details: {} };
}
