// Every query to PostgreSQL: a pool of connections, statements that are prepared once (named), and one round trip each.

import { readFileSync } from 'node:fs';
import pg from 'pg';

// Counters and times fit a JavaScript number.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

// The PG* environment variables say where the database is.
const pool = new pg.Pool({ max: 20 });

/** Runs a statement; returns its rows. */
async function rows(name, text, values) {
  return (await pool.query({ name, text, values })).rows;
}

/** Makes the tables. */
export async function createSchema() {
  await pool.query(readFileSync(new URL('schema.sql', import.meta.url), 'utf8'));
}

/** Creates an account with its first session. */
export async function createUser({ id, username, name, password, token }) {
  await rows(
    'create_user',
    `with account as (insert into users (id, username, name, password) values ($1, $2, $3, $4) returning id)
     insert into sessions (token, user_id) select $5, id from account`,
    [id, username, name, password, token],
  );
}

/** The account with this user name. */
export async function findUser(username) {
  return (await rows('find_user', 'select id, username, name, password from users where username = $1', [username]))[0];
}

/** Opens a session. */
export async function createSession(token, userId) {
  await rows('create_session', 'insert into sessions (token, user_id) values ($1, $2)', [token, userId]);
}

/** The user and session of a token. */
export async function sessionUser(token) {
  return (await rows('session_user', 'select user_id from sessions where token = $1', [token]))[0]?.user_id;
}

/** Creates a chat with its members, or finds the existing direct chat. */
export async function createChat({ id, kind, title, directKey, members, createdAt }) {
  const [chat] = await rows(
    'create_chat',
    `with chat as (
       insert into chats (id, kind, title, direct_key, created_at) values ($1, $2, $3, $4, $5)
       on conflict (direct_key) do update set direct_key = excluded.direct_key
       returning id, head, created_at
     ), seats as (
       insert into members (chat_id, user_id) select chat.id, member from chat, unnest($6::uuid[]) as member
       on conflict do nothing
     )
     select id, head, created_at from chat`,
    [id, kind, title, directKey, createdAt, members],
  );
  return chat;
}

/**
 * Stores a message of a member and returns its position and the users to tell. Nothing when the sender is no member.
 * When the id is stored already, it finds the stored message.
 */
export async function append({ id, chatId, senderId, kind, text, sentAt }) {
  try {
    const [stored] = await rows(
      'append',
      `with chat as (
         update chats set head = head + 1
         where id = $2 and exists (select 1 from members where chat_id = $2 and user_id = $3)
         returning head
       ), message as (
         insert into messages (id, chat_id, seq, sender_id, kind, text, sent_at)
         select $1, $2, head, $3, $4, $5, $6 from chat returning seq
       )
       select seq, array(select user_id from members where chat_id = $2) as members from message`,
      [id, chatId, senderId, kind, text, sentAt],
    );
    return stored && { ...stored, sentAt, repeated: false };
  } catch (error) {
    if (error.code !== '23505') throw error;
    const [found] = await rows(
      'find_message',
      'select seq, sent_at as "sentAt" from messages where id = $1 and chat_id = $2 and sender_id = $3',
      [id, chatId, senderId],
    );
    return found && { ...found, members: [], repeated: true };
  }
}

/** A page of a chat's history for a member, oldest first. Nothing when the asker is no member. */
export async function page({ chatId, userId, before, limit }) {
  const found = await rows(
    'page',
    `select m.id, m.chat_id as "chatId", m.seq, m.seq as version, m.sender_id as "senderId", m.kind, m.text, m.sent_at as "sentAt"
     from messages m
     where m.chat_id = $1 and m.seq < $2 and exists (select 1 from members where chat_id = $1 and user_id = $3)
     order by m.seq desc limit $4`,
    [chatId, before, userId, limit + 1],
  );
  return { messages: found.slice(0, limit).reverse(), more: found.length > limit };
}
