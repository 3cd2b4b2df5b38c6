// Fetches the history of chats, page by page: the first page, older and newer ones, and pages to jump to. At most one page
// of a chat is on its way; a jump replaces an earlier request.

import type { PeopleLoader } from '@/lib/connection/people-loader';
import { addHistory, changeTimeline, type HistoryPage, type HistoryQuery } from '@/lib/state/apply/tab';
import { peopleIn } from '@/lib/state/selectors';
import { type Timeline, timelineOf } from '@/lib/state/tab';
import { awaitPage, close, giveUpPage, showTail, trim } from '@/lib/state/timeline';
import type { Chat, ChatId } from '@/protocol/types';
import type { HistorySource } from './history-source';
import type { Model } from './model';

export const PAGE = 100;
/** While the person scrolls, fewer and larger pages arrive sooner. It is the server's maximum. */
const NEXT_PAGE = 200;
/** Most messages of one chat that the tab keeps. */
const MOST = 1_000;
/** This many messages fill a screen, so no page has to be fetched first. */
const SCREENFUL = 30;

/** Where a chat is shown first. */
export type OpeningPlace = 'unread' | 'end';

/** Where the unread begins, or the newest. */
export function openingOf(chat: Chat): OpeningPlace {
  return chat.unread > 0 ? 'unread' : 'end';
}

export function openingQuery(chat: Chat, opening: OpeningPlace): HistoryQuery {
  return opening === 'unread' ? { around: chat.read + 1 } : {};
}

export class History {
  readonly #model: Pick<Model, 'store' | 'changeTab'>;
  readonly #source: HistorySource;
  readonly #people: PeopleLoader;
  readonly #loading = new Map<ChatId, Promise<HistoryPage | null>>();

  constructor(model: Pick<Model, 'store' | 'changeTab'>, source: HistorySource, people: PeopleLoader) {
    this.#model = model;
    this.#source = source;
    this.#people = people;
  }

  /**
   * Shows a chat, without fetching when this tab has the messages already. The caller decides once where to open it,
   * because the chat goes on changing while its first page is on its way.
   */
  async open(chatId: ChatId, opening: OpeningPlace): Promise<void> {
    const chat = this.#model.store.get().chats[chatId];
    if (chat === undefined) return;
    const { messages, more, moreAfter } = this.#timeline(chatId);
    const [first, last] = [messages[0], messages.at(-1)];
    const reachesBack = opening === 'end' || !more || (first?.seq ?? 0) <= chat.read + 1;
    const reachesOn = !moreAfter || (opening === 'unread' && (last?.seq ?? 0) > chat.read);
    if (reachesBack && reachesOn && messages.length >= (more ? SCREENFUL : 1))
      this.#change(chatId, (timeline) => ({ ...timeline, opened: true }));
    else if (opening === 'end') await this.#loadNewest(chatId);
    else await this.#load(chatId, openingQuery(chat, opening));
  }

  /** The chat is no longer on screen. */
  close(chatId: ChatId): void {
    this.#loading.delete(chatId);
    this.#change(chatId, close);
  }

  async older(chatId: ChatId): Promise<void> {
    const { messages, more } = this.#timeline(chatId);
    const first = messages[0];
    if (more && first !== undefined) await this.#extend(chatId, { before: first.seq });
  }

  async newer(chatId: ChatId): Promise<void> {
    const { messages, moreAfter } = this.#timeline(chatId);
    const last = messages.at(-1);
    if (moreAfter && last !== undefined) await this.#extend(chatId, { after: last.seq });
  }

  /** Shows the newest messages: the loaded ones when they fill a screen, or when no others can be fetched. */
  async newest(chatId: ChatId): Promise<void> {
    const { opened, moreAfter, tail } = this.#timeline(chatId);
    if (opened && !moreAfter) return;
    if (tail.length < SCREENFUL) {
      try {
        await this.#loadNewest(chatId);
        return;
      } catch (error) {
        if (tail.length === 0) throw error;
      }
    }
    this.#loading.delete(chatId);
    this.#change(chatId, showTail);
  }

  /** Shows the messages around a seq. */
  async around(chatId: ChatId, seq: number): Promise<void> {
    await this.#load(chatId, { around: seq });
  }

  /** Shows the messages written from `ms` on. */
  async at(chatId: ChatId, ms: number): Promise<void> {
    await this.#load(chatId, { at: ms });
  }

  /** Keeps memory bounded: drops the messages farthest from `seq`. */
  trim(chatId: ChatId, seq: number): void {
    if (this.#timeline(chatId).messages.length > MOST)
      this.#change(chatId, (timeline) => trim(timeline, seq, MOST - NEXT_PAGE));
  }

  async #loadNewest(chatId: ChatId): Promise<void> {
    const page = await this.#load(chatId, {});
    // Many messages may have come while the page was on its way, so that it does not reach the newest any more.
    if (page !== null) this.#change(chatId, showTail);
  }

  async #extend(chatId: ChatId, asked: HistoryQuery): Promise<void> {
    await (this.#loading.get(chatId) ?? this.#load(chatId, asked));
  }

  /** The page that was applied; null when a later request replaced this one. */
  #load(chatId: ChatId, asked: HistoryQuery): Promise<HistoryPage | null> {
    const load = this.#fetch(chatId, asked, () => this.#loading.get(chatId) === load);
    this.#loading.set(chatId, load);
    return load;
  }

  async #fetch(chatId: ChatId, asked: HistoryQuery, isWanted: () => boolean): Promise<HistoryPage | null> {
    this.#change(chatId, awaitPage);
    let page: HistoryPage;
    try {
      page = await this.#source.page(chatId, asked, isNext(asked) ? NEXT_PAGE : PAGE);
    } catch (error) {
      if (!isWanted()) return null;
      this.#loading.delete(chatId);
      this.#change(chatId, giveUpPage);
      throw error;
    }
    if (!isWanted()) return null;
    // Before the state changes: a listener may ask for the next page at once.
    this.#loading.delete(chatId);
    this.#model.changeTab((state) => addHistory(state, chatId, page, asked));
    this.#people.want(page.messages.flatMap(peopleIn));
    return page;
  }

  #timeline(chatId: ChatId): Timeline {
    return timelineOf(this.#model.store.get(), chatId);
  }

  #change(chatId: ChatId, change: (timeline: Timeline) => Timeline): void {
    this.#model.changeTab((state) => changeTimeline(state, chatId, change));
  }
}

/** Whether the page extends the window. */
function isNext({ before, after }: HistoryQuery): boolean {
  return before !== undefined || after !== undefined;
}
