-- Instances that end at the same time do not give their projects to each other. The version before this one knows nothing
-- of it, and gives to anybody who lives.

alter table instance add column leaving boolean not null default false;

comment on column instance.leaving is 'Whether it ends: it gives its projects to others, and takes none.';
