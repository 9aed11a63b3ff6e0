create table stocktake_campaign (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  kind text not null check (kind in ('asset', 'stock')),
  title text not null,
  state text not null check (state in ('planned', 'counting', 'settling', 'approving', 'approved', 'adjusted', 'closed', 'cancelled')),
  -- counters do not see what the book says
  blind boolean not null,
  -- {placeIds, unitIds, classCodes, storeIds}; empty lists mean all
  scope jsonb not null,
  scope_text text not null,
  due_on date,
  note text not null default '',
  -- when the book was frozen
  started_at timestamptz,
  finished_on date,
  adjusted_on date,
  closed_on date,
  submitted_by uuid,
  approved_by text not null default '',
  answer text not null default '',
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no)
);
create index stocktake_campaign_newest on stocktake_campaign (school_id, created_at desc, id desc);
create index stocktake_campaign_state on stocktake_campaign (school_id, state, created_at desc, id desc);
create index stocktake_campaign_adjusted on stocktake_campaign (school_id, kind, adjusted_on desc) where adjusted_on is not null;

create table stocktake_counter (
  school_id uuid not null references school (id),
  id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  name text not null,
  duty text not null check (duty in ('counter', 'watcher')),
  -- rooms, buildings or stores; none means all
  areas uuid[] not null default '{}',
  areas_text text not null default '',
  primary key (school_id, id),
  foreign key (school_id, campaign_id) references stocktake_campaign (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  unique (school_id, campaign_id, person_id)
);
create index stocktake_counter_person on stocktake_counter (school_id, person_id);

-- The book as it was frozen, a line a card or a batch; beside it what was found. Things outside the book
-- are lines with nothing on the book.
create table stocktake_line (
  school_id uuid not null references school (id),
  id uuid not null,
  campaign_id uuid not null,
  origin text not null check (origin in ('book', 'outside', 'extra')),
  asset_id uuid,
  store_id uuid,
  item_id uuid,
  batch_id uuid,
  code text not null default '',
  name text not null,
  spec text not null default '',
  measure text not null,
  book_quantity numeric(14, 3) not null check (book_quantity >= 0),
  book_fen bigint not null check (book_fen >= 0),
  -- room or store on the book, and all that it stands in
  area_id uuid,
  area_text text not null default '',
  area_path uuid[] not null default '{}',
  unit_text text not null default '',
  keeper_text text not null default '',
  use_text text not null default '',
  round int not null default 1,
  found_quantity numeric(14, 3) check (found_quantity >= 0),
  found_area_id uuid,
  found_area_text text not null default '',
  damaged boolean not null default false,
  -- the counter says it stays where it was found
  move_here boolean not null default false,
  count_note text not null default '',
  counted_at timestamptz,
  counted_by text not null default '',
  result text not null generated always as (
    case
      when found_quantity is null then 'open'
      when found_quantity < book_quantity then 'missing'
      when found_quantity > book_quantity then 'surplus'
      when damaged then 'damaged'
      when found_area_id is not null and found_area_id is distinct from area_id then 'moved'
      else 'match'
    end
  ) stored,
  cause text check (cause in ('moved', 'unregistered', 'lost', 'worn', 'lent', 'booking', 'measure', 'other')),
  opinion text not null default '',
  value_fen bigint check (value_fen >= 0),
  value_basis text check (value_basis in ('market', 'nominal')),
  settled_by text not null default '',
  primary key (school_id, id),
  foreign key (school_id, campaign_id) references stocktake_campaign (school_id, id),
  check (origin <> 'extra' or (book_quantity = 0 and asset_id is null))
);
create index stocktake_line_list on stocktake_line (school_id, campaign_id, area_text, code, id);
create index stocktake_line_result on stocktake_line (school_id, campaign_id, result, area_text, code, id);
create unique index stocktake_line_asset on stocktake_line (school_id, campaign_id, asset_id) where asset_id is not null;
create index stocktake_line_code on stocktake_line (school_id, campaign_id, code);

-- What was tapped, as it came from the devices; never changed. The id is made on the device.
create table stocktake_entry (
  school_id uuid not null references school (id),
  id uuid not null,
  campaign_id uuid not null,
  line_id uuid,
  kind text not null check (kind in ('seen', 'absent', 'extra', 'room')),
  round int not null,
  spot text not null default '',
  area_id uuid,
  quantity numeric(14, 3) not null check (quantity >= 0),
  damaged boolean not null default false,
  move_here boolean not null default false,
  room_done boolean not null default false,
  note text not null default '',
  counted_at timestamptz not null,
  counter_id uuid not null,
  counter_name text not null,
  received_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, campaign_id) references stocktake_campaign (school_id, id),
  foreign key (school_id, line_id) references stocktake_line (school_id, id),
  check ((kind = 'room') = (line_id is null))
);
create index stocktake_entry_fold on stocktake_entry (school_id, line_id, round, spot, counted_at desc, id desc);
create index stocktake_entry_room on stocktake_entry (school_id, campaign_id, area_id, counted_at desc, id desc) where kind = 'room';

create table stocktake_event (
  school_id uuid not null references school (id),
  id uuid not null,
  campaign_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor_name text not null,
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, campaign_id) references stocktake_campaign (school_id, id)
);
create index stocktake_event_campaign on stocktake_event (school_id, campaign_id, id);
select zongwu_guard('stocktake_campaign', 'stocktake_counter', 'stocktake_line', 'stocktake_entry', 'stocktake_event');
revoke update, delete on stocktake_entry from zongwu_app;
