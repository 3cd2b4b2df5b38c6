// The session of this tab: holds the access token in memory, renews it in time, and says when the session is over.
// The refresh token never passes through here: it lives in an HttpOnly cookie.
import type { ErrorCode, Session } from '@/protocol/types';
import { ApiError, failureCode } from './api-error';
import { type Method, request } from './request';
import { exclusively } from './tab-lock';

/** Renewed this long before it stops working. */
const MARGIN_MS = 60_000;

export class SessionKeeper {
  /** Called once when the server says that the session is over. */
  onEnded: (code: ErrorCode) => void = () => {};
  #session: Session;
  #refreshing: Promise<void> | null = null;
  #ended = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The session that the cookie of this browser belongs to; null when there is none. */
  static async resume(): Promise<SessionKeeper | null> {
    try {
      return new SessionKeeper(await refresh());
    } catch (error) {
      if (isOver(error)) return null;
      throw error;
    }
  }

  get userId(): string {
    return this.#session.user.id;
  }

  /** A token that holds for a while yet. */
  async token(): Promise<string> {
    if (this.#session.accessExpiresAt - Date.now() < MARGIN_MS) await this.renew();
    return this.#session.accessToken;
  }

  /** Gets a new token now, as when the server refused the present one. */
  renew(): Promise<void> {
    this.#refreshing ??= this.#renew().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async request<T>(method: Method, path: string, body?: unknown): Promise<T> {
    try {
      return await request<T>(method, path, body, await this.token());
    } catch (error) {
      if (failureCode(error) !== 'unauthenticated') {
        if (failureCode(error) === 'session_ended') this.end('session_ended');
        throw error;
      }
      await this.renew();
      return request<T>(method, path, body, this.#session.accessToken);
    }
  }

  end(code: ErrorCode): void {
    if (this.#ended) return;
    this.#ended = true;
    this.onEnded(code);
  }

  async #renew(): Promise<void> {
    try {
      const session = await refresh();
      // Another tab may have logged in as somebody else since.
      if (session.user.id !== this.userId) throw new ApiError('session_ended', 'another account logged in');
      this.#session = session;
    } catch (error) {
      if (isOver(error)) this.end('session_ended');
      throw error;
    }
  }
}

function refresh(): Promise<Session> {
  return exclusively('refresh', () => request<Session>('POST', 'auth/refresh', {}));
}

function isOver(error: unknown): boolean {
  const code = failureCode(error);
  return (
    code === 'unauthenticated' ||
    code === 'session_ended' ||
    code === 'invalid_request' ||
    code === 'forbidden'
  );
}
