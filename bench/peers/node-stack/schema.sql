-- The tables of the stack. Ids are UUIDv7: rows made together lie together in the indexes.

create table users (
    id uuid primary key,
    username text not null unique,
    name text not null,
    password text not null
);

create table sessions (
    token text primary key,
    user_id uuid not null references users (id)
);

create table chats (
    id uuid primary key,
    kind text not null,
    title text,
    direct_key text unique, -- the two people's ids: one direct chat per pair
    head bigint not null default 0,
    created_at bigint not null
);

create table members (
    chat_id uuid not null references chats (id),
    user_id uuid not null references users (id),
    primary key (chat_id, user_id)
);

create index members_user on members (user_id);

create table messages (
    id uuid primary key,
    chat_id uuid not null,
    seq bigint not null,
    sender_id uuid not null,
    kind text not null,
    text text,
    sent_at bigint not null
);

create unique index messages_place on messages (chat_id, seq);
