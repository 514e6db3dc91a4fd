-- A project is deleted by deleting its row: from then on nobody finds it, and no fence lets anything be written for it.
-- What it leaves in the other tables is removed bit by bit, since one transaction would take too long for millions of
-- events and gigabytes of images. So these tables do not reference the project any more; a deletion cascaded to them.
-- The version before this one works on this schema, too: what it leaves behind is removed by a later one.

create table deleted_project (
    id         uuid        not null primary key,
    deleted_at timestamptz not null,
    emptied_at timestamptz
);

comment on table deleted_project is 'Projects that were deleted and whose rows in other tables are still to be removed. A row leaves a minute or more after the deletion, when nothing is left.';
comment on column deleted_project.emptied_at is 'When all rows had been removed once; null before. Statements that ran during the deletion may have added some since.';

create function remember_deleted_project() returns trigger language plpgsql set search_path from current as $$
begin
    insert into deleted_project (id, deleted_at) values (old.id, clock_timestamp()) on conflict do nothing;
    return null;
end $$;

create trigger project_deleted after delete on project for each row execute function remember_deleted_project();

-- A server that runs meanwhile uses these tables in another order than any that could be chosen here: instead of a
-- deadlock, or of making it wait, this waits briefly, lets go, and tries again.
do $$
begin
    for attempt in 1 .. 300 loop
        begin
            perform set_config('lock_timeout', '100ms', true);
            lock table project, canvas_object, object_set_aside, event, snapshot, version, asset
                in access exclusive mode;
            perform set_config('lock_timeout', '0', true);
            alter table canvas_object drop constraint if exists canvas_object_project_id_fkey;
            alter table object_set_aside drop constraint if exists object_set_aside_project_id_fkey;
            alter table event drop constraint if exists event_project_id_fkey;
            alter table snapshot drop constraint if exists snapshot_project_id_fkey;
            alter table version drop constraint if exists version_project_id_fkey;
            alter table asset drop constraint if exists asset_project_id_fkey;
            return;
        exception when lock_not_available or deadlock_detected then
            perform pg_sleep(random() / 4);
        end;
    end loop;
    raise exception 'the tables of Easel are in use all the time: stop what uses them, and start again';
end $$;
