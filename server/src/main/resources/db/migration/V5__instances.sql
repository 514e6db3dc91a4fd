-- Several servers serve one database: which are there, and which project is whose. The version before this one neither
-- reads nor writes this table, and leaves project.instance as it is.

alter table instance add column beat bigint not null default 0;
alter table instance add column version text not null default '';
alter table instance drop column heartbeat_at;

comment on table instance is 'The running servers. One is dead when its session advisory lock, hashtextextended(id, 0), is free, or when its beat does not move for the lease, measured by the clock of the one who looks.';
comment on column instance.id is 'New for each process.';
comment on column instance.address is 'URI at which other instances reach it.';
comment on column instance.beat is 'Raised about once a second by a living server.';
comment on column instance.version is 'Version of the server.';
comment on column project.instance is 'The server instance that owns the project (instance.id); null when none does. A name that is not in the table is that of a server that has ended.';

create table cluster_secret (
    id     int   not null primary key check (id = 1),
    secret bytea not null
);

comment on table cluster_secret is 'The key with which instances sign what they pass on to each other. Made by the first that needs it.';

-- A server listens to this as long as it runs: whoever changes a project, also by hand, is heard by the owner.
create function tell_project() returns trigger language plpgsql set search_path from current as $$
begin
    perform pg_notify('easel_project', old.id::text);
    return null;
end $$;

create trigger project_gone after delete on project for each row execute function tell_project();

create trigger project_changed after update of title, settings, active_version on project for each row
    when (old.title is distinct from new.title or old.settings is distinct from new.settings
        or old.active_version is distinct from new.active_version)
    execute function tell_project();

create trigger project_claimed after update of epoch on project for each row
    when (old.instance is not null and old.epoch is distinct from new.epoch)
    execute function tell_project();
