-- More kinds of messages, and messages copied from other chats.
alter table messages add column state text; -- JSON: what became of a content since it was sent, such as a poll's votes
alter table messages add column forwarded integer; -- how often it was forwarded, from its author to here
alter table messages add column silent integer; -- 1: nobody is to be disturbed by it

-- What one person chose in a poll.
create table votes (
    message integer not null, -- a key of messages
    user_id blob not null,
    options integer not null, -- a bit for each option, the first option's lowest; 0: the vote was taken back
    at integer not null,
    user_version integer not null,
    primary key (message, user_id)
) without rowid;

create index votes_of_user on votes (user_id, user_version);

drop view message_rows;

-- Messages with what each quotes, as that is now.
create view message_rows as
select m.key, m.chat, m.seq, m.version, m.id, m.sender_id, m.kind, m.text, m.body, m.state, m.sent_at, m.sent_hash,
       m.forwarded, m.silent, m.edited_at, m.deleted_at, m.deleted_by, m.reactions,
       q.id as quote_id, q.seq as quote_seq, q.sender_id as quote_sender_id, q.kind as quote_kind,
       substr(q.text, 1, 200) as quote_text, q.deleted_at as quote_deleted_at
from messages m left join messages q on q.key = m.reply_to;
