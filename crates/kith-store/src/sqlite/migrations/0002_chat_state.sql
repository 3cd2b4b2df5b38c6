-- What a member has set for a chat, for themselves alone. Columns of the seat, so that a change is stamped and synced like
-- everything else that is a person's own.
alter table members add column muted_until integer;
alter table members add column pinned integer not null default 0;
alter table members add column archived integer not null default 0;
alter table members add column marked_unread integer not null default 0;
alter table members add column draft text;
