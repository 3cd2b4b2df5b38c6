// One HTTP request to the server's REST interface: JSON in, JSON out, every failure an ApiError.
import { BASE } from '../base';
import { ApiError, isErrorBody } from './api-error';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const TIMEOUT_MS = 20_000;

/** `path` is relative to `/api/v1/`. A body of 204 is undefined. */
export async function request<T>(method: Method, path: string, body?: unknown, token?: string): Promise<T> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (token !== undefined) headers.authorization = `Bearer ${token}`;

  let response: Response;
  try {
    response = await fetch(`${BASE}/api/v1/${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError('offline', 'the server was not reached');
  }
  const text = await response.text().catch(() => '');
  const value = parse(text);
  if (isErrorBody(value)) throw ApiError.from(value.error);
  // A proxy in front of the server, or the log-in page of a hotel's network, answers in its own way.
  if (!response.ok || (text !== '' && value === undefined))
    throw new ApiError('offline', `status ${response.status}`);
  return value as T;
}

/** Query text of the parameters that have a value. */
export function query(params: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) if (value !== undefined) search.set(key, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
