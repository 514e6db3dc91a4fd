-- Where the journal of a project begins. Events that are older than a setting are folded into one state, and dropped.
-- None of this is derived: once the events are gone it is all that is known of them. The version before this one neither
-- reads nor writes these tables; nothing is folded while one of its instances runs.

-- The version before this one does not set it.
alter table instance add column knows_horizon boolean not null default false;

comment on column instance.knows_horizon is 'Whether the server knows of horizons. Nothing is folded while one that does not is there.';

create table horizon (
    project_id  uuid        not null primary key,
    seq         bigint      not null check (seq > 0),
    epoch       bigint      not null,
    at          timestamptz not null,
    parts       int         not null,
    objects     int         not null,
    dropped_seq bigint      not null check (dropped_seq between 0 and seq),
    folded_at   timestamptz not null
);

comment on table horizon is 'The events up to seq are folded into the state that horizon_part has, and count no more. No row: nothing is folded.';
comment on column horizon.epoch is 'That event''s epoch.';
comment on column horizon.at is 'That event''s time.';
comment on column horizon.parts is 'Parts of the state.';
comment on column horizon.objects is 'Objects in the state.';
comment on column horizon.dropped_seq is 'The events up to this one are deleted; those between it and seq are to be.';
comment on column horizon.folded_at is 'When the state was made.';

-- Such a version, started again after a fold, would apply an edit twice. The lock waits for a fold that is about to end.
create function refuse_unaware_instance() returns trigger language plpgsql as $$
begin
    if not new.knows_horizon then
        lock table horizon in share mode;
        if exists (select from horizon) then
            raise exception 'old events of this database are folded: a server of this version cannot use it any more';
        end if;
    end if;
    return new;
end $$;

create trigger refuse_unaware_instance before insert on instance
    for each row execute function refuse_unaware_instance();

create table horizon_part (
    project_id uuid   not null,
    seq        bigint not null,
    part       int    not null,
    objects    bytea  not null,
    stamps     bytea  not null,
    primary key (project_id, seq, part)
);

-- They are compressed already.
alter table horizon_part alter column objects set storage external;
alter table horizon_part alter column stamps set storage external;

comment on table horizon_part is 'The canvas of a project as of horizon.seq, in parts. Not derived: the events before it are gone.';
comment on column horizon_part.part is 'From 0 on.';
comment on column horizon_part.objects is 'Some of the objects, packed.';
comment on column horizon_part.stamps is 'For each property of these objects the event that wrote it last, with time and author, packed.';

create table folded_edit (
    project_id uuid      not null,
    client     uuid      not null,
    seq        bigint    not null,
    first_edit bigint    not null,
    last_edit  bigint    not null,
    edits      bigint[]  not null,
    seqs       bigint[]  not null,
    contents   bigint[]  not null,
    sockets    boolean[] not null,
    primary key (project_id, client, seq)
);

comment on table folded_edit is 'The names of the edits whose events were dropped, so that an edit sent twice is still applied once. Many of one client in each row.';
comment on column folded_edit.seq is 'The last event among them.';
comment on column folded_edit.first_edit is 'The lowest number among them.';
comment on column folded_edit.last_edit is 'The highest number among them.';
comment on column folded_edit.edits is 'The client''s numbers, ascending.';
comment on column folded_edit.seqs is 'The event of each.';
comment on column folded_edit.contents is 'event.content of each; 0 when not known.';
comment on column folded_edit.sockets is 'event.over_socket of each; true when not known.';

create table folded_form (
    project_id uuid   not null,
    object_id  text   not null,
    seq        bigint not null,
    client     uuid   not null,
    group_id   text   not null,
    known      json   not null,
    primary key (project_id, object_id)
);

comment on table folded_form is 'What forms show whose edit is the last of an object, and is folded, where that is not all that the object is.';
comment on column folded_form.seq is 'The event of that edit.';
comment on column folded_form.client is 'event.client of it.';
comment on column folded_form.group_id is 'event.group_id of it, without what it has taken in.';
comment on column folded_form.known is 'The props as the form shows them.';
