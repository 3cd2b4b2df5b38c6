// The state of this account in this tab, and the one way in which it changes. The part that all tabs share changes by
// operations: the leading tab numbers each, publishes it and writes it to the database; the other tabs send it theirs.
// This tab's own part changes without the other tabs. Only the model can write: all other code can only read the state.
import { buildFile } from '@/lib/build';
import type { ConnectionState } from '@/lib/connection/connection';
import { outboxRows } from '@/lib/db/batch';
import type { KithDatabase } from '@/lib/db/database';
import { readFrom } from '@/lib/db/history';
import { OwnWork } from '@/lib/db/own';
import { Recorder } from '@/lib/db/recorder';
import { readSnapshot } from '@/lib/db/snapshot';
import { expire } from '@/lib/state/apply/expiry';
import { expireTyping } from '@/lib/state/apply/local';
import { applyOp, forgottenIn, messagesOf, type Op } from '@/lib/state/ops';
import { keyOf, type PendingChange } from '@/lib/state/pending/message-changes';
import type { SharedState } from '@/lib/state/shared';
import type { MessengerState } from '@/lib/state/state';
import type { TabState } from '@/lib/state/tab';
import { type Readable, Store } from '@/lib/store';
import { type Sender, TabGroup } from '@/lib/tabs/tab-group';
import { serverNow } from '@/lib/time/server-clock';
import type { Message } from '@/protocol/types';
import { catchUp, type Opening, ownFrom, stateFrom, takenOver } from './restore';

const OWN: Op['type'][] = [
  'written',
  'lost',
  'refused',
  'retried',
  'discarded',
  'changed',
  'read',
  'message changed',
  'change sent',
  'change taken',
  'marked',
  'change refused',
];

/** The database, opened for the account that is logged in. */
export type AccountDb = { db: KithDatabase; owner: string };

/** The part of the leader's state that its followers show and that is in no database. */
export type LeaderView = {
  connection: ConnectionState;
  presence: SharedState['presence'];
  typing: SharedState['typing'];
};

export type ModelEvents = {
  /** This tab is to hold the connection from now on. */
  onLead: () => void;
  onLost: () => void;
  /** An operation was applied, from whichever tab. */
  onOp: (op: Op, before: MessengerState) => void;
  connection: () => ConnectionState;
  /** The leader has sent the state of its connection, and who is online and typing. */
  onView: (connection: ConnectionState) => void;
  onEmit: (event: string, payload: unknown) => void;
  onLooking: (tab: string, looking: string[] | null) => void;
  onRetry: () => void;
};

export class Model {
  readonly #store: Store<MessengerState>;
  readonly store: Readable<MessengerState>;
  readonly #accountDb: AccountDb | null;
  readonly #events: ModelEvents;
  readonly #own: OwnWork | null;
  readonly #group: TabGroup<Op, LeaderView> | null;
  #recorder: Recorder | null = null;
  /** The state as it was read from the database, and the last operation in it. */
  readonly #read: Opening;
  /** Operations go to the leader one after the other, in order: each is made durable first. */
  #handingIn: Promise<unknown> = Promise.resolve();
  #catchingUp = false;
  #missed = false;

  constructor(accountDb: AccountDb | null, opening: Opening, events: ModelEvents) {
    this.#store = new Store(opening.state);
    this.store = this.#store.readable;
    this.#accountDb = accountDb;
    this.#events = events;
    this.#read = opening;
    this.#own = accountDb === null ? null : new OwnWork(accountDb.db, accountDb.owner);
    this.#group =
      accountDb === null || typeof BroadcastChannel === 'undefined' ? null : this.#newGroup(accountDb);
  }

  /** Without other tabs to ask, a tab leads itself. */
  get leading(): boolean {
    return this.#group === null || this.#group.leading;
  }

  start(): void {
    const { written } = this.#read;
    if (this.#group !== null) this.#group.start(written?.leader ?? null, written?.seq ?? 0);
    else void this.#takeOver().then(this.#events.onLead);
  }

  stop(): void {
    this.#group?.stop();
    this.#recorder?.stop();
  }

  /** Applies an operation from this tab, here and in all other tabs. */
  commit(op: Op): void {
    this.#apply(op, this.#store.update);
    if (this.leading) this.#publish(op, null);
    else this.#handIn(op);
  }

  /** Leader: applies an operation from the server. Listeners are called once for many. */
  take(op: Op): void {
    this.#apply(op, this.#store.updateSoon);
    this.#publish(op, null);
  }

  /** Changes this tab's own part of the state. Other tabs do not get it. */
  changeTab(change: (state: MessengerState) => TabState): void {
    this.#store.update((state) => {
      const tab = change(state);
      return tab === state.tab ? state : { ...state, tab };
    });
  }

  /** Time passes in all tabs alike, so each does this for itself. */
  expireTyping(now: number): void {
    this.#store.update((state) => expireTyping(state, now));
  }

  /** The same for messages that disappear. */
  expire(now: number): void {
    this.#store.update((state) => expire(state, now));
    this.#recorder?.expire(now);
  }

  /** Resolves when the database has everything that the leader published, and everything done here. */
  async settled(): Promise<void> {
    await this.#handingIn;
    if (this.#group !== null) await this.#group.flushed();
    else await this.#recorder?.flush();
  }

  /** Looks for messages and changes that another tab wrote to the database, but did not live to send to the leader. */
  async rescan(): Promise<void> {
    // A message that is sent while the database is read leaves the outbox, but may still be in what was read.
    const known = new Set<string>();
    const note = () => {
      for (const { message } of this.store.get().outbox) known.add(message.id);
      for (const change of this.store.get().messageChanges) known.add(madeOf(change));
    };
    note();
    const unsubscribe = this.store.subscribe(note);
    try {
      // Messages that have left the outbox must have left the database before it is read.
      await this.#recorder?.flush();
      const kept = await this.#own?.read().catch(() => null);
      if (kept === undefined || kept === null || !this.leading) return;
      const { outbox, messageChanges } = ownFrom(kept);
      for (const pending of outbox)
        if (!known.has(pending.message.id)) this.commit({ type: 'written', pending });
      for (const change of messageChanges)
        if (!known.has(madeOf(change))) this.commit({ type: 'message changed', change });
    } finally {
      unsubscribe();
    }
  }

  // To the leader, or from it

  emit(event: string, payload: unknown): void {
    this.#group?.emit(event, payload);
  }

  askRetry(): void {
    this.#group?.retry();
  }

  look(userIds: string[]): void {
    if (this.#group === null) this.#events.onLooking('', userIds);
    else this.#group.look(userIds);
  }

  publishView(): void {
    if (this.leading) this.#group?.publishView();
  }

  #apply(op: Op, update: Store<MessengerState>['update']): void {
    const before = this.store.get();
    update((state) => applyOp(state, op));
    this.#events.onOp(op, before);
  }

  #view(): LeaderView {
    const { presence, typing } = this.store.get();
    return { connection: this.#events.connection(), presence, typing };
  }

  /** Follower: shows what the leader shows. */
  #show({ connection, presence, typing }: LeaderView): void {
    this.#store.update((state) => ({ ...state, presence, typing }));
    this.#events.onView(connection);
  }

  /** Leader: numbers the operation, publishes it to the other tabs, and has it written. */
  #publish(op: Op, from: Sender | null): void {
    const seq = this.#group?.publish(op, from) ?? 0;
    this.#recorder?.note(seq, messagesOf(op), forgottenIn(op));
    // Only this device has it.
    if (OWN.includes(op.type)) void this.#recorder?.flush();
  }

  /** Follower: writes what must not be lost to the database before it sends it to the leader, which may be dying. */
  #handIn(op: Op): void {
    this.#handingIn = this.#handingIn
      .then(() => this.#keep(op))
      .then(() => {
        if (this.leading) this.#publish(op, null);
        else this.#group?.ask(op);
      });
  }

  async #keep(op: Op): Promise<void> {
    if (op.type === 'written') {
      const [row] = outboxRows({ ...this.store.get(), outbox: [op.pending] });
      if (row !== undefined) await this.#own?.writeMessage(row);
    }
    if (op.type === 'changed') await this.#own?.writeChange(op.chatId, op.patch);
    if (op.type === 'message changed') await this.#own?.writeMessageChange(this.store.get().me.id, op.change);
    if (op.type === 'read') await this.#own?.writeChange(op.chatId, { read: op.seq });
  }

  #newGroup({ db }: AccountDb): TabGroup<Op, LeaderView> {
    const events = this.#events;
    // Another build may have other operations, so its tabs have a leader of their own. Both leaders write to one database.
    // Each row says how far it is known, so a row of the slower leader only costs a question to the server. Both may send
    // a message of the outbox: it has one id, so it arrives once.
    return new TabGroup<Op, LeaderView>(`${db.name}-${buildFile()}`, {
      onLead: () => this.#takeOver(),
      onReady: events.onLead,
      onLost: () => {
        this.#recorder?.stop();
        this.#recorder = null;
        events.onLost();
      },
      onAsked: (op, from) => {
        if (from.tab !== this.#group?.tab) this.#apply(op, this.#store.update);
        this.#publish(op, from);
      },
      flush: async () => this.#recorder?.flush(),
      view: () => this.#view(),
      onView: (view) => this.#show(view),
      onEmit: events.onEmit,
      onLooking: (tab, looking) => {
        events.onLooking(tab, looking);
      },
      onGone: () => void this.rescan(),
      onRetry: events.onRetry,
      onOp: (op) => this.#apply(op, this.#store.updateSoon),
      onMissed: () => void this.#catchUp(),
    });
  }

  /** Begins to lead: from here on this tab writes the database, from where its last writer left off. */
  async #takeOver(): Promise<void> {
    if (this.#accountDb === null) return;
    const { db, owner } = this.#accountDb;
    const held = await this.#held(this.#accountDb);
    if (held === null) return;
    this.#store.update((state) => takenOver(state, held));
    this.#recorder = new Recorder(db, owner, this.#group?.tab ?? '', held, this.store.get);
    this.expire(serverNow());
  }

  /** Follower: reads what it has missed. */
  async #catchUp(): Promise<void> {
    this.#missed = true;
    if (this.#accountDb === null || this.#catchingUp) return;
    this.#catchingUp = true;
    try {
      while (this.#missed && !this.leading) {
        this.#missed = false;
        await this.#readAgain(this.#accountDb);
      }
    } finally {
      this.#catchingUp = false;
    }
  }

  async #readAgain({ db, owner }: AccountDb): Promise<void> {
    await this.settled();
    const snapshot = await readSnapshot(db);
    if (snapshot?.account.owner !== owner) return;
    const messages: Message[] = [];
    for (const [chatId, timeline] of Object.entries(this.store.get().tab.timelines)) {
      const first = timeline.opened ? timeline.messages[0] : undefined;
      if (first !== undefined) messages.push(...(await readFrom(db, chatId, first.seq)));
    }
    if (this.leading) return;
    // Operations of this tab that may not be in the database yet are applied again.
    const unconfirmed = this.#group?.unconfirmed ?? [];
    this.#store.update((state) => unconfirmed.reduce(applyOp, catchUp(state, snapshot, messages)));
    if (snapshot.written !== null) this.#group?.caughtUp(snapshot.written.leader, snapshot.written.seq);
  }

  /** The state in the database; null when the database belongs to another account by now. */
  async #held({ db, owner }: AccountDb): Promise<MessengerState | null> {
    const written = await db.meta.get('written');
    const read = this.#read.written;
    const own = await this.#own?.read();
    const isUnchanged =
      written === undefined
        ? read === null
        : written.key === 'written' && written.seq === read?.seq && written.leader === read.leader;
    if (isUnchanged && own !== undefined) return { ...this.#read.state, ...ownFrom(own) };
    const snapshot = await readSnapshot(db);
    return snapshot?.account.owner === owner ? stateFrom(snapshot) : null;
  }
}

/** One change, and not a later one of the same thing. */
function madeOf(change: PendingChange): string {
  return `${keyOf(change)} ${change.at}`;
}
