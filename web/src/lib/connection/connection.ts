// The Socket.IO connection: connects for ever, with a fresh token each time, and turns acknowledgements into results.
// Only the leading tab has one; in the other tabs `state` shows the leader's.
import type { Socket } from 'socket.io-client';
import { BASE } from '@/lib/base';
import { ApiError, failureCode, isErrorBody, isForeign } from '@/lib/http/api-error';
import type { SessionKeeper } from '@/lib/http/session';
import { type Readable, Store } from '@/lib/store';
import type { ErrorInfo, SessionEnded } from '@/protocol/types';

/** `refused`: the server does not accept this page's address; its operator has to change the configuration. */
export type ConnectionState =
  /** `again`: it has failed before. */
  | { status: 'connecting'; again: boolean; refused: boolean }
  | { status: 'online' }
  /** Lost: it tries again by itself. */
  | { status: 'offline'; refused: boolean };

type Ack = { ok: true } | { ok: false; error: ErrorInfo };

const ACK_TIMEOUT_MS = 15_000;
/** After a change of network, or asleep, a connection that does not answer within this time is a dead one. */
const PROBE_TIMEOUT_MS = 4_000;
/** From opening the transport to the server's confirmation. */
const CONNECT_TIMEOUT_MS = 12_000;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 20_000;

export class Connection {
  readonly #state = new Store<ConnectionState>({ status: 'connecting', again: false, refused: false });
  readonly state: Readable<ConnectionState> = this.#state.readable;
  /** After every connect, before anything else may be emitted. */
  onOnline: () => void = () => {};
  onEvent: (name: string, payload: unknown) => void = () => {};
  readonly #keeper: SessionKeeper;
  #socket: Socket | null = null;
  #started = false;
  /** The number of the latest attempt to connect; earlier ones are ignored. */
  #round = 0;
  #attempts = 0;
  /** A proxy in between lets WebSockets hang instead of refusing them. */
  #swallowed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(keeper: SessionKeeper) {
    this.#keeper = keeper;
  }

  get online(): boolean {
    return this.#socket?.connected ?? false;
  }

  start(): void {
    this.#started = true;
    window.addEventListener('online', this.#onNetwork);
    document.addEventListener('visibilitychange', this.#onVisible);
    void this.#connect();
  }

  stop(): void {
    this.#started = false;
    window.removeEventListener('online', this.#onNetwork);
    document.removeEventListener('visibilitychange', this.#onVisible);
    clearTimeout(this.#timer);
    this.#close();
    this.#state.update(() => ({ status: 'connecting', again: false, refused: false }));
  }

  /** Shows the state of the leading tab's connection. */
  follow(leaders: ConnectionState): void {
    this.#state.update(() => leaders);
  }

  retryNow = (): void => {
    if (this.#started && this.state.get().status === 'offline') void this.#connect();
  };

  /** Emits and waits for the acknowledgement. Rejects with an ApiError; `offline` when no answer came. */
  call<T>(event: string, payload: unknown, timeoutMs = ACK_TIMEOUT_MS): Promise<T> {
    return new Promise((resolve, reject) => {
      const socket = this.#socket;
      if (socket === null || !socket.connected) {
        reject(new ApiError('offline', 'not connected'));
        return;
      }
      socket.timeout(timeoutMs).emit(event, payload, (lost: Error | null, ack: Ack & T) => {
        if (lost !== null) reject(new ApiError('offline', 'no answer'));
        else if (isErrorBody(ack)) reject(ApiError.from(ack.error));
        else resolve(ack);
      });
    });
  }

  /** Whether the server answers on the connection. If it does not, the connection is given up. */
  async probe(): Promise<boolean> {
    const socket = this.#socket;
    if (!this.online) return false;
    try {
      await this.call('presence:subscribe', { userIds: [] }, PROBE_TIMEOUT_MS);
    } catch (error) {
      if (failureCode(error) !== 'offline') return true;
      if (socket === this.#socket) this.#retry();
      return false;
    }
    return true;
  }

  /** Emits an event that is worthless later, such as typing. Without a connection it is dropped. */
  emit(event: string, payload: unknown): void {
    if (this.#socket?.connected) this.#socket.emit(event, payload, () => {});
  }

  async #connect(): Promise<void> {
    clearTimeout(this.#timer);
    this.#close();
    this.#state.update((last) => ({
      status: 'connecting',
      again: last.status !== 'connecting',
      refused: last.status !== 'online' && last.refused,
    }));
    this.#round += 1;
    const round = this.#round;
    try {
      // Fetched only now: the screens show what is in the database without it.
      const { io } = await import('socket.io-client');
      const token = await this.#keeper.token();
      if (round === this.#round) this.#open(io, token);
    } catch (error) {
      if (round === this.#round) this.#retry(isForeign(failureCode(error)));
    }
  }

  #open(io: typeof import('socket.io-client').io, token: string): void {
    // The client's own reconnection gives up after a refused handshake and cannot renew the token in between.
    const socket = io({
      path: `${BASE}/socket.io/`,
      reconnection: false,
      forceNew: true,
      transports: this.#swallowed ? ['polling', 'websocket'] : ['websocket', 'polling'],
      tryAllTransports: true,
      auth: { token },
    });
    this.#socket = socket;
    this.#timer = setTimeout(() => {
      this.#swallowed = !this.#swallowed;
      this.#retry();
    }, CONNECT_TIMEOUT_MS);
    socket.on('connect', () => {
      clearTimeout(this.#timer);
      this.#attempts = 0;
      this.#state.update(() => ({ status: 'online' }));
      this.onOnline();
    });
    socket.on('connect_error', (error) => this.#refused(reasonOf(error)));
    socket.on('disconnect', () => this.#retry());
    socket.on('session:ended', (ended: SessionEnded) => this.#keeper.end(ended.code));
    socket.onAny((name: string, payload: unknown) => this.onEvent(name, payload));
  }

  #close(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#round += 1;
    socket?.off();
    socket?.offAny();
    socket?.disconnect();
  }

  #refused(code: string): void {
    if (code === 'session_ended') this.#keeper.end('session_ended');
    else if (code === 'unauthenticated') {
      const round = this.#round;
      const retry = () => round === this.#round && this.#retry();
      this.#keeper.renew().then(retry, retry);
    } else this.#retry(isForeign(code));
  }

  #retry(refused = false): void {
    if (!this.#started) return;
    clearTimeout(this.#timer);
    this.#close();
    const full = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** this.#attempts);
    const wait = full * (0.5 + Math.random() / 2);
    this.#attempts += 1;
    this.#state.update(() => ({ status: 'offline', refused }));
    this.#timer = setTimeout(() => void this.#connect(), wait);
  }

  /** The network has changed: attempts on the old one may never end, and an open connection may be dead. */
  #onNetwork = (): void => {
    this.#attempts = 0;
    if (this.online) void this.probe();
    else void this.#connect();
  };

  #onVisible = (): void => {
    if (document.visibilityState !== 'visible') return;
    if (this.online) void this.probe();
    else this.retryNow();
  };
}

/** Why the server refused: it says so in the handshake, or in its answer to the request that opens the transport. */
function reasonOf(error: Error & { context?: unknown }): string {
  if (!(error.context instanceof XMLHttpRequest)) return error.message;
  try {
    return JSON.parse(error.context.responseText).message;
  } catch {
    return error.message;
  }
}
