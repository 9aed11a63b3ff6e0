-- What was destroyed because its time was over: proposed by one, carried out by another, and never removed itself.
create table retention_list (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('proposed', 'destroyed', 'withdrawn')),
  kind text not null,
  title text not null,
  -- records before this day
  before_on date not null,
  -- how long such records are kept, and by what rule, as it read on the day
  keep_text text not null,
  basis text not null,
  reason text not null,
  proposed_count int not null check (proposed_count > 0),
  destroyed_count int,
  proposed_by uuid not null,
  proposed_name text not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_name text,
  decided_at timestamptz,
  -- why one person did both
  alone_reason text,
  version int not null default 1,
  primary key (school_id, id),
  unique (school_id, no),
  check ((state = 'proposed') = (decided_at is null)),
  check ((state = 'destroyed') = (destroyed_count is not null)),
  check (state <> 'destroyed' or decided_by <> proposed_by or alone_reason is not null)
);
create index retention_list_newest on retention_list (school_id, proposed_at desc, id desc);
create unique index retention_list_open on retention_list (school_id, kind) where state = 'proposed';

create table retention_item (
  school_id uuid not null references school (id),
  id uuid not null,
  list_id uuid not null,
  seq int not null,
  -- its number and what it was, without whom it was about
  label text not null,
  dated_on date not null,
  primary key (school_id, id),
  unique (school_id, list_id, seq),
  foreign key (school_id, list_id) references retention_list (school_id, id)
);
select zongwu_guard('retention_list', 'retention_item');
-- The list stays.
revoke delete on retention_list, retention_item from zongwu_app;
revoke update on retention_item from zongwu_app;
