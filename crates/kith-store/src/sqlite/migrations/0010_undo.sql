-- Messages that were taken back soon after they were sent, before anybody read them. Only devices that had them learn of them.
alter table messages add column undone integer; -- 1: it was taken back

drop view message_rows;

-- All messages, with what each quotes, as that is now.
create view all_message_rows as
select m.key, m.chat, m.seq, m.version, m.id, m.sender_id, m.kind, m.text, m.body, m.state, m.sent_at, m.sent_hash,
       m.forwarded, m.silent, m.edited_at, m.deleted_at, m.deleted_by, m.undone, m.reactions,
       m.pinned_at, m.pinned_by, m.pinned_until, m.expires_at,
       q.id as quote_id, q.seq as quote_seq, q.sender_id as quote_sender_id, q.kind as quote_kind,
       substr(q.text, 1, 200) as quote_text, q.deleted_at as quote_deleted_at, q.expires_at as quote_expires_at
from messages m left join messages q on q.key = m.reply_to;

-- Those that are there.
create view message_rows as select * from all_message_rows where undone is null;
