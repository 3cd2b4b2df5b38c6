-- What changed in which chat, in the order of the commits. What all consumers have passed is deleted, but for the last row:
-- positions go on from there.
create table journal (
    position integer primary key, -- of the last of the row's entries: the first entry ever has 1
    entries blob not null -- of one commit, 8 bytes each: the key of the chat, and its version, 4 bytes of either, big-endian
);

-- Who reads it, and the position up to which they have done their work.
create table journal_consumers (
    name text primary key not null,
    position integer not null
) without rowid;

-- What is to happen at a time.
create table jobs (
    kind text not null,
    key text not null, -- tells the jobs of a kind apart
    payload text not null, -- JSON
    due_at integer not null, -- of a job that is being done: when the lease ends
    attempts integer not null default 0, -- how often it was begun since it was last put on the list
    lease integer not null default 0, -- goes up with each lease, and when the job is put on the list anew
    failed integer not null default 0, -- it was tried as often as it may be, and is kept to be looked at
    primary key (kind, key)
) without rowid;

create index sessions_expired on sessions (expires_at);

create index jobs_due on jobs (due_at) where failed = 0;
