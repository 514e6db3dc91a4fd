-- A project that is deleted goes into the trash, from which it can be brought back: its row moves to a table of its own,
-- so that whoever asks for projects does not find it, and no fence lets anything be written for it, as if it were gone.
-- What it has in the other tables stays as it is. The version before this one neither reads nor writes this table: a
-- project that it deletes is gone for good.

create table trashed_project (
    id                uuid        not null primary key,
    title             text        not null,
    settings          jsonb       not null,
    created_at        timestamptz not null,
    updated_at        timestamptz not null,
    epoch             bigint      not null,
    seq               bigint      not null,
    checkpoint_seq    bigint      not null,
    active_version    uuid        not null,
    deleted_at        timestamptz not null,
    picture_tag       text,
    picture_mime_type text,
    picture_bytes     bytea,
    picture_made_at   timestamptz
);

create index trashed_project_latest_first on trashed_project (deleted_at desc, id desc);

alter table trashed_project alter column picture_bytes set storage external;

comment on table trashed_project is 'The rows of projects that were deleted and can be brought back. Nobody owns such a project.';
comment on column trashed_project.epoch is 'project.epoch. The project comes back with a higher one, so that nobody who had it before can write.';
comment on column trashed_project.deleted_at is 'By the clock of the database.';
comment on column trashed_project.picture_tag is 'Its row of the table picture, which goes with that of the project; null where there was none.';

-- The rows in the other tables are to be removed once the project is neither there nor in the trash.
create or replace function remember_deleted_project() returns trigger
    language plpgsql set search_path from current as $$
begin
    insert into deleted_project (id, deleted_at)
    select old.id, clock_timestamp()
     where not exists (select from trashed_project where id = old.id)
       and not exists (select from project where id = old.id)
    on conflict do nothing;
    return null;
end $$;

create trigger trashed_project_deleted after delete on trashed_project
    for each row execute function remember_deleted_project();
