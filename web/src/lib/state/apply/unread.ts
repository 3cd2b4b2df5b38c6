// Which messages count as unread. Pure.

import type { Message, UserId } from '@/protocol/types';
import { isFromOther } from '../timeline';

/** The server counts unread messages up to this many, among this many messages after the last one read. */
const UNREAD_MOST = 1000;
const UNREAD_WITHIN = 2000;

export function countsAsUnread(message: Message, read: number, meId: UserId): boolean {
  return isFromOther(message, meId) && message.seq > read && message.seq <= read + UNREAD_WITHIN;
}

export const upToMost = (count: number): number => Math.min(count, UNREAD_MOST);
