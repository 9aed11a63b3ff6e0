-- The published price table; a new price closes the old one, so that a case shows the price of its day.
create table damage_price (
  school_id uuid not null references school (id),
  id uuid not null,
  item text not null,
  measure text not null,
  price_fen bigint not null check (price_fen > 0),
  source text not null default '',
  valid_from date not null,
  valid_to date,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, item, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);

create table damage_case (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('opened', 'noticed', 'objected', 'waiving', 'paid', 'waived', 'cancelled')),
  source text not null check (source in ('order', 'office', 'import')),
  order_id uuid,
  order_no text,
  occurred_on date not null,
  place_id uuid,
  place_text text not null default '',
  unit_id uuid,
  unit_text text not null default '',
  liable_kind text not null check (liable_kind in ('person', 'class', 'room', 'unknown')),
  liable_name text not null default '',
  intent text not null check (intent in ('careless', 'wilful', 'unknown')),
  item text not null,
  quantity numeric(12, 3) not null check (quantity > 0),
  measure text not null,
  price_id uuid,
  amount_fen bigint not null check (amount_fen >= 0),
  paid_fen bigint not null default 0 check (paid_fen >= 0 and paid_fen <= amount_fen),
  basis text not null default '',
  note text not null default '',
  decision text not null default '',
  waiver_by uuid,
  token text not null,
  -- content of an imported row, so that the same sheet does not enter twice
  fingerprint text,
  import_id uuid,
  settled_on date,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, place_id) references place_node (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, price_id) references damage_price (school_id, id),
  unique (school_id, no),
  unique (school_id, token)
);
create index damage_case_newest on damage_case (school_id, occurred_on desc, id desc);
create index damage_case_state on damage_case (school_id, state, occurred_on desc, id desc);
create index damage_case_place on damage_case (school_id, place_id);
create index damage_case_unit on damage_case (school_id, unit_id);
create index damage_case_price on damage_case (school_id, price_id);
create unique index damage_case_order on damage_case (school_id, order_id, item)
  where order_id is not null and state <> 'cancelled';
create unique index damage_case_fingerprint on damage_case (school_id, fingerprint) where fingerprint is not null;

create table damage_share (
  school_id uuid not null references school (id),
  id uuid not null,
  case_id uuid not null,
  name text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  paid_fen bigint not null default 0 check (paid_fen >= 0 and paid_fen <= amount_fen),
  sort int not null,
  primary key (school_id, id),
  foreign key (school_id, case_id) references damage_case (school_id, id)
);
create index damage_share_case on damage_share (school_id, case_id, sort);

-- Money received, on the income line. A mistake is reversed by a second receipt, never edited.
create table damage_receipt (
  school_id uuid not null references school (id),
  id uuid not null,
  case_id uuid not null,
  share_id uuid,
  receipt_no text not null,
  amount_fen bigint not null check (amount_fen <> 0),
  paid_on date not null,
  method text not null check (method in ('cash', 'transfer', 'mobile', 'unknown')),
  payer text not null default '',
  reverses_id uuid,
  reason text not null default '',
  received_by uuid,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, case_id) references damage_case (school_id, id),
  foreign key (school_id, share_id) references damage_share (school_id, id),
  foreign key (school_id, reverses_id) references damage_receipt (school_id, id),
  unique (school_id, receipt_no)
);
create index damage_receipt_case on damage_receipt (school_id, case_id);
create index damage_receipt_share on damage_receipt (school_id, share_id);
create index damage_receipt_day on damage_receipt (school_id, paid_on desc, id desc);
create unique index damage_receipt_reverses on damage_receipt (school_id, reverses_id) where reverses_id is not null;

create table damage_event (
  school_id uuid not null references school (id),
  id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor_name text not null,
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, case_id) references damage_case (school_id, id)
);
create index damage_event_case on damage_event (school_id, case_id, id);
select zongwu_guard('damage_price', 'damage_case', 'damage_share', 'damage_receipt', 'damage_event');
