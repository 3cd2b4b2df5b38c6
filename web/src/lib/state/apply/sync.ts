// Applies a page of a sync to the state. sync-run.ts decides what to ask, and in which order.

import type { ChatId, SyncPage } from '@/protocol/types';
import { advanceTo } from '../cursor';
import { userOf } from '../shared';
import type { MessengerState } from '../state';
import { type SyncStep, targetsWith } from '../sync-run';
import { addReminder, addScheduled, addVote, adoptChats, applyMessage, forgetChat } from './event';
import { addStar, hide } from './marks';
import { addPeople } from './people';

export function applySyncPage(state: MessengerState, page: SyncPage, step: SyncStep): MessengerState {
  const targets = targetsWith(state, page, step.targets);
  let next = state;
  if (page.me !== undefined) {
    const meVersion = Math.max(next.meVersion, page.userVersion);
    next = addPeople({ ...next, me: page.me, meVersion }, [userOf(page.me)]);
  }
  for (const chatId of page.removed) next = forgetChat(next, chatId);

  // Messages first: the chat of the same page counts them already, and its head would make them look old.
  const highest: SyncStep['targets'] = {};
  for (const message of page.messages) {
    highest[message.chatId] = Math.max(highest[message.chatId] ?? 0, message.version);
    next = applyMessage(next, message, false);
  }
  next = adoptChats(next, page.chats);
  next = reach(next, highest);
  if (!page.more) next = reach(next, targets);
  next = addPeople(next, page.users);
  for (const vote of page.votes ?? []) next = addVote(next, vote, page.userVersion);
  for (const star of page.stars ?? []) next = addStar(next, star, page.userVersion);
  for (const hidden of page.hidden ?? []) next = hide(next, hidden, false);
  for (const change of page.scheduled ?? []) next = addScheduled(next, change, page.userVersion);
  for (const change of page.reminders ?? []) next = addReminder(next, change, page.userVersion);
  return {
    ...next,
    ready: next.ready || step.isLast,
    user: advanceTo(next.user, step.userVersion),
    peopleVersion: Math.max(next.peopleVersion ?? 0, page.people),
  };
}

function reach(state: MessengerState, versions: Record<ChatId, number>): MessengerState {
  const cursors = { ...state.cursors };
  for (const [chatId, version] of Object.entries(versions)) {
    const cursor = cursors[chatId];
    if (cursor !== undefined) cursors[chatId] = advanceTo(cursor, version);
  }
  return { ...state, cursors };
}
