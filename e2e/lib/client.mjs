// People and their devices as the tests see them: REST calls of a session, and the official Socket.IO client with a
// memory of every event it got, so that waiting for an event cannot miss it.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after } from 'node:test';
import { io } from 'socket.io-client';
import { within } from './deadline.mjs';

const sockets = new Set();

/** The beginning of the text by which a device settles. */
const SETTLED = 'settled ';
after(() => sockets.forEach((socket) => socket.disconnect()));

let accounts = 0;

export const PASSWORD = 'correct horse';

/** A new message id (UUIDv7, RFC 9562). */
export function messageId() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A text message, ready to be sent. */
export function text(chatId, words, more = {}) {
  return { id: messageId(), chatId, kind: 'text', text: words, ...more };
}

/**
 * One request, under /api/v1 unless the path begins with a slash.
 * @param {{ url: string }} server
 * @returns {Promise<{ status: number, headers: Headers, body: any }>} the body is null when there is none
 */
export async function request(server, method, path, { body, token, headers = {} } = {}) {
  const url = path.startsWith('/') ? server.url + path : `${server.url}/api/v1/${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const content = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(content) : content || null };
}

/** Asserts that a request is refused in the one shape of errors, and returns the error. */
export async function refused(answer, status, code) {
  const { status: got, body } = await answer;
  assert.deepEqual([got, body?.error?.code], [status, code], JSON.stringify(body));
  assert.equal(typeof body.error.message, 'string');
  assert.deepEqual(Object.keys(body.error).sort(), ['code', 'details', 'message', 'retryAfter']);
  return body.error;
}

/** Somebody who is logged in on one session. */
export class Person {
  constructor(server, session) {
    this.server = server;
    this.session = session;
    this.id = session.user.id;
    this.username = session.user.username;
  }

  get token() {
    return this.session.accessToken;
  }

  /** Any request, whatever its status. */
  request(method, path, body, headers) {
    return request(this.server, method, path, { body, token: this.token, headers });
  }

  /** A request that must succeed: returns its body. */
  async call(method, path, body) {
    const { status, body: answer } = await this.request(method, path, body);
    assert.ok(status >= 200 && status < 300, `${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  }

  get = (path) => this.call('GET', path);
  post = (path, body) => this.call('POST', path, body);
  put = (path, body) => this.call('PUT', path, body);
  patch = (path, body) => this.call('PATCH', path, body);
  delete = (path) => this.call('DELETE', path);

  /** The direct chat with somebody. */
  chatWith(other) {
    return this.post('chats', { kind: 'direct', userId: other.id });
  }

  /** A new group with these people. */
  group(title, ...others) {
    return this.post('chats', { kind: 'group', title, memberIds: others.map((other) => other.id) });
  }

  /** Sends over REST, and returns the message. */
  send(chatId, words, more = {}) {
    const { chatId: _, ...body } = text(chatId, words, more);
    return this.post(`chats/${chatId}/messages`, body);
  }

  /** The whole history of a chat that the person may see, oldest first. */
  async history(chatId) {
    const messages = [];
    for (let more = true; more; ) {
      const after = messages.at(-1)?.seq ?? 0;
      const page = await this.get(`chats/${chatId}/messages?after=${after}&limit=200`);
      messages.push(...page.messages);
      more = page.more;
    }
    return messages;
  }

  /** Logs the same person in once more, as on another device. */
  async again(device = { name: 'another device' }) {
    const { body } = await request(this.server, 'POST', 'auth/login', {
      body: { login: this.username, password: PASSWORD, device },
    });
    return new Person(this.server, body);
  }

  /**
   * Connects a device and waits until the server has accepted it, on the last of its transports.
   * @param {object} [options] of the official client, such as `transports`
   */
  async connect(options = {}) {
    const device = new Device(this, options);
    await device.connected();
    await device.upgraded();
    return device;
  }
}

/** A socket of the official client, and everything it has received. */
export class Device {
  constructor(person, options = {}) {
    this.person = person;
    /** The connection's own events, too: `connect`, and `disconnect` with the client's reason.
     * @type {{ name: string, payload: any }[]} */
    this.events = [];
    this.socket = io(person.server.url, {
      auth: { token: person.token },
      transports: ['websocket'],
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
      ...options,
      forceNew: true,
    });
    sockets.add(this.socket);
    this.socket.onAny((name, payload) => {
      // Others who settle change their own "about": no test looks for that.
      const settles = name === 'user:updated' && payload.about?.startsWith(SETTLED);
      if (!settles) this.events.push({ name, payload });
    });
    for (const name of ['connect', 'disconnect']) {
      this.socket.on(name, (payload) => this.events.push({ name, payload }));
    }
  }

  /** Waits until it is connected. Fails when the server refuses it for good. */
  async connected() {
    if (this.socket.connected) return;
    let refused;
    const outcome = new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      // `active` means that the client goes on trying by itself.
      refused = (error) => this.socket.active || reject(error);
      this.socket.on('connect_error', refused);
    });
    await within(outcome, () => 'a connection');
    this.socket.off('connect_error', refused);
  }

  /** Waits until it uses the last of its transports. */
  async upgraded() {
    const { engine } = this.socket.io;
    const wanted = engine.opts.transports.at(-1);
    if (engine.transport.name !== wanted) {
      await within(new Promise((resolve) => engine.once('upgrade', resolve)), () => 'the upgrade');
    }
    assert.equal(engine.transport.name, wanted);
  }

  /** Emits, and returns the acknowledgement, good or bad. */
  emit(event, ...payload) {
    return within(this.socket.emitWithAck(event, ...payload), () => `the acknowledgement of ${event}`);
  }

  /** Emits an event that must succeed: returns the acknowledgement without its `ok`. */
  async does(event, payload) {
    const { ok, ...result } = await this.emit(event, payload);
    assert.equal(ok, true, `${event}: ${JSON.stringify(result)}`);
    return result;
  }

  /** Emits an event that must be refused with this code. */
  async refused(event, payload, code) {
    const ack = await this.emit(event, payload);
    assert.deepEqual([ack.ok, ack.error?.code], [false, code], `${event}: ${JSON.stringify(ack)}`);
    assert.equal(typeof ack.error.message, 'string');
    return ack.error;
  }

  /** Sends a text, and returns the message's id with the acknowledgement. */
  async send(chatId, words, more) {
    const message = text(chatId, words, more);
    return { id: message.id, ...(await this.does('message:send', message)) };
  }

  /** The payloads that have arrived under this name. */
  got(name) {
    return this.events.filter((event) => event.name === name).map((event) => event.payload);
  }

  /**
   * The first event of this name that fits, whether it has arrived or is still to come.
   * @param {(payload: any) => boolean} [fits]
   */
  async waitFor(name, fits = () => true) {
    const there = this.got(name).find(fits);
    if (there !== undefined) return there;
    let listener;
    const coming = new Promise((resolve) => {
      listener = (payload) => fits(payload) && resolve(payload);
      this.socket.on(name, listener);
    });
    try {
      return await within(coming, () => `${name}; these came: ${this.events.map((event) => event.name).join(' ')}`);
    } finally {
      this.socket.off(name, listener);
    }
  }

  /** Forgets all events that have arrived so far. */
  forget() {
    this.events.length = 0;
  }

  /**
   * Waits until all events that were published before have arrived: frames of one socket keep their order, so an event
   * that is caused now comes last.
   */
  async settle() {
    const about = SETTLED + messageId();
    await this.person.patch('me', { about });
    await this.waitFor('me:updated', ({ me }) => me?.about === about);
  }

  close() {
    this.socket.disconnect();
  }
}

/** Registers somebody whose user name begins with `name`; the names of different tests never clash. */
export async function person(server, name, more = {}) {
  accounts += 1;
  const body = { username: `${name}-${accounts}`, password: PASSWORD, name, ...more };
  const { status, body: session } = await request(server, 'POST', 'auth/register', { body });
  assert.equal(status, 201, JSON.stringify(session));
  return new Person(server, session);
}

/** Registers several people at once. */
export function people(server, ...names) {
  return Promise.all(names.map((name) => person(server, name)));
}

/** Tries to connect with options that must be refused, and returns the client's error. */
export async function connectError(server, options, namespace = '/') {
  const socket = io(server.url + namespace, {
    transports: ['websocket'],
    reconnection: false,
    ...options,
    forceNew: true,
  });
  sockets.add(socket);
  const refusal = new Promise((resolve, reject) => {
    socket.once('connect_error', resolve);
    socket.once('connect', () => reject(new Error('it was let in')));
  });
  try {
    return await within(refusal, () => 'a refusal');
  } finally {
    socket.disconnect();
  }
}
