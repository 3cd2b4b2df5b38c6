// One error type for everything that can go wrong in talking to the server, over HTTP or the socket.
import type { ErrorBody, ErrorCode, ErrorInfo } from '@/protocol/types';

/** `offline`: the server was not reached at all, so nothing is known about what it did. */
export type FailureCode = ErrorCode | 'offline';

export class ApiError extends Error {
  readonly code: FailureCode;
  readonly retryAfter: number | null;

  constructor(code: FailureCode, message: string, retryAfter: number | null = null) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  static from(info: ErrorInfo): ApiError {
    return new ApiError(info.code, info.message, info.retryAfter);
  }
}

export function failureCode(error: unknown): FailureCode {
  return error instanceof ApiError ? error.code : 'unavailable';
}

export function isErrorBody(body: unknown): body is ErrorBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    typeof body.error === 'object' &&
    body.error !== null &&
    'code' in body.error
  );
}

/** Errors that have nothing to do with the request itself: limits, the network, a server in trouble, an old token. */
const PASSING: readonly FailureCode[] = [
  'offline',
  'unavailable',
  'disk_full',
  'rate_limited',
  'request_timeout',
  'unauthenticated',
  'session_ended',
];

/** Whether the same request may succeed later. */
export function isPassing(code: FailureCode): boolean {
  return PASSING.includes(code);
}

/** The server takes the page for another site's: its configuration does not know this address. */
export function isForeign(code: string): boolean {
  return code === 'origin_not_allowed';
}
