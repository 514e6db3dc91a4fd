-- More that is derived from the journal, for reading the past in bounded time: it may be deleted at any time, together
-- with history_snapshot, and is made again in the background. The version before this one neither reads nor writes it.

create table history_entry (
    project_id uuid        not null,
    to_seq     bigint      not null,
    from_seq   bigint      not null,
    began      timestamptz not null,
    ended      timestamptz not null,
    authors    uuid[]      not null,
    names      text[]      not null,
    events     int[]       not null,
    primary key (project_id, to_seq)
);

comment on table history_entry is 'The events of a project as entries of a list: each without a longer pause, and of at most 1,000 events. Derived: may be deleted together with history_snapshot.';
comment on column history_entry.began is 'The time of its first event.';
comment on column history_entry.ended is 'The time of its last event.';
comment on column history_entry.authors is 'The author ids.';
comment on column history_entry.names is 'The name of each author.';
comment on column history_entry.events is 'How many of the events are each author''s.';

create table history_block (
    project_id uuid   not null,
    seq        bigint not null,
    objects    int[]  not null,
    bytes      bigint not null,
    primary key (project_id, seq)
);

comment on table history_block is 'What the 1,000 events up to seq are like. Derived: may be deleted together with history_snapshot.';
comment on column history_block.objects is 'Hashes of the ids of the objects that they change, ascending.';
comment on column history_block.bytes is 'Bytes of their changes, as text.';

create table deleted_object (
    project_id uuid        not null,
    id         text        not null,
    props      json        not null,
    seq        bigint      not null,
    at         timestamptz not null,
    deleted_by text        not null,
    author     uuid        not null,
    primary key (project_id, id)
);

create index deleted_object_newest_first on deleted_object (project_id, seq desc, id collate "C");

comment on table deleted_object is 'The objects that were deleted last, as of the latest history_snapshot. Derived: may be deleted together with history_snapshot.';
comment on column deleted_object.props is 'The object''s properties before it was deleted.';
comment on column deleted_object.seq is 'The event that deleted it.';
comment on column deleted_object.at is 'That event''s time.';
comment on column deleted_object.deleted_by is 'The name of that event''s author.';
comment on column deleted_object.author is 'The author id of that event.';
