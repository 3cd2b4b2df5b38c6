// The session of this tab: holds the access token in memory, gets one when it is needed, renews it in time, and reports
// the end of the session: only the server can end it. The refresh token lives in an HttpOnly cookie, out of reach.
import type { ErrorCode, Session, UserId } from '@/protocol/types';
import { heardTime } from '../time/server-clock';
import { ApiError, failureCode } from './api-error';
import { type Method, request } from './request';
import { exclusively } from './tab-lock';

/** Renewed this long before it stops working. */
const MARGIN_MS = 60_000;

export class SessionKeeper {
  /** Called once when the server says that the session is over; `conflict` when it is another person's by now. */
  onEnded: (code: ErrorCode) => void = () => {};
  readonly userId: UserId;
  #token: string | null = null;
  /** When it is to be renewed, by the monotonic clock. */
  #renewAt = 0;
  #refreshing: Promise<string> | null = null;
  #ended = false;

  /** Without a session the first request gets one, which must be of this person. */
  constructor(userId: UserId, session: Session | null) {
    this.userId = userId;
    if (session !== null) this.#keep(session);
  }

  /** The session that the cookie of this browser belongs to; null when there is none. */
  static async resume(): Promise<SessionKeeper | null> {
    try {
      const session = await refresh();
      return new SessionKeeper(session.user.id, session);
    } catch (error) {
      if (isOver(error)) return null;
      throw error;
    }
  }

  /** A token that stays valid for a while. */
  async token(): Promise<string> {
    return this.#token !== null && performance.now() < this.#renewAt ? this.#token : this.renew();
  }

  /** Gets a new token now, as when the server refused the present one. */
  renew(): Promise<string> {
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
      return request<T>(method, path, body, await this.renew());
    }
  }

  end(code: ErrorCode): void {
    if (this.#ended) return;
    this.#ended = true;
    this.onEnded(code);
  }

  /** Computes a token's lifetime from the server's two times, whatever the device's clock says. */
  #keep({ accessToken, accessExpiresAt, serverTime }: Session): string {
    this.#token = accessToken;
    this.#renewAt = performance.now() + accessExpiresAt - serverTime - MARGIN_MS;
    return accessToken;
  }

  async #renew(): Promise<string> {
    try {
      const session = await refresh();
      // Another tab may have logged in as somebody else since.
      if (session.user.id !== this.userId) {
        this.end('conflict');
        throw new ApiError('session_ended', 'another account logged in');
      }
      return this.#keep(session);
    } catch (error) {
      if (isOver(error)) this.end('session_ended');
      throw error;
    }
  }
}

/** Asks for a session, by logging in or with the cookie; the answer has the server's time. */
export async function askForSession(path: string, body: unknown): Promise<Session> {
  const askedAt = performance.now();
  const session = await request<Session>('POST', path, body);
  heardTime(session.serverTime, askedAt);
  return session;
}

function refresh(): Promise<Session> {
  return exclusively('refresh', () => askForSession('auth/refresh', {}));
}

function isOver(error: unknown): boolean {
  return ['unauthenticated', 'session_ended'].includes(failureCode(error));
}
