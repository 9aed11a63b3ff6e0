create table place_node (
  school_id uuid not null references school (id),
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('campus', 'building', 'floor', 'room', 'zone')),
  name text not null,
  -- building and room as people say it: 学生宿舍5号楼 311
  full_name text not null,
  code text,
  pinyin text not null default '',
  initials text not null default '',
  path uuid[] not null,
  -- nearest building at or above, for grouping by building
  building_id uuid,
  use_kind text,
  area_m2 numeric(10, 2) check (area_m2 > 0),
  -- day of completion acceptance, from which construction warranties run
  completed_on date,
  unit_id uuid,
  sort int not null default 0,
  valid_from date not null,
  valid_to date,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, parent_id) references place_node (school_id, id),
  foreign key (school_id, building_id) references place_node (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id)
);
create index place_node_parent on place_node (school_id, parent_id, sort, name);
create index place_node_building on place_node (school_id, building_id);
create index place_node_unit on place_node (school_id, unit_id);
create index place_node_path on place_node using gin (path);
create index place_node_search on place_node using gin ((full_name || ' ' || pinyin || ' ' || initials) gin_trgm_ops);
create unique index place_node_sibling on place_node (school_id, parent_id, name) where valid_to is null;

-- Other names of a place. `key` is the comparison form, so that 学5幢 and 宿舍5# meet.
create table place_alias (
  school_id uuid not null references school (id),
  id uuid not null,
  place_id uuid not null,
  alias text not null,
  key text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, place_id) references place_node (school_id, id),
  unique (school_id, key)
);
create index place_alias_place on place_alias (school_id, place_id);

-- Printed codes. A blank code is printed first and claimed later by scanning.
create table place_code (
  school_id uuid not null references school (id),
  id uuid not null,
  code text not null check (code ~ '^[a-hjkmnp-z2-9]{8}$'),
  batch text not null,
  target_kind text,
  target_id uuid,
  claimed_at timestamptz,
  retired_at timestamptz,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, code),
  check ((target_kind is null) = (target_id is null))
);
create index place_code_target on place_code (school_id, target_kind, target_id);
select zongwu_guard('place_node', 'place_alias', 'place_code');
