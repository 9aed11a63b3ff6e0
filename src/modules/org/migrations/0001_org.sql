-- The organisation tree below the school: campus, department, grade, class, crew. A unit that ends keeps
-- its row, and its successor is named there; what a unit was called before, and where it stood, is in org_past.
create table org_unit (
  school_id uuid not null references school (id),
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('school', 'campus', 'department', 'grade', 'class', 'crew')),
  name text not null,
  code text,
  pinyin text not null default '',
  initials text not null default '',
  -- ids from the root to this unit, for "all below"
  path uuid[] not null,
  sort int not null default 0,
  head_person_id uuid,
  valid_from date not null,
  -- the last day on which it existed
  valid_to date,
  successor_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, parent_id) references org_unit (school_id, id),
  foreign key (school_id, successor_id) references org_unit (school_id, id),
  check (valid_to is null or valid_to >= valid_from),
  check ((parent_id is null) = (kind = 'school'))
);
create unique index org_unit_root on org_unit (school_id) where parent_id is null;
create index org_unit_parent on org_unit (school_id, parent_id);
create index org_unit_successor on org_unit (school_id, successor_id);
create index org_unit_head on org_unit (school_id, head_person_id);
create index org_unit_path on org_unit using gin (path);
create unique index org_unit_code on org_unit (school_id, code) where code is not null;

-- How a unit was called and whom it belonged to from one day to another, before it was changed.
create table org_past (
  school_id uuid not null references school (id),
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  parent_id uuid,
  from_on date not null,
  to_on date not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, parent_id) references org_unit (school_id, id),
  unique (school_id, unit_id, from_on),
  check (to_on >= from_on)
);
create index org_past_parent on org_past (school_id, parent_id);

-- The school's own settings by key; the modules name the keys and check the values.
create table org_setting (
  school_id uuid not null references school (id),
  id uuid not null,
  key text not null,
  value jsonb not null,
  version int not null default 1,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, key)
);
select zongwu_guard('org_unit', 'org_past', 'org_setting');
-- A school may correct its own names; row-level security keeps it to its own row.
grant update (name, short_name) on school to zongwu_app;
