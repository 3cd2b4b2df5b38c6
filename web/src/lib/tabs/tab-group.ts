// The tabs of this browser that show the same account: one leads, and numbers and publishes all operations; the others
// apply them in that order, and send theirs to the leader. Knows nothing of what the operations mean.
import { Leadership } from './leadership';

/** How often a visible tab checks that its leader lives. */
const PING_MS = 5_000;
/** After this many pings without an answer the leader counts as dead. */
const PATIENCE = 2;
/** For one answer of the leader. */
const ANSWER_MS = 1_000;

export type TabHandlers<Op, View> = {
  /** No other tab leads any more. Operations from other tabs wait until this resolves. */
  onLead: () => Promise<void>;
  /** This tab leads from now on. */
  onReady: () => void;
  onLost: () => void;
  /** Leader: another tab sent an operation, to be applied and published. */
  onAsked: (op: Op, from: Sender) => void;
  /** Leader: everything published so far is in the database when this resolves. */
  flush: () => Promise<void>;
  /** Leader: what a tab that begins to follow cannot read from the database. */
  view: () => View;
  /** Leader: another tab emits an event on the socket. */
  onEmit: (event: string, payload: unknown) => void;
  /** Leader: a tab became visible and names the people whose presence it shows; null when it was hidden. */
  onLooking: (tab: string, looking: string[] | null) => void;
  onRetry: () => void;
  /** Leader: a tab was closed. */
  onGone: () => void;
  /** Follower: the leader published an operation. */
  onOp: (op: Op) => void;
  onView: (view: View) => void;
  /** Follower: the database has operations that this tab has not received. */
  onMissed: () => void;
};

/** Which operation of which tab. */
export type Sender = { tab: string; n: number };

type TabMessage<Op, View> =
  | { type: 'hello'; tab: string }
  | { type: 'lead'; leader: string; since: number; seq: number; view: View }
  | { type: 'op'; leader: string; seq: number; op: Op; from: Sender | null }
  | { type: 'view'; leader: string; view: View }
  | { type: 'ask'; from: Sender; op: Op }
  | { type: 'ping'; tab: string; looking: string[] | null }
  | { type: 'pong'; leader: string }
  | { type: 'flush'; from: Sender }
  | { type: 'flushed'; from: Sender }
  | { type: 'emit'; event: string; payload: unknown }
  | { type: 'retry' }
  | { type: 'gone'; tab: string };

export class TabGroup<Op, View> {
  readonly tab = crypto.getRandomValues(new Uint32Array(2)).join('-');
  readonly #handlers: TabHandlers<Op, View>;
  readonly #channel: BroadcastChannel;
  readonly #leadership: Leadership;
  #leading = false;
  #stopped = false;
  #since = 0;
  /** Counts the times that this tab began, or ceased, to lead. */
  #term = 0;
  /** The last number assigned, or received. */
  #seq = 0;
  #leader: string | null = null;
  #n = 0;
  /** Operations of this tab that no leader has confirmed. */
  readonly #unconfirmed = new Map<number, Op>();
  readonly #waiting = new Map<number, () => void>();
  /** The last operation of each tab that was published. */
  readonly #published = new Map<string, number>();
  #heard = () => {};
  #looking: string[] = [];
  #asking = false;
  /** Pings in a row that were not answered. */
  #pings = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(name: string, handlers: TabHandlers<Op, View>) {
    this.#handlers = handlers;
    this.#channel = new BroadcastChannel(name);
    this.#leadership = new Leadership({
      name,
      onLead: () => void this.#lead(),
      onLost: () => this.#lost(),
      isLed: () => this.#isLed(),
    });
  }

  /** Operations of this tab that no leader has confirmed, the oldest first. */
  get unconfirmed(): Op[] {
    return [...this.#unconfirmed.values()];
  }

  get leading(): boolean {
    return this.#leading;
  }

  /** This tab has read the database up to operation `seq` of `leader`. */
  start(leader: string | null, seq: number): void {
    this.#leader = leader;
    this.#seq = seq;
    this.#channel.onmessage = ({ data }) => this.#receive(data);
    this.#hello();
    this.#leadership.start();
    this.#timer = setInterval(this.#tick, PING_MS);
    document.addEventListener('visibilitychange', this.#ping);
    window.addEventListener('pageshow', this.#hello);
    window.addEventListener('pagehide', this.#gone);
  }

  stop(): void {
    clearInterval(this.#timer);
    document.removeEventListener('visibilitychange', this.#ping);
    window.removeEventListener('pageshow', this.#hello);
    window.removeEventListener('pagehide', this.#gone);
    this.#gone();
    this.#leadership.stop();
    this.#leading = false;
    this.#stopped = true;
    this.#channel.close();
  }

  /** Leader: gives the operation its number, and sends it to the other tabs. */
  publish(op: Op, from: Sender | null = null): number {
    this.#seq += 1;
    if (from !== null) this.#published.set(from.tab, from.n);
    this.#post({ type: 'op', leader: this.tab, seq: this.#seq, op, from });
    return this.#seq;
  }

  publishView(): void {
    this.#post({ type: 'view', leader: this.tab, view: this.#handlers.view() });
  }

  /** Follower: sends an operation to the leader, again and again until a leader has it. */
  ask(op: Op): void {
    this.#n += 1;
    this.#unconfirmed.set(this.#n, op);
    this.#post({ type: 'ask', from: { tab: this.tab, n: this.#n }, op });
  }

  emit(event: string, payload: unknown): void {
    this.#post({ type: 'emit', event, payload });
  }

  retry(): void {
    this.#post({ type: 'retry' });
  }

  /** Names the people whose presence this tab shows while it is visible. */
  look(userIds: string[]): void {
    this.#looking = userIds;
    this.#ping();
  }

  /** Resolves when the database has what the leader had published, or the leader does not answer. */
  async flushed(): Promise<void> {
    if (this.#leading) return this.#handlers.flush();
    this.#n += 1;
    const n = this.#n;
    await new Promise<void>((resolve) => {
      this.#waiting.set(n, resolve);
      setTimeout(resolve, ANSWER_MS);
      this.#post({ type: 'flush', from: { tab: this.tab, n } });
    });
    this.#waiting.delete(n);
  }

  /** Follower: the database was read up to here. */
  caughtUp(leader: string, seq: number): void {
    if (leader === this.#leader) this.#seq = Math.max(this.#seq, seq);
  }

  async #lead(): Promise<void> {
    this.#term += 1;
    const term = this.#term;
    await this.#handlers.onLead();
    // Another tab has taken the lead already.
    if (this.#stopped || term !== this.#term) return;
    this.#leading = true;
    this.#leader = this.tab;
    this.#since = Date.now();
    this.#seq = 0;
    this.#postLead();
    this.#ping();
    for (const [n, op] of this.#unconfirmed) this.#handlers.onAsked(op, { tab: this.tab, n });
    this.#unconfirmed.clear();
    this.#handlers.onReady();
  }

  #lost(): void {
    this.#term += 1;
    this.#leading = false;
    this.#leader = null;
    this.#handlers.onLost();
    this.#hello();
  }

  #receive(message: TabMessage<Op, View>): void {
    if (this.#leading) void this.#asLeader(message);
    else this.#asFollower(message);
  }

  async #asLeader(message: TabMessage<Op, View>): Promise<void> {
    switch (message.type) {
      case 'hello':
        // The tab reads the database now, and receives every operation after this answer.
        for (let seq = -1; seq !== this.#seq; ) {
          seq = this.#seq;
          await this.#handlers.flush();
        }
        if (this.#leading) this.#postLead();
        return;
      case 'ask':
        // The tab sent it a second time, in case the previous leader missed it.
        if (message.from.n <= (this.#published.get(message.from.tab) ?? 0)) return;
        return this.#handlers.onAsked(message.op, message.from);
      case 'ping':
        this.#handlers.onLooking(message.tab, message.looking);
        return this.#post({ type: 'pong', leader: this.tab });
      case 'gone':
        this.#handlers.onLooking(message.tab, null);
        return this.#handlers.onGone();
      case 'flush':
        await this.#handlers.flush();
        return this.#post({ type: 'flushed', from: message.from });
      case 'emit':
        return this.#handlers.onEmit(message.event, message.payload);
      case 'retry':
        return this.#handlers.onRetry();
      case 'lead':
        if (message.since > this.#since) this.#leadership.resign();
        return;
      case 'op':
        // Another tab woke up and believes that it leads.
        return this.#postLead();
      default:
    }
  }

  #asFollower(message: TabMessage<Op, View>): void {
    switch (message.type) {
      case 'lead':
        this.#alive();
        this.#follow(message.leader, message.seq, message.view);
        break;
      case 'op':
        this.#alive();
        this.#hear(message);
        break;
      case 'view':
        this.#alive();
        this.#handlers.onView(message.view);
        break;
      case 'pong':
        this.#alive();
        break;
      case 'flushed':
        this.#alive();
        if (message.from.tab === this.tab) this.#waiting.get(message.from.n)?.();
        break;
      case 'gone':
        if (message.tab === this.#leader) this.#leadership.vacant();
        break;
      default:
    }
  }

  #follow(leader: string, seq: number, view: View): void {
    this.#asking = false;
    const isBehind = leader !== this.#leader || seq > this.#seq;
    this.#leader = leader;
    this.#seq = seq;
    this.#handlers.onView(view);
    for (const [n, op] of this.#unconfirmed) this.#post({ type: 'ask', from: { tab: this.tab, n }, op });
    this.#ping();
    if (isBehind) this.#handlers.onMissed();
  }

  #hear({ leader, seq, op, from }: TabMessage<Op, View> & { type: 'op' }): void {
    // The leader has changed, and this tab does not know it yet.
    if (leader !== this.#leader) {
      if (!this.#asking) this.#hello();
      return;
    }
    // Written to the database before this tab read it.
    if (seq <= this.#seq) return;
    const isBehind = seq > this.#seq + 1;
    this.#seq = seq;
    if (from !== null) this.#published.set(from.tab, from.n);
    if (from?.tab === this.tab) this.#confirm(from.n);
    else this.#handlers.onOp(op);
    if (isBehind) this.#handlers.onMissed();
  }

  /** The leader publishes the operations of one tab in their order, so all before this one have arrived too. */
  #confirm(last: number): void {
    for (const n of this.#unconfirmed.keys()) if (n <= last) this.#unconfirmed.delete(n);
  }

  #hello = (): void => {
    this.#asking = true;
    this.#post({ type: 'hello', tab: this.tab });
  };

  #postLead(): void {
    const { tab: leader } = this;
    this.#post({ type: 'lead', leader, since: this.#since, seq: this.#seq, view: this.#handlers.view() });
  }

  /** Only a visible tab takes over from a frozen leader; the others can wait until it wakes up. */
  #tick = (): void => {
    this.#ping();
    if (this.#leading || document.visibilityState !== 'visible') return;
    if (this.#leader === null) this.#hello();
    this.#pings += 1;
    if (this.#pings > PATIENCE) {
      this.#pings = 0;
      this.#leadership.take();
    }
  };

  #ping = (): void => {
    const looking = document.visibilityState === 'visible' ? this.#looking : null;
    if (this.#leading) this.#handlers.onLooking(this.tab, looking);
    else this.#post({ type: 'ping', tab: this.tab, looking });
  };

  #alive(): void {
    this.#pings = 0;
    this.#heard();
  }

  #gone = (): void => this.#post({ type: 'gone', tab: this.tab });

  async #isLed(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#heard = () => resolve(true);
      setTimeout(() => resolve(false), ANSWER_MS);
      this.#hello();
    });
  }

  #post(message: TabMessage<Op, View>): void {
    // When a session ends, its screens unmount after the channel is closed, and still post.
    if (!this.#stopped) this.#channel.postMessage(message);
  }
}
