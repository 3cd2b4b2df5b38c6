// The messenger of one session: it runs everything around the state while somebody is logged in. Screens read the state
// with useMessengerState and act through the methods here; they never fetch.

import { ChangePump } from '@/lib/connection/change-pump';
import { Connection } from '@/lib/connection/connection';
import { MessageChangePump } from '@/lib/connection/message-change-pump';
import { OutboxPump } from '@/lib/connection/outbox-pump';
import { PeopleLoader } from '@/lib/connection/people-loader';
import { PresenceWatch } from '@/lib/connection/presence-watch';
import { SyncLoop } from '@/lib/connection/sync-loop';
import { askToPersist } from '@/lib/db/persist';
import { noteServerBack } from '@/lib/http/server-back';
import type { SessionKeeper } from '@/lib/http/session';
import { m } from '@/lib/i18n/messages';
import { passedBy } from '@/lib/state/apply/local';
import type { Copy, Said } from '@/lib/state/content';
import { metIn, type Op } from '@/lib/state/ops';
import { type LostWords, lostWords } from '@/lib/state/pending/lost-words';
import { type MessageChange, madeNow } from '@/lib/state/pending/message-changes';
import { written } from '@/lib/state/pending/outbox';
import { peopleIn } from '@/lib/state/selectors';
import { parseEvent } from '@/lib/state/server-events';
import { TYPING_TTL_MS } from '@/lib/state/shared';
import type { MessengerState } from '@/lib/state/state';
import { timelineOf } from '@/lib/state/tab';
import { countFromOthers } from '@/lib/state/timeline';
import type { Readable } from '@/lib/store';
import { heardElsewhere, serverNow } from '@/lib/time/server-clock';
import { showToast } from '@/lib/toasts';
import { uuid7 } from '@/lib/uuid7';
import type {
  Chat,
  ChatId,
  ChatStatePatch,
  Me,
  MemberList,
  Message,
  MessageId,
  Settings,
  User,
  UserId,
} from '@/protocol/types';
import { DraftStorage } from './draft-storage';
import { Drafts } from './drafts';
import { Expiry } from './expiry';
import { History } from './history';
import { HistorySource } from './history-source';
import { type AccountDb, Model } from './model';
import type { Opening } from './restore';
import { giveBack } from './words-back';

const TYPING_EVERY_MS = 3_000;
/** Changes within this time are followed up together. */
const SOON_MS = 20;

export class Messenger {
  readonly store: Readable<MessengerState>;
  readonly connection: Connection;
  readonly keeper: SessionKeeper;
  readonly people: PeopleLoader;
  readonly drafts: Drafts;
  readonly history: History;
  readonly #model: Model;
  readonly #source: HistorySource;
  readonly #presence: PresenceWatch;
  readonly #outbox: OutboxPump;
  readonly #changes: ChangePump;
  readonly #messageChanges: MessageChangePump;
  readonly #sync: SyncLoop;
  readonly #expiry: Expiry;
  #entered: ChatId | null = null;
  readonly #typingSentAt = new Map<ChatId, number>();
  #typingTimer: ReturnType<typeof setTimeout> | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(keeper: SessionKeeper, accountDb: AccountDb | null, opening: Opening) {
    const model = new Model(accountDb, opening, {
      onLead: () => this.connection.start(),
      onLost: () => this.#lost(),
      onOp: (op, before) => this.#after(op, before),
      onView: (connection) => {
        this.connection.follow(connection);
        this.#expireTypingLater();
      },
      connection: () => this.connection.state.get(),
      onEmit: (event, payload) => this.connection.emit(event, payload),
      onLooking: (tab, userIds) => this.#presence.look(tab, userIds),
      onRetry: () => this.connection.retryNow(),
    });
    const commit = (op: Op) => model.commit(op);
    this.keeper = keeper;
    this.store = model.store;
    this.#model = model;
    this.connection = new Connection(keeper);
    this.people = new PeopleLoader(this.store, keeper, commit);
    this.drafts = new Drafts(new DraftStorage(opening.state.me.id), (chatId, text) =>
      this.#saveDraft(chatId, text),
    );
    this.#source = new HistorySource(accountDb, keeper, () => model.settled());
    this.history = new History(model, this.#source, this.people);
    this.#presence = new PresenceWatch(this.store, this.connection, commit);
    this.#outbox = new OutboxPump(this.store, this.connection, keeper, commit);
    this.#changes = new ChangePump(this.store, this.connection, keeper, commit);
    this.#messageChanges = new MessageChangePump(this.store, this.connection, keeper, commit);
    this.#sync = new SyncLoop(this.store, this.connection, (op) => model.take(op));
    this.#expiry = new Expiry(model, async (chatId) =>
      (await this.#source.page(chatId, {}, 1)).messages.at(-1),
    );
  }

  start(): () => void {
    this.connection.onOnline = () => void this.#online();
    this.connection.onEvent = (name, payload) => {
      const event = parseEvent(name, payload);
      if (event !== null) this.#model.take({ type: 'event', event, now: serverNow() });
    };
    let wasOnline = false;
    const unsubscribe = this.connection.state.subscribe(() => {
      this.#model.publishView();
      const isOnline = this.connection.state.get().status === 'online';
      if (isOnline && !wasOnline) noteServerBack();
      wasOnline = isOnline;
    });
    this.#model.start();
    this.drafts.start();
    const stopExpiry = this.#expiry.start();
    return () => {
      unsubscribe();
      stopExpiry();
      this.drafts.stop();
      this.#lost();
      this.#model.stop();
      this.people.stop();
      clearTimeout(this.#typingTimer);
    };
  }

  // Messages

  /** `copy` is there with `forwardOf`. */
  send(chatId: ChatId, said: Said, copy?: Copy): MessageId {
    const { outbox } = this.store.get();
    const pending = written(outbox, { id: uuid7(), chatId, ...said }, serverNow(), copy);
    this.#model.commit({ type: 'written', pending });
    // For a while only this device has the message, and a person who writes means to stay: a good moment to ask.
    askToPersist();
    return pending.message.id;
  }

  /** Sends what was being written. */
  sendDraft(chatId: ChatId, said: Said): MessageId {
    const id = this.send(chatId, said);
    this.#typingSentAt.delete(chatId);
    this.drafts.sent(chatId);
    return id;
  }

  retry(id: MessageId): void {
    this.#model.commit({ type: 'retried', id });
  }

  discard(id: MessageId): void {
    this.#model.commit({ type: 'discarded', id });
  }

  read(chatId: ChatId, seq: number): void {
    const state = this.store.get();
    const chat = state.chats[chatId];
    if (chat === undefined || seq <= chat.read) return;
    // Reading only own messages would tell the others nothing.
    const messages = timelineOf(state, chatId).messages;
    if (chat.unread === 0 && countFromOthers(messages, chat.read, state.me.id) === 0) return;
    this.#model.commit({ type: 'read', chatId, seq, passed: passedBy(state, chatId, seq) });
  }

  typing(chatId: ChatId, active: boolean): void {
    const sentAt = this.#typingSentAt.get(chatId);
    if (!active) {
      if (sentAt !== undefined) this.#emit('typing:stop', { chatId });
      this.#typingSentAt.delete(chatId);
    } else if (sentAt === undefined || performance.now() - sentAt >= TYPING_EVERY_MS) {
      this.#typingSentAt.set(chatId, performance.now());
      this.#emit('typing:start', { chatId, activity: 'text' });
    }
  }

  /** Edits it, deletes it, reacts to it, votes in it: shown at once, and noted until the server has it. */
  changeMessage(which: { chatId: ChatId; id: MessageId }, change: MessageChange): void {
    const pending = madeNow(this.store.get().messageChanges, which, change, serverNow());
    this.#model.commit({ type: 'message changed', change: pending });
  }

  // Settings of a chat: shown at once, and noted until the server has them

  setChatState(chatId: ChatId, patch: ChatStatePatch): void {
    this.#model.commit({ type: 'changed', chatId, patch });
  }

  setDraft(chatId: ChatId, text: string): void {
    this.drafts.type(chatId, text);
  }

  // What is on screen

  /** A chat is shown, with these members. */
  enter(chatId: ChatId, memberIds: UserId[]): void {
    this.people.want(memberIds);
    this.#model.look(memberIds);
    if (this.#entered === chatId) return;
    this.#entered = chatId;
    this.#source.opened(chatId);
    // Opening the chat takes the unread mark back. Reading does so too, but only when there is something to read.
    if (this.store.get().chats[chatId]?.state.markedUnread)
      this.setChatState(chatId, { markedUnread: false });
  }

  /** The chat is no longer on screen. */
  leave(chatId: ChatId): void {
    this.#entered = null;
    this.#model.look([]);
    this.drafts.leave(chatId);
    this.typing(chatId, false);
  }

  /** Connects now instead of at the next retry. */
  reconnect = (): void => {
    if (this.#model.leading) this.connection.retryNow();
    else this.#model.askRetry();
  };

  /** Deletes older messages on this device only. Returns how many. */
  clearHistory(): Promise<number> {
    return this.#source.clear();
  }

  /** One message of the history; undefined where there is none. */
  async messageAt(chatId: ChatId, seq: number): Promise<Message | undefined> {
    const { messages } = await this.#source.page(chatId, { around: seq }, 2);
    return messages.find((message) => message.seq === seq);
  }

  /** The same where only the id is known; rejects where there is none. */
  messageOf(chatId: ChatId, id: MessageId): Promise<Message> {
    return this.#source.message(chatId, id);
  }

  // Answers to requests of the screens

  addChat(chat: Chat): void {
    this.#model.commit({ type: 'chats', chats: [chat] });
  }

  setMe(me: Me): void {
    this.#model.commit({ type: 'me', me });
  }

  setSettings(settings: Settings, asOf: number): void {
    this.#model.commit({ type: 'settings', settings, asOf });
  }

  addPeople(users: User[]): void {
    this.#model.commit({ type: 'people', users });
  }

  /** All members of a group that is too large to carry them itself. */
  async loadMembers(chatId: ChatId): Promise<MemberList['members']> {
    const members: MemberList['members'] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const path: string = `chats/${chatId}/members${after === '' ? '' : `?after=${after}`}`;
      const page: MemberList = await this.keeper.request<MemberList>('GET', path);
      members.push(...page.members);
      after = page.next;
    }
    this.people.want(members.map((member) => member.userId));
    return members;
  }

  async #saveDraft(chatId: ChatId, text: string): Promise<boolean> {
    const chat = this.store.get().chats[chatId];
    if (chat === undefined) return false;
    const draft = text.trim() === '' ? '' : text;
    if (draft !== (chat.state.draft ?? '')) this.setChatState(chatId, { draft });
    await this.#model.settled();
    return true;
  }

  #emit(event: string, payload: unknown): void {
    if (this.#model.leading) this.connection.emit(event, payload);
    else this.#model.emit(event, payload);
  }

  async #online(): Promise<void> {
    this.#presence.online();
    this.#messageChanges.stop();
    void this.#model.rescan();
    await this.#sync.run();
    this.#follow();
  }

  /** This tab does not lead any more, or ends. */
  #lost(): void {
    this.connection.stop();
    this.#outbox.stop();
    this.#changes.stop();
    this.#messageChanges.stop();
    this.#sync.stop();
    clearTimeout(this.#soon);
    this.#soon = undefined;
  }

  #after(op: Op, before: MessengerState): void {
    const { type } = op;
    if (type === 'event' && op.event.type === 'typing') this.#expireTypingLater();
    if (type === 'event' && op.event.type === 'me:updated' && op.event.update.chat !== undefined)
      this.drafts.changedElsewhere(op.event.update.chat.id);
    const lost = lostWords(op, before);
    if (lost.length > 0) this.#giveBack(lost);
    else if (type === 'change refused') showToast({ key: 'message', kind: 'error', text: m.errors[op.code] });
    if (!this.#model.leading) {
      // The leading tab received the server's time with this sync.
      if (type === 'synced') heardElsewhere();
      return;
    }
    this.people.refresh(metIn(op, before));
    // The setting changes whose reads each chat shows, and only a sync brings those.
    const isSwitched = before.me.settings.readReceipts !== this.store.get().me.settings.readReceipts;
    if (isSwitched && type !== 'synced') void this.#sync.run();
    // The person waits for this, so it does not gather with other changes.
    if (type === 'written' || type === 'retried') this.#outbox.pump();
    if (type === 'message changed') this.#messageChanges.pump();
    if (type !== 'presence') this.#soon ??= setTimeout(() => this.#follow(), SOON_MS);
  }

  /** Every tab tells of it; the leading one changes the drafts. */
  #giveBack(lost: LostWords[]): void {
    giveBack(lost, {
      begunIn: (chatId) => {
        const chat = this.store.get().chats[chatId];
        return chat === undefined ? null : (this.drafts.live.get()[chatId]?.text ?? chat.state.draft ?? '');
      },
      write: (chatId, text) => this.#model.leading && this.setDraft(chatId, text),
    });
  }

  /** Follows up changes: sends and reports, fetches people, closes gaps. */
  #follow(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#noteDelivered();
    this.#outbox.pump();
    this.#changes.pump();
    this.#messageChanges.pump();
    this.#wantPeople();
    this.#presence.reconcile();
    this.#sync.check();
  }

  /** Reports the newest message of each chat as delivered, where that was not done. */
  #noteDelivered(): void {
    const { chats, me } = this.store.get();
    for (const { id: chatId, lastMessage: last, delivered, unread } of Object.values(chats)) {
      if (last === undefined || last.seq <= delivered || (last.senderId === me.id && unread === 0)) continue;
      this.#model.commit({ type: 'delivered', chatId, seq: last.seq });
    }
  }

  /** Loads the people whom the chat list shows. Other writers are loaded with the history. */
  #wantPeople(): void {
    const ids = new Set<UserId>();
    for (const chat of Object.values(this.store.get().chats)) {
      if (chat.kind === 'direct') for (const member of chat.members ?? []) ids.add(member.userId);
      for (const id of chat.lastMessage === undefined ? [] : peopleIn(chat.lastMessage)) ids.add(id);
    }
    this.people.want(ids);
  }

  #expireTypingLater(): void {
    clearTimeout(this.#typingTimer);
    this.#typingTimer = setTimeout(() => {
      this.#model.expireTyping(serverNow());
      if (Object.keys(this.store.get().typing).length > 0) this.#expireTypingLater();
    }, TYPING_TTL_MS / 8);
  }
}
