-- Pinned messages, and messages that disappear.
alter table messages add column pinned_at integer;
alter table messages add column pinned_by blob;
alter table messages add column pinned_until integer; -- null: for good
alter table messages add column expires_at integer;

create index messages_pinned on messages (chat, pinned_at) where pinned_at is not null;
create index messages_expiring on messages (expires_at) where expires_at is not null;

alter table chats add column disappear_after integer; -- seconds from sending; null: messages stay
alter table users add column disappear_after integer; -- what the chats that they create begin with

drop view message_rows;

-- Messages with what each quotes, as that is now.
create view message_rows as
select m.key, m.chat, m.seq, m.version, m.id, m.sender_id, m.kind, m.text, m.body, m.state, m.sent_at, m.sent_hash,
       m.forwarded, m.silent, m.edited_at, m.deleted_at, m.deleted_by, m.reactions,
       m.pinned_at, m.pinned_by, m.pinned_until, m.expires_at,
       q.id as quote_id, q.seq as quote_seq, q.sender_id as quote_sender_id, q.kind as quote_kind,
       substr(q.text, 1, 200) as quote_text, q.deleted_at as quote_deleted_at, q.expires_at as quote_expires_at
from messages m left join messages q on q.key = m.reply_to;
