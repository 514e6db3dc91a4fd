-- Every key starts with the project, and nothing joins across projects: the schema can be spread over several servers
-- by that column.

create table project (
    id             uuid        not null primary key,
    title          text        not null,
    settings       jsonb       not null default '{}',
    created_at     timestamptz not null,
    updated_at     timestamptz not null,
    epoch          bigint      not null default 0,
    instance       text,
    seq            bigint      not null default 0,
    checkpoint_seq bigint      not null default 0,
    active_version uuid        not null,
    check (checkpoint_seq between 0 and seq)
) with (fillfactor = 70);

create index project_newest_first on project (created_at desc, id desc);

comment on table project is 'A canvas with a title and settings. One row, rewritten by every save.';
comment on column project.settings is 'JSON object; "autosave" holds the save policy.';
comment on column project.updated_at is 'Last change of title, settings or canvas.';
comment on column project.epoch is 'Raised by every load. Whoever writes for the project names the epoch it loaded at, and an older one writes nothing.';
comment on column project.instance is 'The server instance that owns the project (instance.id); null when none does.';
comment on column project.seq is 'Number of the last stored event.';
comment on column project.checkpoint_seq is 'The event the canvas_object rows stand at. Never above seq.';
comment on column project.active_version is 'The version the canvas is being edited in.';

create table canvas_object (
    project_id uuid        not null references project (id) on delete cascade,
    id         text        not null,
    props      jsonb       not null,
    seq        bigint      not null,
    updated_at timestamptz not null,
    updated_by text        not null,
    primary key (project_id, id)
);

comment on table canvas_object is 'The canvas as of project.checkpoint_seq: the fold of all events up to it, one row for each object that is there.';
comment on column canvas_object.id is '1 to 64 of A-Z a-z 0-9 _ -, unique in its project.';
comment on column canvas_object.props is 'The object''s properties: a JSON object, its type under "type".';
comment on column canvas_object.seq is 'The event that changed the object last.';
comment on column canvas_object.updated_at is 'That event''s time.';
comment on column canvas_object.updated_by is 'That event''s author.';

create table event (
    project_id uuid        not null references project (id) on delete cascade,
    seq        bigint      not null check (seq > 0),
    epoch      bigint      not null,
    at         timestamptz not null,
    actor      text        not null,
    client     uuid        not null,
    edit       bigint      not null,
    group_id   text,
    changes    json        not null,
    primary key (project_id, seq)
);

create unique index event_once on event (project_id, client, edit);

comment on table event is 'The accepted edits of a project in order: 1, 2, 3 and so on without gaps. Only ever added to.';
comment on column event.epoch is 'The epoch of the project when the event was accepted.';
comment on column event.at is 'When it was accepted. Never goes backwards within a project.';
comment on column event.actor is 'The author''s name.';
comment on column event.client is 'Who sent it: together with edit the event''s name for ever, so that an edit sent twice is applied once.';
comment on column event.edit is 'The client''s number for it.';
comment on column event.group_id is 'Events of one larger action share it; null for an edit of its own.';
comment on column event.changes is 'What was applied: JSON array of {op: put|patch|delete, id, ...}, kept as written.';

create table snapshot (
    project_id uuid   not null references project (id) on delete cascade,
    seq        bigint not null,
    objects    bytea  not null,
    primary key (project_id, seq)
);

comment on table snapshot is 'The whole canvas as of an event, to start a replay from. Derived: may be deleted at any time.';
comment on column snapshot.objects is 'The objects as compressed JSON.';

create table version (
    project_id uuid        not null references project (id) on delete cascade,
    id         uuid        not null,
    name       text,
    kind       text        not null check (kind in ('manual', 'auto')),
    created_at timestamptz not null,
    created_by text,
    base_seq   bigint      not null,
    head_seq   bigint      not null,
    primary key (project_id, id),
    check (base_seq between 0 and head_seq)
) with (fillfactor = 70);

alter table project add foreign key (id, active_version) references version (project_id, id);

comment on table version is 'A name for the canvas as of head_seq. Every project has exactly one active version: project.active_version.';
comment on column version.name is 'Null until somebody names it.';
comment on column version.kind is 'manual: somebody asked for it. auto: taken before a bulk operation.';
comment on column version.created_by is 'The author''s name; null for the version a project begins with.';
comment on column version.base_seq is 'The event after which it began.';
comment on column version.head_seq is 'The last event of it. The active version''s moves along with every save.';

create table asset (
    project_id uuid        not null references project (id) on delete cascade,
    id         text        not null,
    mime_type  text        not null,
    bytes      bytea       not null,
    created_at timestamptz not null,
    primary key (project_id, id)
);

-- Images are compressed already.
alter table asset alter column bytes set storage external;

comment on table asset is 'The bytes of images; objects name them by id.';
comment on column asset.id is 'Excalidraw''s fileId.';

create table instance (
    id           text        not null primary key,
    address      text        not null,
    started_at   timestamptz not null,
    heartbeat_at timestamptz not null
);

comment on table instance is 'The running servers. One whose heartbeat is older than the lease is taken for dead.';
comment on column instance.id is 'New for each process.';
comment on column instance.address is 'host:port other instances reach it at.';
