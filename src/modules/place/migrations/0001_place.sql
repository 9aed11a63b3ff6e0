-- The place tree. A place that ends keeps its row; what it was called before, and where it stood, is in
-- place_past.
create table place_node (
  school_id uuid not null references school (id),
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('campus', 'building', 'floor', 'room', 'zone')),
  name text not null,
  -- as people say it wherever they stand: 学生宿舍5号楼 311
  full_name text not null,
  -- comparison form of the name: 311室 and 311, 5幢 and 5号楼 are the same
  key text not null,
  code text,
  -- of the full name, for search
  pinyin text not null,
  initials text not null,
  -- orders the whole tree: by sound, numbers by value
  sort_key text collate "C" not null,
  -- ids from the root to this place
  path uuid[] not null,
  -- the building it is or stands in
  building_id uuid,
  use_kind text,
  area_m2 numeric(10, 2) check (area_m2 > 0),
  -- day of completion acceptance, from which construction warranties run
  completed_on date,
  unit_id uuid,
  valid_from date not null,
  -- the last day on which it existed
  valid_to date,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, parent_id) references place_node (school_id, id),
  foreign key (school_id, building_id) references place_node (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  check (valid_to is null or valid_to >= valid_from)
);
create unique index place_node_name on place_node (school_id, full_name) where valid_to is null;
-- One number is one room of a building; rooms with names repeat from floor to floor.
create unique index place_node_number on place_node (school_id, building_id, key)
  where kind = 'room' and valid_to is null and key ~ '[0-9]';
create index place_node_key on place_node (school_id, key);
create unique index place_node_code on place_node (school_id, code) where code is not null and valid_to is null;
create index place_node_parent on place_node (school_id, parent_id);
create index place_node_building on place_node (school_id, building_id, kind);
create index place_node_unit on place_node (school_id, unit_id);
create index place_node_order on place_node (school_id, sort_key, id);

-- How a place was called, where it stood and who answered for it from one day to another, before it changed.
create table place_past (
  school_id uuid not null references school (id),
  id uuid not null,
  place_id uuid not null,
  name text not null,
  full_name text not null,
  parent_id uuid,
  use_kind text,
  unit_id uuid,
  from_on date not null,
  to_on date not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, place_id) references place_node (school_id, id),
  foreign key (school_id, parent_id) references place_node (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  unique (school_id, place_id, from_on),
  check (to_on >= from_on)
);
create index place_past_parent on place_past (school_id, parent_id);
create index place_past_unit on place_past (school_id, unit_id);

-- Other names of a place. `key` is the comparison form; one form never means two places.
create table place_alias (
  school_id uuid not null references school (id),
  id uuid not null,
  place_id uuid not null,
  alias text not null,
  key text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, place_id) references place_node (school_id, id),
  unique (school_id, alias)
);
create index place_alias_place on place_alias (school_id, place_id);
create index place_alias_key on place_alias (school_id, key);

-- Printed codes. A blank code is printed first and claimed later by scanning.
create table place_code (
  school_id uuid not null references school (id),
  id uuid not null,
  code text not null check (code ~ '^[a-hjkmnp-z2-9]{8}$'),
  batch text not null,
  target_kind text,
  target_id uuid,
  claimed_at timestamptz,
  claimed_by text,
  retired_at timestamptz,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, code),
  check ((target_kind is null) = (target_id is null)),
  check ((claimed_at is null) = (target_id is null))
);
create index place_code_target on place_code (school_id, target_kind, target_id);
create index place_code_batch on place_code (school_id, batch);
select zongwu_guard('place_node', 'place_past', 'place_alias', 'place_code');
