// The messenger of one session: owns the state and the connection, and is the one dispatcher between them.
// Screens read the state with useMessenger and act through the methods here; they never fetch.
import type { SessionKeeper } from '@/lib/http/session';
import { Store } from '@/lib/store';
import { uuid7 } from '@/lib/uuid7';
import type { Chat, ChatId, ChatStatePatch, Me, MemberList, MessageId, UserId } from '@/protocol/types';
import { applyEvent } from './apply-event';
import { addChats, addPeople, expireTyping, setMe } from './apply-local';
import { ChangePump } from './change-pump';
import { changeChat } from './chat-changes';
import { Connection } from './connection';
import { Drafts } from './drafts';
import { History } from './history';
import { enqueue, remove, retry } from './outbox';
import { OutboxPump } from './outbox-pump';
import { PeopleLoader } from './people-loader';
import { PresenceWatch } from './presence-watch';
import { peopleIn } from './selectors';
import { parseEvent } from './server-events';
import { initialState, type MessengerState, TYPING_TTL_MS } from './state';
import { SyncLoop } from './sync-loop';
import { Watermarks } from './watermarks';

const TYPING_EVERY_MS = 3_000;

export class Messenger {
  readonly store: Store<MessengerState>;
  readonly connection: Connection;
  readonly keeper: SessionKeeper;
  readonly people: PeopleLoader;
  readonly presence: PresenceWatch;
  readonly drafts: Drafts;
  readonly history: History;
  readonly #outbox: OutboxPump;
  readonly #changes: ChangePump;
  readonly #watermarks: Watermarks;
  readonly #sync: SyncLoop;
  readonly #typingSaid = new Map<ChatId, number>();
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(keeper: SessionKeeper, me: Me) {
    this.keeper = keeper;
    this.store = new Store(initialState(me));
    this.connection = new Connection(keeper);
    this.people = new PeopleLoader(this.store, keeper);
    this.presence = new PresenceWatch(this.store, this.connection);
    this.drafts = new Drafts((chatId, text) => this.#saveDraft(chatId, text));
    this.history = new History(this.store, keeper, this.people);
    this.#outbox = new OutboxPump(this.store, this.connection);
    this.#changes = new ChangePump(this.store, this.connection, keeper);
    this.#watermarks = new Watermarks(this.store, this.connection);
    this.#sync = new SyncLoop(this.store, this.connection);
  }

  start(): () => void {
    this.connection.onOnline = () => void this.#online();
    this.connection.onOffline = () => this.#outbox.interrupt();
    this.connection.onEvent = (name, payload) => this.#dispatch(name, payload);
    this.connection.start();
    this.presence.start();
    this.drafts.start();
    return () => {
      this.connection.stop();
      this.drafts.stop();
      this.#changes.stop();
      this.presence.stop();
      this.people.stop();
      this.#watermarks.stop();
      this.#sync.stop();
      clearTimeout(this.#typingTimer);
    };
  }

  // Messages

  send(chatId: ChatId, text: string, mentions: (UserId | 'all')[]): void {
    const message = { id: uuid7(), chatId, kind: 'text', text, ...(mentions.length > 0 ? { mentions } : {}) };
    this.store.update((state) => ({ ...state, outbox: enqueue(state.outbox, message, Date.now()) }));
    this.#typingSaid.delete(chatId);
    this.setDraft(chatId, '');
    this.drafts.leave(chatId);
    this.#outbox.pump();
  }

  retry(id: MessageId): void {
    this.store.update((state) => ({ ...state, outbox: retry(state.outbox, id) }));
    this.#outbox.pump();
  }

  discard(id: MessageId): void {
    this.store.update((state) => ({ ...state, outbox: remove(state.outbox, id) }));
  }

  read(chatId: ChatId, seq: number): void {
    this.#watermarks.read(chatId, seq);
  }

  typing(chatId: ChatId, active: boolean): void {
    const said = this.#typingSaid.get(chatId);
    if (!active) {
      if (said !== undefined) this.connection.tell('typing:stop', { chatId });
      this.#typingSaid.delete(chatId);
    } else if (said === undefined || Date.now() - said >= TYPING_EVERY_MS) {
      this.#typingSaid.set(chatId, Date.now());
      this.connection.tell('typing:start', { chatId, activity: 'text' });
    }
  }

  // What one sets for a chat: shown at once, kept until the server has it

  setChatState(chatId: ChatId, patch: ChatStatePatch): void {
    this.store.update((state) => changeChat(state, chatId, patch));
    this.#changes.pump();
  }

  setDraft(chatId: ChatId, text: string): void {
    this.drafts.type(chatId, text);
  }

  /** The chat is no longer on screen. */
  leave(chatId: ChatId): void {
    this.drafts.leave(chatId);
    this.typing(chatId, false);
  }

  // What requests of the screens bring back

  keepChat(chat: Chat): void {
    this.store.update((state) => addChats(state, [chat]));
    this.#after();
  }

  keepMe(me: Me): void {
    const before = this.store.get().me;
    this.store.update((state) => setMe(state, me));
    this.#syncIfReadsSwitched(before, me);
  }

  keepPeople(users: Parameters<typeof addPeople>[1]): void {
    this.store.update((state) => addPeople(state, users));
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

  #saveDraft(chatId: ChatId, text: string): void {
    const draft = text.trim() === '' ? '' : text;
    const kept = this.store.get().chats[chatId]?.state.draft ?? '';
    if (draft !== kept) this.setChatState(chatId, { draft });
  }

  async #online(): Promise<void> {
    this.presence.online();
    await this.#sync.run();
    this.#outbox.pump();
    this.#changes.pump();
    this.#watermarks.flushSoon();
    this.#after();
  }

  #dispatch(name: string, payload: unknown): void {
    const event = parseEvent(name, payload);
    if (event === null) return;
    const before = this.store.get().me;
    this.store.update((state) => applyEvent(state, event, Date.now()));
    if (event.type === 'typing') this.#expireTypingLater();
    if (event.type === 'presence' || event.type === 'typing') return;
    if (event.type === 'me:updated' && event.update.chat !== undefined)
      this.drafts.changedElsewhere(event.update.chat.id);
    this.#syncIfReadsSwitched(before, this.store.get().me);
    this.#after();
  }

  /** Whose reading shows has changed in every chat then, and a sync brings them. */
  #syncIfReadsSwitched(before: Me, now: Me): void {
    if (before.settings.readReceipts === now.settings.readReceipts) return;
    void this.#sync.run().then(() => this.#after());
  }

  /** What follows from any change: watermarks to report, people to fetch, gaps to close. */
  #after(): void {
    this.#watermarks.noteDelivered();
    this.#wantPeople();
    this.presence.reconcile();
    this.#sync.check();
  }

  /** Whom the chat list shows. Who else writes in a chat comes with its history. */
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
      this.store.update((state) => expireTyping(state, Date.now()));
      if (Object.keys(this.store.get().typing).length > 0) this.#expireTypingLater();
    }, TYPING_TTL_MS / 8);
  }
}
