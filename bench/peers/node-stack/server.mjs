// What a team writes by hand today: Express and socket.io in one Node process, PostgreSQL behind them. It speaks the
// part of Kith's protocol that the load generator needs, and keeps the same promise: it acknowledges a message after
// its transaction is committed (fsync and synchronous_commit are on).

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { promisify } from 'node:util';
import express from 'express';
import { Server } from 'socket.io';
import { v7 as uuidv7 } from 'uuid';
import * as store from './store.mjs';

const hash = promisify(scrypt);

/** Light on purpose: the benchmarks do not measure passwords. */
const SCRYPT = { N: 1024 };

/** A refusal with a stable code. */
class Refusal extends Error {
  constructor(status, code) {
    super(code);
    Object.assign(this, { status, code });
  }
}

const body = (error) => ({ code: error.code ?? 'unavailable', message: error.message });

// --- REST ---

const app = express();
app.disable('x-powered-by');
app.use(express.json());

/** The answer to registering and logging in. */
function session(user, token) {
  const { id, username, name } = user;
  const accessExpiresAt = Date.now() + 24 * 60 * 60 * 1000;
  return { user: { id, username, name }, sessionId: uuidv7(), accessToken: token, accessExpiresAt, refreshToken: token };
}

app.post('/api/v1/auth/register', async (request, response) => {
  const { username, password, name } = request.body;
  if (!username || !name || !(password?.length >= 8)) throw new Refusal(400, 'invalid_request');
  const salt = randomBytes(16);
  const key = await hash(password, salt, 32, SCRYPT);
  const user = { id: uuidv7(), username, name };
  const token = randomBytes(24).toString('base64url');
  try {
    await store.createUser({ ...user, password: `${salt.toString('hex')}:${key.toString('hex')}`, token });
  } catch (error) {
    throw error.code === '23505' ? new Refusal(409, 'username_taken') : error;
  }
  response.status(201).json(session(user, token));
});

app.post('/api/v1/auth/login', async (request, response) => {
  const user = await store.findUser(request.body.login);
  const [salt, key] = (user?.password ?? ':').split(':').map((part) => Buffer.from(part, 'hex'));
  const given = await hash(request.body.password ?? '', salt, 32, SCRYPT);
  if (!user || !timingSafeEqual(given, key)) throw new Refusal(401, 'unauthenticated');
  const token = randomBytes(24).toString('base64url');
  await store.createSession(token, user.id);
  response.json(session(user, token));
});

app.use('/api/v1', async (request, _response, next) => {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  request.userId = token && (await store.sessionUser(token));
  if (!request.userId) throw new Refusal(401, 'unauthenticated');
  next();
});

app.post('/api/v1/chats', async (request, response) => {
  const { kind, title, userId, memberIds } = request.body;
  const members = [...new Set([request.userId, ...(kind === 'direct' ? [userId] : memberIds)])];
  const directKey = kind === 'direct' ? members.toSorted().join() : null;
  const made = await store.createChat({ id: uuidv7(), kind, title, directKey, members, createdAt: Date.now() });
  response.status(201).json({
    id: made.id,
    kind,
    title,
    head: made.head,
    createdAt: made.created_at,
    role: kind === 'group' ? 'owner' : 'member',
    memberCount: members.length,
    unread: 0,
    mentions: 0,
    delivered: 0,
    read: 0,
    state: { pinned: false, archived: false, markedUnread: false },
    userVersion: 0,
  });
});

app.get('/api/v1/chats/:id/messages', async (request, response) => {
  const before = Number(request.query.before ?? Number.MAX_SAFE_INTEGER);
  const limit = Math.min(Number(request.query.limit ?? 50), 100);
  response.json(await store.page({ chatId: request.params.id, userId: request.userId, before, limit }));
});

app.post('/api/v1/chats/:id/messages', async (request, response) => {
  const message = { ...request.body, chatId: request.params.id };
  response.status(201).json(await send(request.userId, message));
});

app.use((error, _request, response, _next) => {
  if (!error.status) console.error(error);
  response.status(error.status ?? 500).json({ error: body(error) });
});

// --- Socket.IO ---

const http = createServer(app);
const io = new Server(http, { transports: ['websocket'], serveClient: false });

// As socket.io's documentation advises: otherwise the first HTTP request of each connection stays in memory.
io.engine.on('connection', (connection) => {
  connection.request = null;
});

io.use(async (socket, next) => {
  const userId = await store.sessionUser(String(socket.handshake.auth.token)).catch(() => undefined);
  if (!userId) return next(new Error('unauthenticated'));
  socket.data.userId = userId;
  next();
});

io.on('connection', (socket) => {
  const { userId } = socket.data;
  socket.join(userId);
  socket.on('message:send', async (message, ack) => {
    try {
      const { seq, version, sentAt } = await send(userId, message);
      ack({ ok: true, seq, version, sentAt });
    } catch (error) {
      if (!error.status) console.error(error);
      ack({ ok: false, error: body(error) });
    }
  });
});

/** Stores a message, then tells every device of every member. */
async function send(senderId, { id, chatId, kind, text }) {
  if (kind !== 'text' || typeof text !== 'string' || text === '') throw new Refusal(400, 'invalid_request');
  const stored = await store.append({ id, chatId, senderId, kind, text, sentAt: Date.now() });
  if (!stored) throw new Refusal(403, 'not_a_member');
  const { seq, sentAt, members, repeated } = stored;
  const message = { id, chatId, seq, version: seq, senderId, kind, text, reactions: [], sentAt };
  if (!repeated) io.to(members).emit('message:new', message);
  return message;
}

await store.createSchema();
http.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${http.address().port}`));
