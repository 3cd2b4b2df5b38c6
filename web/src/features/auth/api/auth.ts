// Logging in and registering, before there is a session.
import { request } from '@/lib/http/request';
import { askForSession } from '@/lib/http/session';
import type { Login, Register, ServerInfo, Session } from '@/protocol/types';

export function fetchServerInfo(): Promise<ServerInfo> {
  return request('GET', 'server');
}

export function login(body: Login): Promise<Session> {
  return askForSession('auth/login', body);
}

export function register(body: Register): Promise<Session> {
  return askForSession('auth/register', body);
}
