-- Who may see and change a board. Where nobody signs in these tables stay empty, and everybody may do everything. The
-- version before this one neither reads nor writes them: what it makes belongs to nobody, and `easel adopt` gives it to
-- somebody.

-- None of them references the project: a board in the trash keeps its people, and what a deleted one leaves is removed
-- bit by bit.

create table member (
    project_id uuid        not null,
    user_id    text        not null,
    role       text        not null check (role in ('owner', 'editor', 'viewer')),
    since      timestamptz not null,
    primary key (project_id, user_id)
);

comment on table member is 'The people of a project. A project has an owner, unless it is from before there were any.';
comment on column member.user_id is 'What a token, the session of a sign-in or a trusted header calls them.';

create table share_link (
    project_id uuid        not null,
    id         uuid        not null,
    key_hash   bytea       not null,
    role       text        not null check (role in ('editor', 'viewer')),
    name       text,
    created_at timestamptz not null,
    created_by text        not null,
    expires_at timestamptz,
    primary key (project_id, id)
);

create unique index share_link_by_key on share_link (project_id, key_hash);

comment on table share_link is 'Links that let in whoever has them. A link that is revoked has no row.';
comment on column share_link.key_hash is 'SHA-256 of the secret in the link, which is 32 random bytes and stored nowhere.';
comment on column share_link.created_by is 'The user id of an owner.';
comment on column share_link.expires_at is 'Null where it has no end.';

create table user_project (
    user_id    text        not null,
    project_id uuid        not null,
    link_id    uuid,
    since      timestamptz not null,
    primary key (user_id, project_id)
);

create index user_project_by_project on user_project (project_id, user_id);

comment on table user_project is 'The projects of a person: as a member, or by a link that they have redeemed. What they may do there is said by member and share_link alone.';
comment on column user_project.link_id is 'The link that they have redeemed; null where they have redeemed none.';

create table access_request (
    project_id uuid        not null,
    user_id    text        not null,
    message    text        not null,
    at         timestamptz not null,
    primary key (project_id, user_id)
);

comment on table access_request is 'People who ask to be let in, until an owner has answered.';

create table person (
    user_id text        not null primary key,
    name    text        not null,
    seen_at timestamptz not null
);

comment on table person is 'The names of people who have signed in, as they were last told.';

-- Whoever takes a right away, also by hand, is heard by every server, which looks again at its open sockets.
create function tell_access() returns trigger language plpgsql set search_path from current as $$
begin
    perform pg_notify('easel_access', case when tg_op = 'INSERT' then new.project_id else old.project_id end::text);
    return null;
end $$;

create trigger member_changed after insert or update or delete on member for each row
    execute function tell_access();

create trigger share_link_changed after update or delete on share_link for each row
    execute function tell_access();

create trigger user_project_changed after update or delete on user_project for each row
    execute function tell_access();
