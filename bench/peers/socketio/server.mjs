// The bare event server of ../README.md on socket.io: WebSocket only, nothing else running.

import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, { transports: ['websocket'], serveClient: false });

/** How many messages each chat has had. */
const heads = new Map();

// As socket.io's documentation advises: otherwise the first HTTP request of each connection stays in memory.
io.engine.on('connection', (connection) => {
  connection.request = null;
});

io.use((socket, next) => {
  const [user, chat] = String(socket.handshake.auth.token).split('@');
  if (!user || !chat) return next(new Error('unauthenticated'));
  socket.data.user = user;
  socket.data.chat = chat;
  next();
});

io.on('connection', (socket) => {
  const { user, chat } = socket.data;
  socket.join(chat);
  socket.on('message:send', ({ id, chatId, kind, text }, ack) => {
    if (chatId !== chat) return ack({ ok: false, error: { code: 'not_a_member', message: 'you are not in it' } });
    const seq = (heads.get(chat) ?? 0) + 1;
    heads.set(chat, seq);
    const sentAt = Date.now();
    socket.to(chat).emit('message:new', { id, chatId, seq, version: seq, senderId: user, kind, text, reactions: [], sentAt });
    ack({ ok: true, seq, version: seq, sentAt });
  });
});

http.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${http.address().port}`));
