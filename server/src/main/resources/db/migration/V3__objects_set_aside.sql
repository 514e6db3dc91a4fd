-- Objects whose rows the database refuses: kept here, so that the project's other objects are saved all the same.

create table object_set_aside (
    project_id uuid        not null references project (id) on delete cascade,
    id         text        not null,
    props      json,
    seq        bigint      not null,
    updated_at timestamptz not null,
    updated_by text,
    sqlstate   text        not null,
    reason     text        not null,
    tried_at   timestamptz not null,
    primary key (project_id, id)
);

comment on table object_set_aside is 'Objects as of project.checkpoint_seq whose rows in canvas_object the database refused: those rows are older, or missing. Tried again with later saves.';
comment on column object_set_aside.props is 'The object''s properties; null when it was deleted and its row could not be.';
comment on column object_set_aside.seq is 'The event that changed the object last; of a deletion, the event it was saved with.';
comment on column object_set_aside.updated_at is 'That event''s time.';
comment on column object_set_aside.updated_by is 'That event''s author; null of a deletion.';
comment on column object_set_aside.sqlstate is 'Why the row was refused: PostgreSQL''s code.';
comment on column object_set_aside.reason is 'Why the row was refused: PostgreSQL''s message.';
comment on column object_set_aside.tried_at is 'When the row was last tried to be written.';

create view saved_object as
    select project_id, id, props::text as props, seq, updated_at, updated_by
      from canvas_object
     where not exists (select from object_set_aside aside
                        where aside.project_id = canvas_object.project_id and aside.id = canvas_object.id)
     union all
    select project_id, id, props::text, seq, updated_at, updated_by
      from object_set_aside
     where props is not null;

comment on view saved_object is 'The canvas as of project.checkpoint_seq, whole: the rows of canvas_object, but for objects that are set aside.';
