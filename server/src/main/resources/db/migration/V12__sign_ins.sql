-- People sign in to the app at an OpenID provider. The version before this one neither reads nor writes this table.

create table sign_in (
    token_hash text        not null primary key,
    user_id    text        not null,
    name       text,
    begun_at   timestamptz not null,
    seen_at    timestamptz not null,
    ends_at    timestamptz not null
);

create index sign_in_ends on sign_in (ends_at);
create index sign_in_seen on sign_in (seen_at);

comment on table sign_in is 'Who is signed in to the app, a row for each browser; a row that is gone is a sign-in that is over.';
comment on column sign_in.token_hash is 'SHA-256 of what the browser has in its cookie, as base64url.';
comment on column sign_in.user_id is 'The user id, as the provider names the person.';
comment on column sign_in.name is 'The name to be shown; null where the provider tells none.';
comment on column sign_in.seen_at is 'When it was used last, to a fiftieth of the time that it lasts without use.';
comment on column sign_in.ends_at is 'When it ends however much it is used.';
