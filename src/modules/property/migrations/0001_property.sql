-- What a class, dormitory room, special room or office holds in one term, registered with three signatures
-- and reviewed against them at the term's end.
create table property_sheet (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  kind text not null check (kind in ('class', 'dormitory', 'special', 'office')),
  state text not null check (state in ('draft', 'signing', 'registered', 'reviewing', 'settling', 'closed', 'cancelled')),
  term_code text not null,
  term_name text not null,
  unit_id uuid,
  place_id uuid,
  -- as it was called when it was registered: 高职24会计1班, 学生宿舍5号楼 311
  title text not null,
  -- under what it stands on the board: 高职部, 学生宿舍5号楼
  group_text text not null default '',
  place_text text not null default '',
  -- who answers for it: class teacher, head of the room
  keeper_id uuid,
  keeper_name text not null default '',
  -- the sheet of the term before, from which the lines were proposed
  previous_id uuid,
  registered_on date,
  reviewed_on date,
  closed_on date,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, place_id) references place_node (school_id, id),
  foreign key (school_id, keeper_id) references people_person (school_id, id),
  foreign key (school_id, previous_id) references property_sheet (school_id, id),
  check (case when kind in ('class', 'office') then unit_id is not null else place_id is not null end)
);
create unique index property_sheet_unit_term on property_sheet (school_id, unit_id, term_code, kind)
  where kind in ('class', 'office') and state <> 'cancelled';
create unique index property_sheet_place_term on property_sheet (school_id, place_id, term_code, kind)
  where kind in ('dormitory', 'special') and state <> 'cancelled';
create index property_sheet_term on property_sheet (school_id, term_code, kind, title, id);
create index property_sheet_unit on property_sheet (school_id, unit_id);
create index property_sheet_place on property_sheet (school_id, place_id);
create index property_sheet_keeper on property_sheet (school_id, keeper_id, state);
create index property_sheet_previous on property_sheet (school_id, previous_id);
create index property_sheet_registered on property_sheet (school_id, kind, registered_on desc, id desc) where registered_on is not null;
create index property_sheet_reviewed on property_sheet (school_id, kind, reviewed_on desc, id desc) where reviewed_on is not null;

create table property_line (
  school_id uuid not null references school (id),
  id uuid not null,
  sheet_id uuid not null,
  sort int not null,
  name text not null,
  measure text not null,
  quantity numeric(12, 3) not null check (quantity >= 0),
  broken numeric(12, 3) not null default 0 check (broken >= 0),
  note text not null default '',
  -- the asset's card where the thing has one
  asset_id uuid,
  asset_no text not null default '',
  found numeric(12, 3) check (found >= 0),
  found_broken numeric(12, 3) check (found_broken >= 0),
  review_note text not null default '',
  cause text check (cause in ('worn', 'moved', 'repaired', 'added', 'miscounted', 'human')),
  explanation text not null default '',
  charged_quantity numeric(12, 3) check (charged_quantity > 0),
  case_id uuid,
  case_no text not null default '',
  settled_by text not null default '',
  primary key (school_id, id),
  foreign key (school_id, sheet_id) references property_sheet (school_id, id),
  check (broken <= quantity),
  check ((found is null) = (found_broken is null)),
  check (found_broken <= found),
  check ((case_id is null) = (charged_quantity is null))
);
create index property_line_sheet on property_line (school_id, sheet_id, sort);
create index property_line_case on property_line (school_id, case_id) where case_id is not null;

create table property_event (
  school_id uuid not null references school (id),
  id uuid not null,
  sheet_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor_name text not null,
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, sheet_id) references property_sheet (school_id, id)
);
create index property_event_sheet on property_event (school_id, sheet_id, id);

create table property_template (
  school_id uuid not null references school (id),
  id uuid not null,
  kind text not null check (kind in ('class', 'dormitory', 'special', 'office')),
  lines jsonb not null,
  version int not null default 1,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, kind)
);

-- The classes' property is scored every month; what is published is kept as it was published.
create table property_month (
  school_id uuid not null references school (id),
  id uuid not null,
  month text not null check (month ~ '^20\d\d-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('open', 'published')),
  published_on date,
  published_by text not null default '',
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, month)
);

create table property_deduction (
  school_id uuid not null references school (id),
  id uuid not null,
  month_id uuid not null,
  unit_id uuid not null,
  on_day date not null,
  points numeric(5, 1) not null check (points > 0 and points <= 100),
  reason text not null,
  case_id uuid,
  case_no text not null default '',
  noted_by text not null,
  withdrawn text not null default '',
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, month_id) references property_month (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id)
);
create index property_deduction_month on property_deduction (school_id, month_id, unit_id);
create index property_deduction_unit on property_deduction (school_id, unit_id);
create unique index property_deduction_case on property_deduction (school_id, case_id)
  where case_id is not null and withdrawn = '';

create table property_score (
  school_id uuid not null references school (id),
  id uuid not null,
  month_id uuid not null,
  unit_id uuid not null,
  name text not null,
  points numeric(7, 1) not null,
  score numeric(5, 1) not null,
  rank int not null,
  primary key (school_id, id),
  foreign key (school_id, month_id) references property_month (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  unique (school_id, month_id, unit_id)
);
create index property_score_unit on property_score (school_id, unit_id);
select zongwu_guard('property_sheet', 'property_line', 'property_event', 'property_template', 'property_month', 'property_deduction', 'property_score');
