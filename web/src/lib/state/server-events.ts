// Turns what the socket delivers into typed events. Unknown names are for newer clients, and ignored. So is `error`: it
// answers events sent without an acknowledgement, and the app always asks for one.

import type {
  Chat,
  ChatHead,
  ChatRemoved,
  LocationMoved,
  Message,
  MeUpdated,
  Presence,
  Receipt,
  TypingEvent,
  User,
} from '@/protocol/types';
import type { ServerEvent } from './apply/event';

export function parseEvent(name: string, payload: unknown): ServerEvent | null {
  switch (name) {
    case 'message:new':
    case 'message:updated':
      return { type: name, message: payload as Message };
    case 'chat:head':
      return { type: name, now: payload as ChatHead };
    case 'location':
      return { type: name, moved: payload as LocationMoved };
    case 'receipt':
      return { type: name, receipt: payload as Receipt };
    case 'typing':
      return { type: name, typing: payload as TypingEvent };
    case 'presence':
      return { type: name, presence: payload as Presence };
    case 'chat:new':
    case 'chat:updated':
      return { type: name, chat: payload as Chat };
    case 'chat:removed':
      return { type: name, removed: payload as ChatRemoved };
    case 'me:updated':
      return { type: name, update: payload as MeUpdated };
    case 'user:updated':
      return { type: name, user: payload as User };
    default:
      return null;
  }
}
