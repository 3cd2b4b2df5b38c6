-- What becomes of a message after it was sent. New columns of a table cost nothing however many rows it has.
alter table messages add column edited_at integer;
alter table messages add column deleted_at integer; -- for everyone: text and body are gone then
alter table messages add column deleted_by blob;
alter table messages add column reply_to integer; -- the key of the message of the same chat that it answers
alter table messages add column reactions text; -- JSON, made from the table of reactions: pages read it with the message

create table reactions (
    message integer not null, -- a key of messages
    emoji text not null,
    user_id blob not null,
    at integer not null,
    primary key (message, emoji, user_id)
) without rowid;

-- What messages said before they were edited.
create table edits (
    message integer not null, -- a key of messages
    place integer not null, -- counts the edits of a message
    text text not null,
    edited_at integer not null,
    primary key (message, place)
) without rowid;

-- Messages with what each quotes, as that is now.
create view message_rows as
select m.key, m.chat, m.seq, m.version, m.id, m.sender_id, m.kind, m.text, m.body, m.sent_at, m.sent_hash,
       m.edited_at, m.deleted_at, m.deleted_by, m.reactions,
       q.id as quote_id, q.seq as quote_seq, q.sender_id as quote_sender_id, q.kind as quote_kind,
       substr(q.text, 1, 200) as quote_text, q.deleted_at as quote_deleted_at
from messages m left join messages q on q.key = m.reply_to;
