-- Messages move to a table whose key is one integer. Its tree then holds messages in the leaves alone, where before the
-- nodes above held whole messages, too: a commit writes fewer pages, and finding a place compares integers.

drop index messages_id;
drop index messages_changed;

alter table messages rename to messages_before;

create table messages (
    key integer primary key, -- chat * 2^32 + seq: a chat's messages lie together, in their order
    chat integer generated always as (key >> 32) virtual,
    seq integer generated always as (key & 0xffffffff) virtual,
    version integer not null,
    id blob not null,
    sender_id blob not null,
    kind text not null,
    text text,
    body text, -- JSON: what the kind holds beyond a text
    sent_at integer not null
);

insert into messages (key, version, id, sender_id, kind, text, body, sent_at)
select chat << 32 | seq, version, id, sender_id, kind, text, body, sent_at from messages_before order by chat, seq;

drop table messages_before;

create unique index messages_id on messages (id);

-- Versions of messages that changed after they were sent: of the others, version is seq.
create index messages_changed on messages (chat, version) where version > seq;
