-- What a person does with messages for themselves alone.
create table marks (
    message integer not null, -- a key of messages
    user_id blob not null,
    starred_at integer, -- null: it has no star
    hidden integer, -- 1: the person deleted it for themselves
    user_version integer not null,
    primary key (message, user_id)
) without rowid;

create index marks_of_user on marks (user_id, user_version);

-- With the key, so that the stars of one chat are found among all without a look at the rows.
create index stars_of_user on marks (user_id, starred_at, message) where starred_at is not null;

alter table members add column cleared integer not null default 0; -- the member sees no message up to this seq
alter table members add column unlisted integer not null default 0; -- 1: listed only while the member sees a message
alter table members add column hides integer not null default 0; -- 1: some marks of the member hide messages of the chat
