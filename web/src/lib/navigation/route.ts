// Where one is in the app, and its address. One route holds all three panes, so that "back" closes what was opened last.
import type { ChatId, UserId } from '@/protocol/types';
import { BASE, withinApp } from '../base';

export const LEFT_PANES = [
  'chats',
  'new',
  'new-group',
  'stars',
  'mentions',
  'plans',
  'settings',
  'settings.profile',
  'settings.privacy',
  'settings.notifications',
  'settings.appearance',
  'settings.language',
  'settings.devices',
  'settings.storage',
  'settings.password',
  'settings.shortcuts',
  'settings.about',
] as const;
export type LeftPane = (typeof LEFT_PANES)[number];

/** `message.ID` is the info of one message, `person.ID` the profile of a person in the chat. */
export type RightPane = 'info' | 'search' | 'stars' | `message.${string}` | `person.${string}`;

export type Route = { chatId: ChatId | null; left: LeftPane; right: RightPane | null };

export const HOME: Route = { chatId: null, left: 'chats', right: null };

export function parseRoute(path: string, search: string): Route {
  const chatId = /^\/c\/([0-9a-zA-Z-]+)\/?$/.exec(withinApp(path))?.[1] ?? null;
  const params = new URLSearchParams(search);
  const left = LEFT_PANES.find((pane) => pane === params.get('left')) ?? 'chats';
  const right = params.get('right');
  return { chatId, left, right: chatId !== null && isRight(right) ? right : null };
}

export function formatRoute({ chatId, left, right }: Route): string {
  const params = new URLSearchParams();
  if (left !== 'chats') params.set('left', left);
  if (right !== null && chatId !== null) params.set('right', right);
  const query = params.toString();
  return `${BASE}${chatId === null ? '/' : `/c/${chatId}`}${query === '' ? '' : `?${query}`}`;
}

function isRight(text: string | null): text is RightPane {
  return text !== null && /^(?:info$|search$|stars$|message\.|person\.)/.test(text);
}

/** Whose profile it is; null where it is none. */
export function personOf(right: RightPane | null): UserId | null {
  return right?.startsWith('person.') ? right.slice('person.'.length) : null;
}
