-- Whom owners let in, as what, and by which links, in the audit log.

create function audit_member() returns trigger language plpgsql set search_path from current as $$
begin
    if tg_op = 'INSERT' then
        perform write_audit('member_added', new.project_id, new.user_id, jsonb_build_object('role', new.role));
    elsif tg_op = 'UPDATE' then
        perform write_audit('role_changed', new.project_id, new.user_id,
            jsonb_build_object('role', new.role, 'before', old.role));
    elsif exists (select from project where id = old.project_id) then -- and not what a deleted one leaves
        perform write_audit('member_removed', old.project_id, old.user_id, jsonb_build_object('role', old.role));
    end if;
    return null;
end $$;

create trigger member_audited after insert or delete on member for each row execute function audit_member();

create trigger member_role_audited after update of role on member for each row
    when (old.role is distinct from new.role) execute function audit_member();

create function audit_share_link() returns trigger language plpgsql set search_path from current as $$
begin
    if tg_op = 'INSERT' then
        perform write_audit('link_made', new.project_id, new.id::text,
            jsonb_build_object('role', new.role, 'expiresAt', (extract(epoch from new.expires_at) * 1000)::bigint));
    elsif exists (select from project where id = old.project_id) then
        perform write_audit('link_revoked', old.project_id, old.id::text, jsonb_build_object('role', old.role));
    end if;
    return null;
end $$;

create trigger share_link_audited after insert or delete on share_link for each row
    execute function audit_share_link();

-- Who redeems a link acts themselves.
create function audit_redeemed_link() returns trigger language plpgsql set search_path from current as $$
begin
    perform set_config('easel.who', new.user_id, true);
    perform write_audit('link_redeemed', new.project_id, new.link_id::text, '{}');
    return null;
end $$;

create trigger redeemed_link_audited after insert or update of link_id on user_project for each row
    when (new.link_id is not null) execute function audit_redeemed_link();

create function audit_access_request() returns trigger language plpgsql set search_path from current as $$
begin
    if tg_op = 'INSERT' then
        perform write_audit('access_requested', new.project_id, new.user_id, '{}');
    elsif exists (select from project where id = old.project_id)
        and not exists (select from member where project_id = old.project_id and user_id = old.user_id) then
        perform write_audit('access_refused', old.project_id, old.user_id, '{}');
    end if;
    return null;
end $$;

create trigger access_request_audited after insert or delete on access_request for each row
    execute function audit_access_request();
