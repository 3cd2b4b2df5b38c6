-- The first schema. Ids are 16-byte UUIDs, times are milliseconds since the Unix epoch (UTC).

-- A separate world of users and chats. One default tenant until there are more; every user and chat belongs to one from
-- the beginning, so that separating them later needs no rewrite.
create table tenants (
    id blob primary key not null,
    created_at integer not null
) without rowid;

create table users (
    id blob primary key not null,
    tenant_id blob not null references tenants (id),
    username text not null,
    username_key text not null, -- folded: capitals do not distinguish
    email text,
    email_key text,
    name text not null,
    about text,
    search_key text not null, -- ' ' || folded user name || ' ' || folded name: a word's beginning follows a space
    password_hash text not null,
    admin integer not null default 0,
    read_receipts integer not null default 1,
    created_at integer not null,
    last_seen_at integer,
    version integer not null default 0, -- the user's counter: every change of what is the user's own takes the next value
    me_version integer not null default 0 -- the counter when the account itself last changed
);

create unique index users_username on users (tenant_id, username_key);

create unique index users_email on users (tenant_id, email_key) where email_key is not null;

create table sessions (
    id blob primary key not null,
    user_id blob not null references users (id) on delete cascade,
    device text not null,
    address text not null,
    refresh_hash blob not null, -- SHA-256 of the newest refresh token's secret
    previous_hash blob, -- of the one before, while its rotation may still be repeated
    rotated_at integer not null,
    created_at integer not null,
    last_used_at integer not null,
    expires_at integer not null,
    ended_at integer -- kept for a while, so that a late use of its tokens is told from an unknown one
);

create index sessions_user on sessions (user_id, last_used_at);

create index sessions_ended on sessions (ended_at) where ended_at is not null;

create table chats (
    key integer primary key, -- messages and members refer to it: 1 to 4 bytes in every row instead of 16
    id blob not null unique,
    tenant_id blob not null references tenants (id),
    kind text not null,
    direct_key blob unique, -- the two people's ids, the lower first: one direct chat per pair
    title text,
    description text,
    member_count integer not null default 0,
    head integer not null default 0, -- every change of the chat takes the next value
    info_version integer not null default 0, -- the head when title, description, members or roles last changed
    created_at integer not null,
    active_at integer not null -- when it was created or last written to
);

create table members (
    chat integer not null references chats (key),
    user_id blob not null references users (id),
    role text not null,
    joined_at integer not null,
    left_at integer, -- the row stays, so that a device that was away learns of it
    first_seq integer not null, -- what was said before is not theirs to see
    delivered integer not null, -- watermarks: a seq each
    read integer not null,
    read_shown integer not null, -- the read watermark as others see it: it stands still while the person hides it
    -- The member's counter when this row, or what it shows of others' receipts, last changed. No two rows of a person have
    -- the same: a page of a sync ends between two of them.
    user_version integer not null,
    primary key (chat, user_id)
) without rowid;

create index members_user on members (user_id, user_version);

-- Clustered by chat and place, so that a page of history lies together on disk.
create table messages (
    chat integer not null,
    seq integer not null,
    version integer not null,
    id blob not null,
    sender_id blob not null,
    kind text not null,
    text text,
    body text, -- JSON: what the kind holds beyond a text
    sent_at integer not null,
    primary key (chat, seq)
) without rowid;

create unique index messages_id on messages (id);

-- Only what changed after it was sent: for all the rest, version is seq, which the primary key finds.
create index messages_changed on messages (chat, version) where version > seq;

create table mentions (
    chat integer not null,
    user_id blob not null, -- empty: everybody
    seq integer not null,
    sender_id blob not null,
    primary key (chat, user_id, seq)
) without rowid;

-- When a member's watermarks moved, a row a minute at most: a message was delivered (read) at the time of the first row
-- with its seq or a higher one.
create table receipt_times (
    chat integer not null,
    user_id blob not null,
    kind integer not null, -- 0 delivered, 1 read
    seq integer not null,
    at integer not null,
    primary key (chat, user_id, kind, seq)
) without rowid;
