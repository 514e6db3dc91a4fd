-- Under which content, and over what, an edit came: so that a number taken by somebody else is told from the same edit
-- sent again. Rows of before have neither, and so have those that a server of the version before still writes.

alter table event
    add column content     bigint,
    add column over_socket boolean;

comment on column event.content is 'Hash of the edit as it was sent, to tell the same edit from another one under the same number; null when not known.';
comment on column event.over_socket is 'Whether the edit came over a socket of its client; null when not known.';
