// The Socket.IO connection: connects for ever, with a fresh token each time, and turns acknowledgements into results.
import { io, type Socket } from 'socket.io-client';
import { ApiError, isErrorBody } from '@/lib/http/api-error';
import type { SessionKeeper } from '@/lib/http/session';
import { Store } from '@/lib/store';
import type { ErrorInfo, SessionEnded } from '@/protocol/types';

export type ConnectionState =
  | { status: 'connecting' }
  | { status: 'online' }
  /** Lost: it tries again by itself, `retryAt` says when. */
  | { status: 'offline'; retryAt: number };

type Ack = { ok: true } | { ok: false; error: ErrorInfo };

const ACK_TIMEOUT_MS = 15_000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 20_000;

export class Connection {
  readonly state = new Store<ConnectionState>({ status: 'connecting' });
  /** After every connect, before anything else may be emitted. */
  onOnline: () => void = () => {};
  onOffline: () => void = () => {};
  onEvent: (name: string, payload: unknown) => void = () => {};
  readonly #keeper: SessionKeeper;
  readonly #socket: Socket;
  #attempts = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(keeper: SessionKeeper) {
    this.#keeper = keeper;
    // The client's own reconnection gives up after a refused handshake and cannot renew the token in between.
    this.#socket = io({
      autoConnect: false,
      reconnection: false,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      auth: (give) => {
        keeper.token().then(
          (token) => give({ token }),
          () => this.#retry(),
        );
      },
    });
    this.#socket.on('connect', () => {
      this.#attempts = 0;
      this.state.update(() => ({ status: 'online' }));
      this.onOnline();
    });
    this.#socket.on('connect_error', (error) => this.#refused(error.message));
    this.#socket.on('disconnect', () => this.#retry());
    this.#socket.on('session:ended', (ended: SessionEnded) => keeper.end(ended.code));
    this.#socket.onAny((name: string, payload: unknown) => this.onEvent(name, payload));
  }

  get online(): boolean {
    return this.#socket.connected;
  }

  start(): void {
    window.addEventListener('online', this.retryNow);
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#socket.connect();
  }

  stop(): void {
    window.removeEventListener('online', this.retryNow);
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearTimeout(this.#timer);
    this.#socket.off();
    this.#socket.offAny();
    this.#socket.disconnect();
  }

  retryNow = (): void => {
    if (this.state.get().status !== 'offline') return;
    clearTimeout(this.#timer);
    this.#connect();
  };

  /** Emits and waits for the acknowledgement. Rejects with an ApiError; `offline` when no answer came. */
  call<T>(event: string, payload: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.#socket.connected) {
        reject(new ApiError('offline', 'not connected'));
        return;
      }
      this.#socket.timeout(ACK_TIMEOUT_MS).emit(event, payload, (lost: Error | null, ack: Ack & T) => {
        if (lost !== null) reject(new ApiError('offline', 'no answer'));
        else if (isErrorBody(ack)) reject(ApiError.from(ack.error));
        else resolve(ack);
      });
    });
  }

  /** For what is worth nothing later, such as typing: nothing happens without a connection. */
  tell(event: string, payload: unknown): void {
    if (this.#socket.connected) this.#socket.emit(event, payload, () => {});
  }

  #connect(): void {
    this.state.update(() => ({ status: 'connecting' }));
    this.#socket.connect();
  }

  #refused(code: string): void {
    if (code === 'session_ended') this.#keeper.end('session_ended');
    else if (code === 'unauthenticated') {
      this.#keeper.renew().then(
        () => this.#retry(),
        () => this.#retry(),
      );
    } else this.#retry();
  }

  #retry(): void {
    clearTimeout(this.#timer);
    this.#socket.disconnect();
    const full = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** this.#attempts);
    const wait = full * (0.5 + Math.random() / 2);
    this.#attempts += 1;
    const wasOnline = this.state.get().status === 'online';
    this.state.update(() => ({ status: 'offline', retryAt: Date.now() + wait }));
    if (wasOnline) this.onOffline();
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #onVisible = (): void => {
    if (document.visibilityState === 'visible') this.retryNow();
  };
}
