-- Who has let whom in, deleted and restored what, and signed in. Written by triggers in the transaction that does it, so
-- that nothing is done without its entry, by whomever. The version before this one does not say who acts: its entries
-- have nobody.

create table audit (
    at         timestamptz not null default clock_timestamp(),
    id         uuid        not null default gen_random_uuid(),
    act        text        not null,
    who        text,
    project_id uuid,
    subject    text,
    detail     jsonb       not null default '{}',
    primary key (at, id)
);

create index audit_of_project on audit (project_id, at desc, id desc) where project_id is not null;

comment on table audit is 'What was done about access, one row for each act. Only ever added to; old rows go by EASEL_AUDIT_DAYS.';
comment on column audit.at is 'By the clock of the database.';
comment on column audit.act is 'What was done: see the specification of GET /api/audit.';
comment on column audit.who is 'The user id of who did it, or the pseudonym of a guest; null where nobody signs in, and of what the server does by itself, or somebody by hand.';
comment on column audit.subject is 'To whom or what: a user id, or the id of a link.';
comment on column audit.detail is 'JSON object: what more there is to know.';

-- Against mistakes, and statements that should not be: whoever owns the table can still drop this.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('easel.audit', true) = 'retention' then
        return old;
    elsif tg_op = 'UPDATE' and current_setting('easel.audit', true) = 'erasure' then
        return new;
    end if;
    raise exception 'the audit log is only ever added to';
end $$;

create trigger audit_only_added_to before update or delete on audit
    for each row execute function refuse_audit_change();

create trigger audit_not_emptied before truncate on audit
    for each statement execute function refuse_audit_change();

-- A restore fills the tables, and does none of what they tell.
create function write_audit(act text, project uuid, subject text, detail jsonb) returns void
    language sql set search_path from current as $$
    insert into audit (act, who, project_id, subject, detail)
    select act, nullif(current_setting('easel.who', true), ''), project, subject, jsonb_strip_nulls(detail)
     where current_setting('easel.audit', true) is distinct from 'restore'
$$;

create function audit_project() returns trigger language plpgsql set search_path from current as $$
begin
    if tg_table_name = 'trashed_project' and tg_op = 'INSERT' then
        perform write_audit('board_deleted', new.id, null, jsonb_build_object('title', new.title));
    elsif exists (select from project where id = old.id) then
        perform write_audit('board_restored', old.id, null, jsonb_build_object('title', old.title));
    elsif not exists (select from trashed_project where id = old.id) then
        perform write_audit('board_purged', old.id, null, jsonb_build_object('title', old.title));
    end if;
    return null;
end $$;

create trigger project_audited after delete on project for each row execute function audit_project();

create trigger trashed_project_audited after insert or delete on trashed_project for each row
    execute function audit_project();
