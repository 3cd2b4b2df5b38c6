// Changes this tab's own windows onto the history: adds pages, and shows or drops parts. Pure.
import type { ChatId, MessagePage } from '@/protocol/types';
import type { MessengerState } from '../state';
import { type TabState, type Timeline, timelineOf } from '../tab';
import { append, prepend, show } from '../timeline';

/** `moreAfter` comes with pages that have two open ends. */
export type HistoryPage = MessagePage & { moreAfter?: boolean };

/** A question to the history; empty for the newest messages. */
export type HistoryQuery = { before?: number; after?: number; around?: number; at?: number };

/** A page of history, as the answer to `asked`. */
export function addHistory(
  state: MessengerState,
  chatId: ChatId,
  page: HistoryPage,
  asked: HistoryQuery = {},
): TabState {
  const { messages, more } = page;
  // The chat may have a newer message than the page.
  const isBehind = (messages.at(-1)?.seq ?? 0) < (state.chats[chatId]?.lastMessage?.seq ?? 0);
  return changeTimeline(state, chatId, (timeline) => {
    if (asked.before !== undefined)
      return prepend(timeline, { messages, more, moreAfter: true }, asked.before);
    if (asked.after !== undefined) {
      return append(timeline, { messages, more: true, moreAfter: more || isBehind }, asked.after);
    }
    return show(timeline, { messages, more, moreAfter: (page.moreAfter ?? false) || isBehind });
  });
}

/** The chat may be gone by the time that its page is here. */
export function changeTimeline(
  state: MessengerState,
  chatId: ChatId,
  change: (timeline: Timeline) => Timeline,
): TabState {
  if (state.chats[chatId] === undefined) return state.tab;
  return withTimeline(state, chatId, change(timelineOf(state, chatId)));
}

export function withTimeline({ tab }: MessengerState, chatId: ChatId, timeline: Timeline): TabState {
  return { ...tab, timelines: { ...tab.timelines, [chatId]: timeline } };
}
