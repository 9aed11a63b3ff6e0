-- The school's own items, and its changes to the standard ones.
create table repair_item (
  school_id uuid not null references school (id),
  id uuid not null,
  code text not null,
  trade text not null,
  name text not null,
  measure text not null,
  counts boolean not null,
  group_name text not null default '',
  level text not null check (level in ('L0', 'L1', 'L2', 'L3', 'L4')),
  active boolean not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, code)
);

-- What people here say, and the item they mean.
create table repair_synonym (
  school_id uuid not null references school (id),
  id uuid not null,
  text text not null,
  -- comparison form of the text
  key text not null,
  item_code text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, key)
);
create index repair_synonym_item on repair_synonym (school_id, item_code);

-- Who repairs what.
create table repair_crew_member (
  school_id uuid not null references school (id),
  id uuid not null,
  person_id uuid not null,
  trades text[] not null check (cardinality(trades) > 0),
  active boolean not null,
  -- last day at work, once it is known
  until_on date,
  daily_capacity int not null check (daily_capacity between 1 and 99),
  note text not null default '',
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  unique (school_id, person_id)
);

-- To whom an order goes: by trade and building, either of which may stand open.
create table repair_rule (
  school_id uuid not null references school (id),
  id uuid not null,
  trade text,
  building_id uuid,
  choose text not null check (choose in ('person', 'least_loaded')),
  person_id uuid,
  active boolean not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, building_id) references place_node (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  unique nulls not distinct (school_id, trade, building_id),
  check ((choose = 'person') = (person_id is not null))
);
create index repair_rule_building on repair_rule (school_id, building_id);
create index repair_rule_person on repair_rule (school_id, person_id);

-- One row a school.
create table repair_setting (
  school_id uuid not null references school (id),
  id uuid not null,
  value jsonb not null,
  version int not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id)
);
select zongwu_guard('repair_item', 'repair_synonym', 'repair_crew_member', 'repair_rule', 'repair_setting');
