-- How a supplier was found: who was invited, who offered what, who decided and why.
create table contract_tender (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  title text not null,
  need text not null,
  way text not null check (way in ('YQZB', 'JZXTP', 'JZXCS', 'XJ', 'ZXCG', 'DYLY')),
  way_reason text not null default '',
  reference_fen bigint check (reference_fen > 0),
  -- the trade authority that was asked, or where else the price is from
  reference_source text not null default '',
  state text not null check (state in ('preparing', 'inviting', 'approving', 'decided', 'cancelled')),
  run_by_id uuid,
  run_by_name text not null,
  winner_id uuid,
  decided_fen bigint check (decided_fen > 0),
  decided_by_id uuid,
  decided_by_name text not null default '',
  decided_on date,
  decision_reason text not null default '',
  cancel_reason text not null default '',
  version int not null default 1,
  created_on date not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  foreign key (school_id, winner_id) references supplier_firm (school_id, id),
  -- separation of duties: who ran it does not decide it
  check (decided_by_id is null or run_by_id is null or decided_by_id <> run_by_id),
  check (state <> 'decided' or (winner_id is not null and decided_fen is not null and decided_on is not null))
);
create index contract_tender_list on contract_tender (school_id, id desc);
create index contract_tender_state on contract_tender (school_id, state, id desc);
create index contract_tender_decided on contract_tender (school_id, decided_on desc, id desc) where state = 'decided';
create index contract_tender_winner on contract_tender (school_id, winner_id) where winner_id is not null;

create table contract_bid (
  school_id uuid not null references school (id),
  id uuid not null,
  tender_id uuid not null,
  supplier_id uuid not null,
  supplier_name text not null,
  -- none until the offer has come
  amount_fen bigint check (amount_fen > 0),
  note text not null default '',
  received_on date,
  recorded_by_id uuid,
  recorded_by_name text not null default '',
  primary key (school_id, id),
  unique (school_id, tender_id, supplier_id),
  foreign key (school_id, tender_id) references contract_tender (school_id, id),
  foreign key (school_id, supplier_id) references supplier_firm (school_id, id),
  check ((amount_fen is null) = (received_on is null))
);
create index contract_bid_supplier on contract_bid (school_id, supplier_id);

create table contract_agreement (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  -- the number on the paper, where it has one of its own
  outer_no text not null default '',
  supplier_id uuid not null,
  supplier_name text not null,
  kind text not null check (kind in ('goods', 'service', 'works', 'care', 'rent')),
  title text not null,
  scope text not null default '',
  way text check (way in ('YQZB', 'JZXTP', 'JZXCS', 'XJ', 'ZXCG', 'DYLY')),
  starts_on date not null,
  ends_on date not null,
  line_id uuid,
  tender_id uuid,
  renews_id uuid,
  state text not null check (state in ('draft', 'approving', 'approved', 'active', 'completed', 'terminated', 'void')),
  -- as signed, before variations
  first_total_fen bigint not null check (first_total_fen > 0),
  total_fen bigint not null check (total_fen > 0),
  paid_fen bigint not null default 0,
  plan jsonb not null,
  manager_id uuid,
  manager_name text not null,
  signed_on date,
  ended_on date,
  end_reason text not null default '',
  -- the nearest threshold of which was told
  alerted_days int,
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  foreign key (school_id, supplier_id) references supplier_firm (school_id, id),
  foreign key (school_id, line_id) references budget_line (school_id, id),
  foreign key (school_id, tender_id) references contract_tender (school_id, id),
  foreign key (school_id, renews_id) references contract_agreement (school_id, id),
  check (ends_on >= starts_on),
  -- never paid above the total
  constraint contract_agreement_paid check (paid_fen between 0 and total_fen),
  check (state not in ('active', 'completed', 'terminated') or signed_on is not null)
);
create index contract_agreement_list on contract_agreement (school_id, id desc);
create index contract_agreement_state on contract_agreement (school_id, state, id desc);
create index contract_agreement_ends on contract_agreement (school_id, ends_on, id);
create index contract_agreement_signed on contract_agreement (school_id, signed_on desc, id desc) where signed_on is not null;
create index contract_agreement_supplier on contract_agreement (school_id, supplier_id, id desc);
create index contract_agreement_line on contract_agreement (school_id, line_id) where line_id is not null;
create unique index contract_agreement_outer on contract_agreement (school_id, outer_no) where outer_no <> '' and state <> 'void';
-- one contract follows from a tender
create unique index contract_agreement_tender on contract_agreement (school_id, tender_id) where tender_id is not null and state <> 'void';
create index contract_agreement_renews on contract_agreement (school_id, renews_id) where renews_id is not null;

create table contract_line (
  school_id uuid not null references school (id),
  id uuid not null,
  agreement_id uuid not null,
  seq int not null,
  name text not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  measure text not null,
  price_fen bigint not null check (price_fen > 0),
  amount_fen bigint not null check (amount_fen = round(quantity * price_fen)),
  primary key (school_id, id),
  unique (school_id, agreement_id, seq),
  foreign key (school_id, agreement_id) references contract_agreement (school_id, id)
);

create table contract_payment (
  school_id uuid not null references school (id),
  id uuid not null,
  agreement_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  no text not null,
  day date not null,
  amount_fen bigint not null check (amount_fen <> 0),
  -- what of the budget's commitment was given back for it
  released_fen bigint not null,
  reverses_id uuid,
  note text not null default '',
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, document_kind, document_id, agreement_id),
  unique (school_id, reverses_id),
  foreign key (school_id, agreement_id) references contract_agreement (school_id, id),
  foreign key (school_id, reverses_id) references contract_payment (school_id, id),
  check ((amount_fen < 0) = (reverses_id is not null))
);
create index contract_payment_agreement on contract_payment (school_id, agreement_id, day, id);

create table contract_change (
  school_id uuid not null references school (id),
  id uuid not null,
  agreement_id uuid not null,
  seq int not null,
  delta_fen bigint not null,
  old_ends_on date not null,
  new_ends_on date,
  due_on date,
  reason text not null,
  state text not null check (state in ('pending', 'approved', 'refused', 'withdrawn')),
  asked_by_id uuid,
  asked_by_name text not null,
  asked_on date not null,
  decided_on date,
  decision text not null default '',
  warning text not null default '',
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, agreement_id, seq),
  foreign key (school_id, agreement_id) references contract_agreement (school_id, id),
  check (delta_fen <> 0 or new_ends_on is not null)
);
create unique index contract_change_open on contract_change (school_id, agreement_id) where state = 'pending';

-- Equipment bought abroad: two currencies and the rate of the day, and the duty that was not paid.
create table contract_import (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  title text not null,
  supplier_id uuid not null,
  supplier_name text not null,
  agreement_id uuid,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  foreign_amount numeric(14, 2) not null check (foreign_amount > 0),
  -- yuan for one unit
  rate numeric(12, 6) not null check (rate > 0),
  rate_on date not null,
  rate_source text not null,
  value_fen bigint not null check (value_fen = round(foreign_amount * rate * 100)),
  items int not null check (items > 0),
  exemption_no text not null default '',
  dutiable_fen bigint not null check (dutiable_fen >= 0),
  -- percent
  duty_rate numeric(6, 3) not null check (duty_rate between 0 and 200),
  -- only an exemption saves
  saved_fen bigint not null default 0 check (saved_fen = 0 or exemption_no <> ''),
  state text not null check (state in ('negotiated', 'contracted', 'exempted', 'shipped', 'cleared', 'accepted', 'dropped')),
  negotiated_on date not null,
  contracted_on date,
  exempted_on date,
  shipped_on date,
  cleared_on date,
  accepted_on date,
  dropped_reason text not null default '',
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  foreign key (school_id, supplier_id) references supplier_firm (school_id, id),
  foreign key (school_id, agreement_id) references contract_agreement (school_id, id)
);
create index contract_import_list on contract_import (school_id, id desc);
create index contract_import_negotiated on contract_import (school_id, negotiated_on desc, id desc);
create index contract_import_exempted on contract_import (school_id, exempted_on desc, id desc) where exempted_on is not null;
create index contract_import_supplier on contract_import (school_id, supplier_id);
create index contract_import_agreement on contract_import (school_id, agreement_id) where agreement_id is not null;

create table contract_event (
  school_id uuid not null references school (id),
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  at timestamptz not null,
  on_day date not null,
  action text not null,
  actor_name text not null,
  note text not null default '',
  primary key (school_id, id)
);
create index contract_event_subject on contract_event (school_id, subject_kind, subject_id, id);

select zongwu_guard('contract_tender', 'contract_bid', 'contract_agreement', 'contract_line', 'contract_payment',
  'contract_change', 'contract_import', 'contract_event');
