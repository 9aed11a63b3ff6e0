create table people_person (
  school_id uuid not null references school (id),
  id uuid not null,
  name text not null,
  pinyin text not null default '',
  initials text not null default '',
  kind text not null check (kind in ('staff', 'worker', 'student', 'vendor', 'other')),
  staff_no text,
  phone text,
  phone_tail text,
  unit_id uuid,
  note text not null default '',
  -- the last day on which the person belonged to the school
  left_on date,
  -- a row that turned out to be the same person as another; kept because old records name it
  merged_into_id uuid,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, merged_into_id) references people_person (school_id, id)
);
create index people_person_unit on people_person (school_id, unit_id);
create index people_person_name on people_person (school_id, name);
create index people_person_list on people_person (school_id, pinyin, id) where merged_into_id is null;
create index people_person_tail on people_person (school_id, phone_tail);
create index people_person_merged on people_person (school_id, merged_into_id);
create unique index people_person_no on people_person (school_id, staff_no) where staff_no is not null;

-- Other names under which a person appears in old registers: 老陆, 小潘, 钱科长.
create table people_alias (
  school_id uuid not null references school (id),
  id uuid not null,
  person_id uuid not null,
  alias text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  unique (school_id, alias)
);
create index people_alias_person on people_alias (school_id, person_id);

-- A role held for a time, perhaps for one unit only (class teacher of a class).
create table people_post (
  school_id uuid not null references school (id),
  id uuid not null,
  person_id uuid not null,
  role text not null,
  unit_id uuid,
  title text not null default '',
  valid_from date not null,
  valid_to date,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  check (valid_to is null or valid_to >= valid_from)
);
create index people_post_person on people_post (school_id, person_id);
create index people_post_unit on people_post (school_id, unit_id);
create index people_post_role on people_post (school_id, role) where valid_to is null;
select zongwu_guard('people_person', 'people_alias', 'people_post');
alter table org_unit add foreign key (school_id, head_person_id) references people_person (school_id, id);
