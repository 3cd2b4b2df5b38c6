// A client's state: a small client model after docs/protocol.md. Live events and sync pages change it; afterwards it
// must equal the state that a new client fetches. It only compares what the protocol promises.

import assert from 'node:assert/strict';

/** The message with its quote as the quoted message is now. */
function quoting(message, quoted) {
  const { replyTo } = message;
  if (replyTo?.id !== quoted.id || quoted.version === quoted.seq) return message;
  const { id, seq, senderId, kind } = replyTo;
  const { expiresAt } = replyTo;
  const words = quoted.text ?? quoted.poll?.question ?? quoted.location?.label ?? quoted.contact?.name;
  const said = words === undefined ? {} : { text: [...words].slice(0, 200).join('') };
  const now = quoted.deleted ? { deleted: true } : said;
  return { ...message, replyTo: { id, seq, senderId, kind, ...now, ...(expiresAt !== undefined && { expiresAt }) } };
}

export class Replica {
  /** @param {import('./client.mjs').Person} person */
  constructor(person) {
    this.person = person;
    this.me = undefined;
    /** The person's counter: every change up to here is known. */
    this.userVersion = 0;
    /** Values beyond it that events have brought already. */
    this.ahead = new Set();
    /** Whether the person's own reads were hidden or shown: that changes whose reads the person sees in every chat. */
    this.readsSwitched = false;
    /** What messages are to one alone, by kind and message, each as of a value of the counter: stars, votes, plans. */
    /** @type {Map<string, { version: number, value?: any }>} */
    this.own = new Map();
    /** What one deleted for oneself. */
    this.hidden = new Set();
    /** `beyond` holds versions beyond a gap. */
    /** @type {Map<string, { chat: any, adopted: number, from: number, cursor: number, beyond: Set<number>, messages: Map<number, any> }>} */
    this.chats = new Map();
  }

  /** Follows a device from now on. */
  follow(device) {
    device.socket.onAny((name, payload) => this.apply(name, payload));
    return this;
  }

  apply(name, payload) {
    switch (name) {
      case 'message:new':
        return this.#message(payload);
      case 'message:updated':
        return this.#changed(payload);
      case 'chat:head':
        return this.#moved(this.chats.get(payload.chatId), payload.head);
      case 'receipt':
        this.#told(payload.userVersion);
        return this.#receipt(payload);
      case 'chat:new':
      case 'chat:updated':
        this.#told(payload.userVersion);
        return this.#adopt(payload);
      case 'chat:removed':
        this.#told(payload.userVersion);
        return this.chats.delete(payload.chatId);
      case 'me:updated':
        this.#told(payload.userVersion);
        return this.#meUpdated(payload);
    }
  }

  #told(userVersion) {
    if (userVersion > this.userVersion) this.ahead.add(userVersion);
    while (this.ahead.delete(this.userVersion + 1)) this.userVersion += 1;
  }

  #meUpdated({ me, chat, star, vote, scheduled, reminder, hidden, userVersion }) {
    if (star !== undefined) return this.#starred(star, userVersion);
    if (vote !== undefined) return this.#voted(vote, userVersion);
    if (scheduled !== undefined) return this.#keep('scheduled', scheduled.id, scheduled.message, userVersion);
    if (reminder !== undefined) return this.#keep('reminder', reminder.id, reminder.reminder, userVersion);
    // The chat without these messages comes next.
    if (hidden !== undefined) return this.#hide(hidden);
    if (chat !== undefined) return this.#chatStateUpdated(chat, userVersion);
    if (me === undefined) return;
    // Events of two changes at once may overtake each other; the counter says which change is the later.
    if (userVersion < (this.meVersion ?? 0)) return;
    if (this.me !== undefined && this.me.settings.readReceipts !== me.settings.readReceipts) {
      this.readsSwitched = true;
    }
    this.me = me;
    this.meVersion = userVersion;
  }

  #chatStateUpdated({ id, state }, userVersion) {
    const chat = this.chats.get(id)?.chat;
    if (chat !== undefined && userVersion > chat.userVersion) Object.assign(chat, { state, userVersion });
  }

  /** Two changes at once may come in another order than they were made. */
  #keep(kind, id, value, version) {
    const key = `${kind} ${id}`;
    if ((this.own.get(key)?.version ?? 0) <= version) this.own.set(key, { version, value });
  }

  #starred({ chatId, id, on }, version) {
    this.#keep('star', id, on ? { chatId, id } : undefined, version);
  }

  #voted(vote, version) {
    this.#keep('vote', vote.id, vote.options.length > 0 ? vote : undefined, version);
  }

  #hide({ chatId, ids }) {
    const messages = this.chats.get(chatId)?.messages ?? new Map();
    for (const id of ids) {
      this.own.delete(`star ${id}`);
      this.hidden.add(id);
    }
    for (const [seq, { id }] of messages) if (ids.includes(id)) messages.delete(seq);
  }

  /** Whether one sees nothing of the message any more. */
  #isGone(chat, { id, seq }) {
    return this.hidden.has(id) || seq <= (chat.state.cleared ?? 0);
  }

  #message(message) {
    const known = this.chats.get(message.chatId);
    if (known === undefined) return;
    const { chat } = known;
    const before = known.messages.get(message.seq);
    if (before === undefined || before.version < message.version) known.messages.set(message.seq, message);
    const isNew = message.seq > chat.head;
    this.#moved(known, message.version);
    if (!isNew) return;
    chat.lastMessage = message;
    this.#count(chat, message);
  }

  /** A message was changed. The quotes of it in other messages follow it. */
  #changed(message) {
    const known = this.chats.get(message.chatId);
    if (known === undefined) return;
    const isNews = message.version > known.chat.head;
    this.#moved(known, message.version);
    if (this.#isGone(known.chat, message)) return this.#requote(known, message);
    this.#replace(known, message);
    // The chat as it is without the message comes next.
    if (message.deleted?.trace === false) known.messages.delete(message.seq);
    if (isNews) this.#pinned(known.chat, message);
  }

  /** The list of pins follows the messages. */
  #pinned(chat, { id, seq, pinned }) {
    chat.pins = chat.pins.filter((pin) => pin.id !== id);
    if (pinned !== undefined) chat.pins.push({ id, seq, ...pinned });
    chat.pins.sort((a, b) => b.at - a.at || b.seq - a.seq);
  }

  #replace(known, message) {
    const { chat, messages } = known;
    const before = messages.get(message.seq);
    if (before !== undefined && before.version < message.version) messages.set(message.seq, message);
    if (chat.lastMessage?.seq === message.seq && chat.lastMessage.version < message.version) chat.lastMessage = message;
    this.#requote(known, message);
  }

  #requote({ chat, messages }, message) {
    for (const [seq, each] of messages) messages.set(seq, quoting(each, message));
    if (chat.lastMessage !== undefined) chat.lastMessage = quoting(chat.lastMessage, message);
  }

  /** The chat has come to this version. */
  #moved(known, version) {
    if (known === undefined) return;
    known.chat.head = Math.max(known.chat.head, version);
    if (version > known.cursor) known.beyond.add(version);
    while (known.beyond.delete(known.cursor + 1)) known.cursor += 1;
  }

  #count(chat, message) {
    if (message.kind === 'system' || message.senderId === this.person.id) return;
    if (message.seq <= chat.read || message.seq > chat.read + 2000) return;
    chat.unread = Math.min(1000, chat.unread + 1);
    if (message.mentions?.some((who) => who === 'all' || who === this.person.id)) {
      chat.mentions = Math.min(1000, chat.mentions + 1);
    }
  }

  #receipt(receipt) {
    const known = this.chats.get(receipt.chatId);
    // A chat that came whole with its present state holds every receipt up to its own version.
    if (known === undefined || receipt.userVersion <= known.adopted) return;
    const { chat } = known;
    const { userId, delivered, read, unread, mentions, markedUnread, userVersion } = receipt;
    if (userId === this.person.id && userVersion > chat.userVersion) {
      const state = { ...chat.state, markedUnread };
      Object.assign(chat, { delivered, read, unread, mentions, state, userVersion });
    }
    const member = chat.members.find((each) => each.userId === userId);
    if (member !== undefined) {
      Object.assign(member, { delivered: Math.max(member.delivered, delivered), read: Math.max(member.read, read) });
    }
  }

  #adopt(incoming) {
    const chat = structuredClone(incoming);
    const known = this.chats.get(chat.id);
    if (known === undefined) {
      const { head, userVersion } = chat;
      this.chats.set(chat.id, { chat, adopted: userVersion, from: head, cursor: head, beyond: new Set(), messages: new Map() });
      return;
    }
    known.adopted = chat.userVersion;
    for (const seq of known.messages.keys()) if (seq <= (chat.state.cleared ?? 0)) known.messages.delete(seq);
    // Changes that arrived after the server made its answer are not in the answer yet.
    const since = [...known.messages.values()].filter(({ version }) => version > incoming.head);
    known.chat = chat;
    chat.head = Math.max(chat.head, known.cursor, ...known.beyond);
    for (const message of since.sort((a, b) => a.seq - b.seq)) {
      if (message.seq <= incoming.head) {
        this.#replace(known, message);
        this.#pinned(chat, message);
      } else {
        chat.lastMessage = message;
        this.#count(chat, message);
      }
    }
  }

  /** Whether only a sync can bring the missing changes. */
  get mustSync() {
    return this.readsSwitched || this.ahead.size > 0;
  }

  /** The request of a sync. */
  request() {
    const heads = [...this.chats].map(([id, { cursor }]) => [id, cursor]);
    return { userVersion: this.userVersion, heads: Object.fromEntries(heads) };
  }

  applyPage(page) {
    if (page.me !== undefined) this.me = page.me;
    for (const chatId of page.removed) this.chats.delete(chatId);
    for (const message of page.messages) {
      const known = this.chats.get(message.chatId);
      assert.ok(known, 'a page holds messages of chats that were named');
      known.messages.set(message.seq, message);
      this.#replace(known, message);
      if (message.deleted?.trace === false || this.#isGone(known.chat, message)) known.messages.delete(message.seq);
      known.cursor = Math.max(known.cursor, message.version);
    }
    for (const chat of page.chats) this.#adopt(chat);
    const { userVersion } = page;
    for (const star of page.stars ?? []) this.#starred(star, userVersion);
    for (const vote of page.votes ?? []) this.#voted(vote, userVersion);
    for (const { id, message } of page.scheduled ?? []) this.#keep('scheduled', id, message, userVersion);
    for (const { id, reminder } of page.reminders ?? []) this.#keep('reminder', id, reminder, userVersion);
    for (const hidden of page.hidden ?? []) this.#hide(hidden);
    this.userVersion = Math.max(this.userVersion, page.userVersion);
    for (const version of this.ahead) if (version <= this.userVersion) this.ahead.delete(version);
  }

  /**
   * Syncs until the server has no more differences.
   * @param {(request: object) => Promise<any>} ask
   * @returns {Promise<any[]>} the pages
   */
  async sync(ask) {
    const pages = [];
    for (let more = true; more; ) {
      const page = await ask(this.request());
      this.applyPage(page);
      pages.push(page);
      more = page.more;
    }
    // A change that is in no page is not for this person to see.
    for (const { id, head } of pages.flatMap(({ chats }) => chats)) {
      const known = this.chats.get(id);
      if (known === undefined) continue;
      known.cursor = Math.max(known.cursor, head);
      while (known.beyond.delete(known.cursor + 1)) known.cursor += 1;
    }
    this.readsSwitched = false;
    return pages;
  }

  /** Takes over the present state, like a client that begins. */
  async begin() {
    await this.sync((request) => this.person.post('sync', request));
    this.meVersion = this.userVersion;
    for (const known of this.chats.values()) {
      known.from = 0;
      for (const message of await this.person.history(known.chat.id)) known.messages.set(message.seq, message);
    }
    return this;
  }

  /** Compares with the server's answer to a client that has nothing. */
  async check(hint = '') {
    const { person } = this;
    const fresh = await new Replica(person).begin();
    const say = (what) => `${what} of ${person.username} ${hint}`;
    assert.deepEqual(this.me, fresh.me, say('me'));
    assert.equal(this.userVersion, fresh.userVersion, say('the counter'));
    assert.deepEqual([...this.chats.keys()].sort(), [...fresh.chats.keys()].sort(), say('the chats'));
    for (const [key, { value }] of fresh.own) assert.deepEqual(this.own.get(key)?.value, value, say(key));
    for (const [key, { value }] of this.own) {
      if (value === undefined || fresh.own.has(key)) continue;
      // Of stars and votes, the message may be gone by now.
      assert.match(key, /^(star|vote) /, say(key));
      const { status, body } = await person.request('GET', `chats/${value.chatId}/messages/${value.id}`);
      assert.ok(status >= 400 || body.deleted !== undefined, say(key));
    }
    for (const [id, now] of fresh.chats) {
      const mine = this.chats.get(id);
      assert.deepEqual(this.#shown(mine, now), this.#shown(now, now), say(`chat ${id}`));
      const since = ({ messages }) =>
        [...messages.values()].filter(({ seq }) => seq > mine.from).sort((a, b) => a.seq - b.seq);
      assert.deepEqual(since(mine), since(now), say(`the messages of chat ${id}`));
    }
  }

  /** A chat as its screens show it: of the others' watermarks, only the ticks of one's own messages. */
  #shown({ chat }, now) {
    const own = [...now.messages.values()].filter(({ kind, senderId }) => kind !== 'system' && senderId === this.person.id);
    const { userVersion: _, members, ...rest } = chat;
    const shown = members.map(({ delivered, read, ...member }) => {
      if (member.userId === this.person.id) return member;
      const ticks = own.map(({ seq }) => `${seq}${seq <= delivered ? ' delivered' : ''}${seq <= read ? ' read' : ''}`);
      return { ...member, ticks };
    });
    return { ...rest, members: shown };
  }
}
