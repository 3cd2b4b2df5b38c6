// Logging in and registering, before there is a session.
import { request } from '@/lib/http/request';
import type { Login, Register, ServerInfo, Session } from '@/protocol/types';

export function fetchServerInfo(): Promise<ServerInfo> {
  return request('GET', 'server');
}

export function login(body: Login): Promise<Session> {
  return request('POST', 'auth/login', body);
}

export function register(body: Register): Promise<Session> {
  return request('POST', 'auth/register', body);
}
