-- A changed profile reaches everybody who sees the person: changes of people are counted over the whole tenant, so that
-- who was away asks for those after the last one that they know of.
alter table tenants add column people integer not null default 0; -- every change of a profile takes the next value
alter table users add column profile_version integer not null default 0; -- the counter when the profile last changed; 0 for never

create index users_profile on users (tenant_id, profile_version);

-- How a user name looks, so that no new one can be taken for it. Of names that looked alike before this was kept, only the
-- oldest account's has one: the others go on as they are.
alter table users add column username_skeleton text;

update users set username_skeleton = look.skeleton
from (select id, skeleton(username) as skeleton,
             row_number() over (partition by tenant_id, skeleton(username) order by created_at, id) as place
      from users) as look
where look.id = users.id and look.place = 1;

create unique index users_skeleton on users (tenant_id, username_skeleton);

-- Folding composes characters now. An address that somebody else has in the other form stays as it is.
update users set search_key = ' ' || fold(username) || ' ' || fold(name);

update or ignore users set email_key = fold(email) where email is not null and email_key <> fold(email);

-- The beginning of a SHA-256 of all that a client sent, to tell a repeat from another message with the same id. None for
-- messages of the server's own making, and for those from before.
alter table messages add column sent_hash blob;
