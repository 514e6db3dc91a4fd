-- A small picture of each board, for lists. It is no part of the board: it comes and goes without an event. The version
-- before this one neither reads nor writes this table.

-- One row, which goes with its project: no more than the deletion of that may take with it.
create table picture (
    project_id uuid        not null primary key references project (id) on delete cascade,
    tag        text        not null,
    mime_type  text        not null,
    bytes      bytea       not null check (octet_length(bytes) between 1 and 65536),
    made_at    timestamptz not null
);

-- Pictures are compressed already.
alter table picture alter column bytes set storage external;

comment on table picture is 'What a board looked like when somebody left it; made by the app.';
comment on column picture.tag is 'Another one for other bytes.';
