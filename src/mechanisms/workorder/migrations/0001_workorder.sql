-- Somebody has to do something somewhere by some time. What lists filter and sort by stands on the order
-- itself; names of people and places are kept as they were on the day.
create table workorder_order (
  school_id uuid not null references school (id),
  id uuid not null,
  kind text not null,
  no text not null,
  state text not null check (state in ('reported', 'accepted', 'dispatched', 'in_progress', 'waiting', 'done',
    'confirmed', 'closed', 'rejected', 'reopened', 'cancelled')),
  trade text not null,
  level text not null check (level in ('L0', 'L1', 'L2', 'L3', 'L4')),
  item_code text,
  item_name text not null default '',
  title text not null,
  description text not null default '',
  source text not null check (source in ('report', 'office', 'patrol', 'meter', 'inspection', 'emergency', 'import')),
  place_id uuid,
  building_id uuid,
  -- ids from the campus down to the place, for all below one
  place_path uuid[] not null default '{}',
  place_text text not null default '',
  reporter_person_id uuid,
  reporter_name text not null default '',
  reporter_phone text,
  -- keyed hash of a stranger's address, for the limit a day
  stranger text,
  reported_at timestamptz not null,
  reported_on date not null,
  -- false: only the day is known (old registers)
  timed boolean not null default true,
  assignee_id uuid,
  assignee_name text not null default '',
  accepted_at timestamptz,
  dispatched_at timestamptz,
  responded_at timestamptz,
  started_at timestamptz,
  -- since when the present round runs: the report, or the last reopening
  clock_from timestamptz not null,
  respond_due_at timestamptz,
  finish_due_at timestamptz,
  wait_reason text check (wait_reason in ('material', 'vendor', 'access')),
  wait_note text not null default '',
  wait_from timestamptz,
  done_at timestamptz,
  confirmed_at timestamptz,
  auto_confirmed boolean not null default false,
  closed_at timestamptz,
  cause text check (cause in ('natural', 'human', 'weather', 'misuse')),
  cause_note text not null default '',
  rating int check (rating between 1 and 5),
  rating_note text not null default '',
  rework_count int not null default 0,
  endorse_count int not null default 0,
  photo_count int not null default 0,
  vendor_open boolean not null default false,
  cost_fen bigint not null default 0 check (cost_fen >= 0),
  external_no text,
  register text,
  import_id uuid,
  fingerprint text,
  follow_token text not null check (length(follow_token) = 22),
  version int not null default 1,
  updated_at timestamptz not null,
  -- what runs out next; infinity while nothing runs
  due_at timestamptz not null generated always as (
    case
      when state in ('done', 'confirmed', 'closed', 'rejected', 'cancelled', 'waiting') then 'infinity'::timestamptz
      when responded_at is null then coalesce(least(respond_due_at, finish_due_at), 'infinity'::timestamptz)
      else coalesce(finish_due_at, 'infinity'::timestamptz)
    end) stored,
  search text not null generated always as (
    lower(no || ' ' || title || ' ' || item_name || ' ' || place_text || ' ' || reporter_name || ' ' || assignee_name
      || ' ' || coalesce(external_no, '') || ' ' || right(coalesce(reporter_phone, ''), 4))) stored,
  primary key (school_id, id),
  unique (school_id, no),
  unique (school_id, follow_token),
  check ((state = 'waiting') = (wait_reason is not null)),
  check (state <> 'dispatched' or assignee_id is not null)
);
create unique index workorder_order_fingerprint on workorder_order (school_id, fingerprint) where fingerprint is not null;
create index workorder_order_newest on workorder_order (school_id, reported_at desc, id desc);
create index workorder_order_state on workorder_order (school_id, state, reported_at desc, id desc);
create index workorder_order_trade on workorder_order (school_id, trade, reported_at desc, id desc);
create index workorder_order_day on workorder_order (school_id, reported_on, trade, state);
create index workorder_order_assignee on workorder_order (school_id, assignee_id, state, reported_at desc);
create index workorder_order_building on workorder_order (school_id, building_id, reported_at desc);
create index workorder_order_place on workorder_order (school_id, place_id, reported_at desc);
create index workorder_order_reporter on workorder_order (school_id, reporter_person_id, reported_at desc);
create index workorder_order_due on workorder_order (school_id, due_at, id);
create index workorder_order_done on workorder_order (school_id, done_at desc) where done_at is not null;
create index workorder_order_cause on workorder_order (school_id, cause, reported_at desc)
  where cause is not null and cause <> 'natural';
create index workorder_order_rework on workorder_order (school_id, reported_at desc) where rework_count > 0;
create index workorder_order_import on workorder_order (school_id, import_id) where import_id is not null;
create index workorder_order_stranger on workorder_order (school_id, stranger, reported_on) where stranger is not null;

-- Pairs of neighbouring characters: they find 地漏, which is too short for trigrams.
create function workorder_pairs(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr(words, i, 2)), '{}') from generate_series(1, length(words) - 1) as i
$$;
create index workorder_order_search on workorder_order using gin (workorder_pairs(search));

-- Under row-level security no index serves a test of words (none is leakproof), so the search for ids is a
-- function of the owner, which asks for the caller's school itself.
create function workorder_search(words text, most int) returns setof uuid
language sql stable security definer set search_path = public as $$
  select id from workorder_order
  where school_id = nullif(current_setting('app.school_id', true), '')::uuid
    and workorder_pairs(search) @> workorder_pairs(words)
    and strpos(search, words) > 0
  limit most
$$;

-- Countable lines. Day and trade are those of the order, repeated so that a term is summed from one index.
create table workorder_line (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  seq int not null,
  kind text not null,
  trade text not null,
  reported_on date not null,
  item_code text,
  text text not null default '',
  qty numeric(12, 3) not null check (qty > 0),
  measure text not null,
  counts boolean not null,
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id),
  unique (school_id, order_id, seq)
);
create index workorder_line_sum on workorder_line (school_id, reported_on, trade, item_code)
  include (qty, measure, counts, kind, order_id);

create table workorder_material (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  name text not null,
  qty numeric(12, 3) not null check (qty > 0),
  measure text not null,
  unit_price_fen bigint not null check (unit_price_fen >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  used_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id)
);
create index workorder_material_order on workorder_material (school_id, order_id);

create table workorder_labour (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  minutes int not null check (minutes > 0),
  worked_on date not null,
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id)
);
create index workorder_labour_order on workorder_labour (school_id, order_id);
create index workorder_labour_person on workorder_labour (school_id, person_id, worked_on);

-- The thread. `public` entries show on the page behind the follow link.
create table workorder_event (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  at timestamptz not null,
  person_id uuid,
  who text not null,
  verb text not null,
  text text not null default '',
  public boolean not null,
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id)
);
create index workorder_event_order on workorder_event (school_id, order_id, at, id);

create table workorder_pause (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  reason text not null check (reason in ('material', 'vendor', 'access')),
  note text not null default '',
  from_at timestamptz not null,
  to_at timestamptz,
  -- working minutes that the clock stood still
  minutes int not null default 0,
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id),
  check (to_at is null or to_at >= from_at)
);
create unique index workorder_pause_open on workorder_pause (school_id, order_id) where to_at is null;
create index workorder_pause_order on workorder_pause (school_id, order_id, from_at);

-- 我也遇到了
create table workorder_endorsement (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  at timestamptz not null,
  person_id uuid,
  name text not null default '',
  phone text,
  note text not null default '',
  stranger text,
  follow_token text not null check (length(follow_token) = 22),
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id),
  unique (school_id, follow_token)
);
create index workorder_endorsement_order on workorder_endorsement (school_id, order_id, at);
create unique index workorder_endorsement_person on workorder_endorsement (school_id, person_id, order_id)
  where person_id is not null;
create index workorder_endorsement_stranger on workorder_endorsement (school_id, stranger, at) where stranger is not null;

create table workorder_vendor_call (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  vendor text not null,
  phone text not null default '',
  under_warranty boolean not null,
  called_at timestamptz not null,
  called_by text not null,
  visit_on date,
  note text not null default '',
  result text not null default '',
  cost_fen bigint not null default 0 check (cost_fen >= 0),
  finished_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id)
);
create index workorder_vendor_call_order on workorder_vendor_call (school_id, order_id);
create index workorder_vendor_call_open on workorder_vendor_call (school_id, vendor) where finished_at is null;

create table workorder_extension (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  until_at timestamptz not null,
  reason text not null,
  asked_at timestamptz not null,
  asked_by text not null,
  asked_person_id uuid,
  approved boolean,
  decided_at timestamptz,
  decided_by text not null default '',
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id)
);
create unique index workorder_extension_open on workorder_extension (school_id, order_id) where approved is null;
create index workorder_extension_order on workorder_extension (school_id, order_id);

-- Steps taken about a date that came near or passed; one row a step and round of the clock.
create table workorder_escalation (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  step text not null,
  clock_from timestamptz not null,
  due_at timestamptz not null,
  at timestamptz not null,
  told text not null,
  primary key (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id),
  unique (school_id, order_id, step, clock_from)
);
select zongwu_guard('workorder_order', 'workorder_line', 'workorder_material', 'workorder_labour', 'workorder_event',
  'workorder_pause', 'workorder_endorsement', 'workorder_vendor_call', 'workorder_extension', 'workorder_escalation');
