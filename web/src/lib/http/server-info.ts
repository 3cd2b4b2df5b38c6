// What the server says about itself, asked once.
import type { ServerInfo } from '@/protocol/types';
import { request } from './request';

let asked: Promise<ServerInfo> | null = null;

export function serverInfo(): Promise<ServerInfo> {
  asked ??= request<ServerInfo>('GET', 'server').catch((error: unknown) => {
    asked = null;
    throw error;
  });
  return asked;
}
