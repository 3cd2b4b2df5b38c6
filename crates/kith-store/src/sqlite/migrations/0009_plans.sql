-- What the server will do for people at a time.
create table plans (
    user_id blob not null,
    kind text not null,
    id blob not null, -- of the message that it is about
    body text, -- JSON; null: it was done or deleted, and devices that were away are to learn so
    due_at integer, -- null: it is not to be done any more
    user_version integer not null,
    primary key (user_id, kind, id)
) without rowid;

create index plans_of_user on plans (user_id, user_version);
