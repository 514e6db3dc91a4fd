-- What is derived from the journal so that reading the past takes bounded time. All of it may be deleted at any time: it
-- is made again in the background. The version before this one neither reads nor writes these tables.

create table history_snapshot (
    project_id uuid        not null,
    seq        bigint      not null,
    below_seq  bigint,
    at         timestamptz not null,
    objects    bytea       not null,
    stamps     bytea       not null,
    primary key (project_id, seq)
);

-- They are compressed already.
alter table history_snapshot alter column objects set storage external;
alter table history_snapshot alter column stamps set storage external;

comment on table history_snapshot is 'The canvas as of an event, with who wrote each property: whole, or as changes to one below. Derived: may be deleted at any time.';
comment on column history_snapshot.below_seq is 'The whole snapshot that this one adds to; null of a whole one.';
comment on column history_snapshot.at is 'That event''s time.';
comment on column history_snapshot.objects is 'The objects, or those that are others than below, packed.';
comment on column history_snapshot.stamps is 'For each property of these objects the event that wrote it last, with time and author, packed.';
