-- Every way a thing comes onto the book is a batch: a purchase of forty chairs, a donation, a sheet that was
-- imported. The value ledger is posted by the batch.
create table asset_batch (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  source text not null check (source in ('office', 'acceptance', 'import', 'surplus', 'count')),
  name text not null,
  on_day date not null,
  cards int not null default 0 check (cards >= 0),
  quantity int not null default 0 check (quantity >= 0),
  value_fen bigint not null default 0 check (value_fen >= 0),
  document_kind text,
  document_id uuid,
  document_no text not null default '',
  -- null: rows of an import that the ledger has not been told of yet
  posted_at timestamptz,
  created_by text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  check ((document_kind is null) = (document_id is null))
);
create unique index asset_batch_document on asset_batch (school_id, document_kind, document_id)
  where document_id is not null and source = 'acceptance';
create unique index asset_batch_open on asset_batch (school_id, source) where posted_at is null;

-- The card. What lists filter, sort and show stands on it; names of places, units and people are refreshed
-- when these change.
create table asset_card (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  -- numbers it had before, newest last, separated by spaces
  former_nos text not null default '',
  batch_id uuid not null,
  state text not null check (state in ('in_use', 'idle', 'lent', 'repairing', 'disposing', 'disposed')),
  name text not null,
  pinyin text collate "C" not null,
  initials text not null,
  class_edition text check (class_edition in ('2010', '2022')),
  class_code text,
  category text not null,
  spec text not null default '',
  brand text not null default '',
  model text not null default '',
  serial_no text not null default '',
  measure text not null,
  quantity int not null default 1 check (quantity > 0),
  acquire_mode text not null check (acquire_mode in ('purchase', 'build', 'allocated', 'donated', 'exchange', 'surplus',
    'made', 'other')),
  acquired_on date not null,
  booked_on date not null,
  supplier_id uuid,
  supplier_text text not null default '',
  invoice_no text not null default '',
  warranty_until date,
  funding text not null check (funding in ('fiscal', 'surcharge', 'business', 'donation', 'allocation', 'other')),
  direction text not null check (direction in ('teaching', 'research', 'office', 'living', 'production', 'other')),
  value_type text not null check (value_type in ('original', 'estimate', 'replacement', 'nominal')),
  value_fen bigint not null check (value_fen >= 0),
  life_months int check (life_months > 0),
  months_done int not null default 0 check (months_done >= 0),
  depreciated_fen bigint not null default 0 check (depreciated_fen >= 0),
  -- below the value of a fixed asset, on the book as things of one kind bought in bulk
  bulk boolean not null default false,
  place_id uuid,
  place_text text not null default '',
  unit_id uuid,
  unit_text text not null default '',
  keeper_id uuid,
  keeper_name text not null default '',
  user_name text not null default '',
  note text not null default '',
  -- documents under way that hold it
  custody_id uuid,
  transfer_id uuid,
  loan_id uuid,
  disposal_id uuid,
  -- number of the stocktake that counts it now
  count_no text,
  repairs int not null default 0,
  disposed_on date,
  dispose_mode text,
  dispose_no text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  search text not null generated always as (
    lower(no || ' ' || former_nos || ' ' || name || ' ' || initials || ' ' || spec || ' ' || brand || ' ' || model || ' '
      || serial_no || ' ' || place_text || ' ' || unit_text || ' ' || keeper_name || ' ' || user_name)) stored,
  primary key (school_id, id),
  unique (school_id, no),
  foreign key (school_id, batch_id) references asset_batch (school_id, id),
  foreign key (school_id, place_id) references place_node (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, keeper_id) references people_person (school_id, id),
  check ((class_code is null) = (class_edition is null)),
  check (depreciated_fen <= value_fen),
  check (life_months is null or months_done <= life_months),
  check ((state = 'disposed') = (disposed_on is not null))
) with (fillfactor = 85);
-- Depreciation and stocktakes touch every card: their columns stand in no index and pages have room, so that
-- such a change leaves the indexes alone.
create index asset_card_batch on asset_card (school_id, batch_id);
create index asset_card_name on asset_card (school_id, pinyin, id);
create index asset_card_value on asset_card (school_id, value_fen, id);
create index asset_card_day on asset_card (school_id, acquired_on, id);
create index asset_card_booked on asset_card (school_id, booked_on, id);
create index asset_card_state on asset_card (school_id, state, category) include (quantity, value_fen);
create index asset_card_class on asset_card (school_id, class_code, class_edition);
create index asset_card_category on asset_card (school_id, category, state) include (quantity, value_fen);
create index asset_card_place on asset_card (school_id, place_id, state) include (quantity, value_fen);
create index asset_card_unit on asset_card (school_id, unit_id, state) include (quantity, value_fen);
create index asset_card_keeper on asset_card (school_id, keeper_id, state);
create index asset_card_disposed on asset_card (school_id, disposed_on, id) where disposed_on is not null;
create index asset_card_warranty on asset_card (school_id, warranty_until) where warranty_until is not null;

-- Pairs of neighbouring characters: they find 投影, which is too short for trigrams.
create function asset_pairs(words text) returns text[] language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct substr(words, i, 2)), '{}') from generate_series(1, length(words) - 1) as i
$$;
create index asset_card_search on asset_card using gin (asset_pairs(search));

-- Under row-level security no index serves a test of words (none is leakproof), so the search for ids is a
-- function of the owner, which asks for the caller's school itself.
create function asset_search(words text[], most int) returns setof uuid
language sql stable security definer set search_path = public as $$
  select id from asset_card
  where school_id = nullif(current_setting('app.school_id', true), '')::uuid
    and asset_pairs(search) @> (select array_agg(distinct pair) from unnest(words) as word, unnest(asset_pairs(word)) as pair)
    and not exists (select from unnest(words) as word where strpos(search, word) = 0)
  limit most
$$;

create table asset_event (
  school_id uuid not null references school (id),
  id uuid not null,
  asset_id uuid not null,
  at timestamptz not null,
  action text not null,
  note text not null default '',
  actor_name text not null,
  document_kind text,
  document_id uuid,
  document_no text not null default '',
  primary key (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id)
);
create index asset_event_asset on asset_event (school_id, asset_id, at, id);

-- What changed the value of a card, and by how much. A card's value is the sum of its lines; the ledger holds
-- the same by category.
create table asset_value (
  school_id uuid not null references school (id),
  id uuid not null,
  asset_id uuid not null,
  kind text not null check (kind in ('acquired', 'opening', 'depreciation', 'refurbished', 'corrected', 'reclassed',
    'disposed', 'restored')),
  on_day date not null,
  category text not null,
  value_fen bigint not null default 0,
  depreciated_fen bigint not null default 0,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null default '',
  note text not null default '',
  posted boolean not null,
  primary key (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id)
);
create index asset_value_asset on asset_value (school_id, asset_id, on_day, id);
create index asset_value_day on asset_value (school_id, kind, on_day, id);
create index asset_value_open on asset_value (school_id, document_id) where not posted;

-- Depreciation of one month; the second run of a month finds this row.
create table asset_run (
  school_id uuid not null references school (id),
  id uuid not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  no text not null,
  cards int not null,
  amount_fen bigint not null check (amount_fen >= 0),
  run_by text not null,
  run_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, month)
);

-- Things handed to a person, who signs for all of them at once.
create table asset_custody (
  school_id uuid not null references school (id),
  id uuid not null,
  state text not null check (state in ('offered', 'accepted', 'declined', 'withdrawn')),
  keeper_id uuid not null,
  keeper_name text not null,
  cards int not null check (cards > 0),
  note text not null default '',
  answer text not null default '',
  offered_by uuid,
  offered_name text not null,
  offered_at timestamptz not null,
  answered_at timestamptz,
  version int not null default 1,
  primary key (school_id, id),
  foreign key (school_id, keeper_id) references people_person (school_id, id)
);
create index asset_custody_keeper on asset_custody (school_id, keeper_id, state);
create index asset_custody_open on asset_custody (school_id, offered_at) where state = 'offered';

create table asset_custody_line (
  school_id uuid not null references school (id),
  id uuid not null,
  custody_id uuid not null,
  asset_id uuid not null,
  former_keeper text not null default '',
  primary key (school_id, id),
  foreign key (school_id, custody_id) references asset_custody (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id),
  unique (school_id, custody_id, asset_id)
);
create index asset_custody_line_asset on asset_custody_line (school_id, asset_id);

create table asset_transfer (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('requested', 'released', 'received', 'booked', 'cancelled')),
  from_unit_id uuid,
  from_unit_text text not null default '',
  to_unit_id uuid not null,
  to_unit_text text not null,
  to_place_id uuid,
  to_place_text text not null default '',
  to_keeper_id uuid,
  to_keeper_name text not null default '',
  reason text not null,
  -- taken out of the idle pool
  reuse boolean not null default false,
  cards int not null check (cards > 0),
  quantity int not null check (quantity > 0),
  value_fen bigint not null,
  requested_by uuid,
  requested_name text not null,
  requested_at timestamptz not null,
  released_by uuid,
  received_by uuid,
  booked_by uuid,
  booked_on date,
  note text not null default '',
  version int not null default 1,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  foreign key (school_id, from_unit_id) references org_unit (school_id, id),
  foreign key (school_id, to_unit_id) references org_unit (school_id, id),
  foreign key (school_id, to_place_id) references place_node (school_id, id),
  foreign key (school_id, to_keeper_id) references people_person (school_id, id)
);
create index asset_transfer_from on asset_transfer (school_id, from_unit_id);
create index asset_transfer_to on asset_transfer (school_id, to_unit_id);
create index asset_transfer_place on asset_transfer (school_id, to_place_id);
create index asset_transfer_keeper on asset_transfer (school_id, to_keeper_id);
create index asset_transfer_state on asset_transfer (school_id, state, id desc);
create index asset_transfer_booked on asset_transfer (school_id, booked_on, id) where booked_on is not null;

create table asset_transfer_line (
  school_id uuid not null references school (id),
  id uuid not null,
  transfer_id uuid not null,
  asset_id uuid not null,
  from_place_text text not null default '',
  from_keeper_name text not null default '',
  value_fen bigint not null,
  depreciated_fen bigint not null,
  primary key (school_id, id),
  foreign key (school_id, transfer_id) references asset_transfer (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id),
  unique (school_id, transfer_id, asset_id)
);
create index asset_transfer_line_asset on asset_transfer_line (school_id, asset_id);

create table asset_loan (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('prepared', 'out', 'returned', 'cancelled')),
  borrower_id uuid,
  borrower_name text not null,
  unit_text text not null default '',
  phone text not null default '',
  -- outside the school
  outside boolean not null default false,
  purpose text not null,
  due_on date not null,
  lent_by uuid,
  lent_name text not null,
  prepared_at timestamptz not null,
  out_on date,
  returned_on date,
  cards int not null check (cards > 0),
  note text not null default '',
  version int not null default 1,
  primary key (school_id, id),
  unique (school_id, no),
  foreign key (school_id, borrower_id) references people_person (school_id, id)
);
create index asset_loan_borrower on asset_loan (school_id, borrower_id, state);
create index asset_loan_state on asset_loan (school_id, state, due_on, id);

create table asset_loan_line (
  school_id uuid not null references school (id),
  id uuid not null,
  loan_id uuid not null,
  asset_id uuid not null,
  -- what it was before and becomes again
  state_before text not null check (state_before in ('in_use', 'idle')),
  condition_out text not null check (condition_out in ('good', 'worn', 'damaged')),
  condition_in text check (condition_in in ('good', 'worn', 'damaged', 'lost')),
  note text not null default '',
  returned_on date,
  primary key (school_id, id),
  foreign key (school_id, loan_id) references asset_loan (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id),
  unique (school_id, loan_id, asset_id),
  check ((condition_in is null) = (returned_on is null))
);
create index asset_loan_line_asset on asset_loan_line (school_id, asset_id);

-- From when to when a thing lay idle, and what ended it.
create table asset_idle (
  school_id uuid not null references school (id),
  id uuid not null,
  asset_id uuid not null,
  since date not null,
  reason text not null,
  condition text not null check (condition in ('good', 'worn', 'damaged')),
  offered_name text not null,
  ended_on date,
  ended_by text check (ended_by in ('withdrawn', 'reused', 'lent', 'repaired', 'disposed')),
  transfer_id uuid,
  primary key (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id),
  foreign key (school_id, transfer_id) references asset_transfer (school_id, id),
  check ((ended_on is null) = (ended_by is null))
);
create unique index asset_idle_now on asset_idle (school_id, asset_id) where ended_on is null;
create index asset_idle_asset on asset_idle (school_id, asset_id);
create index asset_idle_transfer on asset_idle (school_id, transfer_id);
create index asset_idle_reused on asset_idle (school_id, ended_on, id) where ended_by = 'reused';

create table asset_disposal (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('proposed', 'approving', 'approved', 'executed', 'refused', 'cancelled')),
  mode text not null check (mode in ('scrap', 'damage_loss', 'allocate', 'donate', 'sell', 'exchange')),
  ground text not null check (ground in ('obsolete', 'loss', 'over_age', 'force_majeure')),
  reason text not null,
  estimate_fen bigint not null default 0 check (estimate_fen >= 0),
  unit_id uuid,
  unit_text text not null default '',
  cards int not null check (cards > 0),
  quantity int not null check (quantity > 0),
  value_fen bigint not null,
  depreciated_fen bigint not null,
  proposed_by uuid,
  proposed_name text not null,
  proposed_at timestamptz not null,
  opinion text not null default '',
  checked_by uuid,
  checked_name text not null default '',
  checked_at timestamptz,
  decision text not null default '',
  executed_on date,
  executed_by uuid,
  receiver text not null default '',
  proceeds_fen bigint not null default 0 check (proceeds_fen >= 0),
  receipt_no text not null default '',
  -- number of the decision of the bureau above
  approval_no text not null default '',
  version int not null default 1,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  foreign key (school_id, unit_id) references org_unit (school_id, id)
);
create index asset_disposal_unit on asset_disposal (school_id, unit_id);
create index asset_disposal_state on asset_disposal (school_id, state, id desc);
create index asset_disposal_executed on asset_disposal (school_id, executed_on, id) where executed_on is not null;

create table asset_disposal_line (
  school_id uuid not null references school (id),
  id uuid not null,
  disposal_id uuid not null,
  asset_id uuid not null,
  state_before text not null,
  value_fen bigint not null,
  depreciated_fen bigint not null,
  months_used int not null,
  life_months int,
  primary key (school_id, id),
  foreign key (school_id, disposal_id) references asset_disposal (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id),
  unique (school_id, disposal_id, asset_id)
);
create index asset_disposal_line_asset on asset_disposal_line (school_id, asset_id);

-- Yearly self-check: every keeper says of each of his things whether it is there.
create table asset_check (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  title text not null,
  state text not null check (state in ('open', 'closed')),
  opened_on date not null,
  due_on date not null,
  opened_name text not null,
  closed_on date,
  version int not null default 1,
  primary key (school_id, id),
  unique (school_id, no)
);

create table asset_check_sheet (
  school_id uuid not null references school (id),
  id uuid not null,
  check_id uuid not null,
  keeper_id uuid not null,
  keeper_name text not null,
  token text not null check (length(token) = 22),
  done_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, check_id) references asset_check (school_id, id),
  foreign key (school_id, keeper_id) references people_person (school_id, id),
  unique (school_id, token),
  unique (school_id, check_id, keeper_id)
);
create index asset_check_sheet_keeper on asset_check_sheet (school_id, keeper_id);

create table asset_check_line (
  school_id uuid not null references school (id),
  id uuid not null,
  sheet_id uuid not null,
  asset_id uuid not null,
  answer text check (answer in ('here', 'missing', 'damaged', 'moved')),
  place_text text not null default '',
  note text not null default '',
  answered_at timestamptz,
  -- how the office dealt with what was not as in the book
  settled text not null default '',
  settled_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, sheet_id) references asset_check_sheet (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id),
  unique (school_id, sheet_id, asset_id)
);
create index asset_check_line_asset on asset_check_line (school_id, asset_id);

-- Which repairs an asset had.
create table asset_order (
  school_id uuid not null references school (id),
  id uuid not null,
  asset_id uuid not null,
  order_id uuid not null,
  linked_name text not null,
  linked_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, asset_id) references asset_card (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id),
  unique (school_id, asset_id, order_id)
);
create index asset_order_order on asset_order (school_id, order_id);

-- Printed codes; a blank one is printed ahead and claimed by scanning it beside the thing.
create table asset_code (
  school_id uuid not null references school (id),
  id uuid not null,
  code text not null check (code ~ '^[a-hjkmnp-z2-9]{8}$'),
  batch text not null,
  asset_id uuid,
  claimed_at timestamptz,
  claimed_by text,
  retired_at timestamptz,
  printed int not null default 0,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, code),
  foreign key (school_id, asset_id) references asset_card (school_id, id),
  check ((asset_id is null) = (claimed_at is null))
);
create index asset_code_asset on asset_code (school_id, asset_id);
create index asset_code_batch on asset_code (school_id, batch, id);
select zongwu_guard('asset_batch', 'asset_card', 'asset_event', 'asset_value', 'asset_run', 'asset_custody',
  'asset_custody_line', 'asset_transfer', 'asset_transfer_line', 'asset_loan', 'asset_loan_line', 'asset_idle',
  'asset_disposal', 'asset_disposal_line', 'asset_check', 'asset_check_sheet', 'asset_check_line', 'asset_order',
  'asset_code');
