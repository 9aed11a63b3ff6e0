-- What somebody asks the school to buy.
create table procurement_request (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('draft', 'pending', 'returned', 'approved', 'buying', 'done', 'refused', 'withdrawn', 'closed')),
  source text not null check (source in ('desk', 'phone', 'need')),
  kind text not null check (kind in ('goods', 'equipment', 'service')),
  category text not null,
  channel text not null check (channel in ('own', 'portal')),
  title text not null,
  asker_id uuid not null,
  asker_name text not null,
  unit_id uuid,
  unit_text text not null default '',
  place_id uuid,
  place_text text not null default '',
  reason text not null,
  line_id uuid,
  funding text not null default '',
  needed_on date,
  -- 购置论证
  just_need text not null default '',
  just_alternatives text not null default '',
  just_utilisation text not null default '',
  just_opinion text not null default '',
  amount_fen bigint not null check (amount_fen >= 0),
  -- what the request still stands for: the estimate, then what was ordered, less what was called off
  standing_fen bigint not null default 0 check (standing_fen >= 0),
  -- what holds money in the budget line; equal to standing_fen while there is a line
  committed_fen bigint not null default 0 check (committed_fen >= 0),
  -- what the ladder of approval was chosen by: with requests that together look like one
  ladder_fen bigint not null default 0 check (ladder_fen >= 0),
  approval_id uuid,
  decision text not null default '',
  asked_on date not null,
  decided_on date,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, asker_id) references people_person (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, place_id) references place_node (school_id, id),
  unique (school_id, no),
  check (committed_fen = 0 or line_id is not null)
);
create index procurement_request_newest on procurement_request (school_id, asked_on desc, id desc);
create index procurement_request_state on procurement_request (school_id, state, asked_on desc, id desc);
create index procurement_request_asker on procurement_request (school_id, asker_id, asked_on desc, id desc);
create index procurement_request_unit on procurement_request (school_id, unit_id, asked_on desc, id desc);
create index procurement_request_place on procurement_request (school_id, place_id);
create index procurement_request_year on procurement_request (school_id, category, asked_on);

-- Approved lines of several requests bought together.
create table procurement_batch (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('open', 'sourcing', 'ordered', 'cancelled')),
  title text not null,
  category text not null,
  channel text not null check (channel in ('own', 'portal')),
  amount_fen bigint not null check (amount_fen >= 0),
  buyer_id uuid not null,
  buyer_name text not null,
  made_on date not null,
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, buyer_id) references people_person (school_id, id),
  unique (school_id, no)
);
create index procurement_batch_newest on procurement_batch (school_id, made_on desc, id desc);
create index procurement_batch_state on procurement_batch (school_id, state, made_on desc, id desc);
create index procurement_batch_buyer on procurement_batch (school_id, buyer_id);

-- The same thing from several requests is one line of the batch.
create table procurement_batch_line (
  school_id uuid not null references school (id),
  id uuid not null,
  batch_id uuid not null,
  sort int not null,
  item_id uuid,
  name text not null,
  spec text not null default '',
  measure text not null,
  quantity numeric(12, 3) not null check (quantity > 0),
  price_fen bigint not null check (price_fen >= 0),
  target text not null check (target in ('store', 'asset', 'none')),
  class_code text not null default '',
  primary key (school_id, id),
  foreign key (school_id, batch_id) references procurement_batch (school_id, id)
);
create index procurement_batch_line_batch on procurement_batch_line (school_id, batch_id, sort);

create table procurement_request_line (
  school_id uuid not null references school (id),
  id uuid not null,
  request_id uuid not null,
  sort int not null,
  item_id uuid,
  name text not null,
  spec text not null default '',
  measure text not null,
  quantity numeric(12, 3) not null check (quantity > 0),
  price_fen bigint not null check (price_fen >= 0),
  amount_fen bigint not null check (amount_fen >= 0),
  standing_fen bigint not null check (standing_fen >= 0),
  target text not null check (target in ('store', 'asset', 'none')),
  class_code text not null default '',
  -- what lay in the stores and stood idle elsewhere when it was asked for, and why that does not serve
  onhand numeric(14, 3),
  stock_reason text not null default '',
  idle_text text not null default '',
  idle_reason text not null default '',
  batch_line_id uuid,
  accepted numeric(12, 3) not null default 0 check (accepted >= 0),
  called_off numeric(12, 3) not null default 0 check (called_off >= 0),
  primary key (school_id, id),
  foreign key (school_id, request_id) references procurement_request (school_id, id),
  foreign key (school_id, batch_line_id) references procurement_batch_line (school_id, id),
  check (accepted + called_off <= quantity)
);
create index procurement_request_line_request on procurement_request_line (school_id, request_id, sort);
create index procurement_request_line_batch on procurement_request_line (school_id, batch_line_id);

-- 询价记录: who offered what. Frozen once an offer was chosen.
create table procurement_sheet (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  batch_id uuid not null,
  state text not null check (state in ('asking', 'proposed', 'approving', 'chosen', 'void')),
  single boolean not null default false,
  needed int not null check (needed >= 1),
  chosen_quote_id uuid,
  few_reason text not null default '',
  dear_reason text not null default '',
  conclusion text not null default '',
  decision text not null default '',
  asked_by uuid not null,
  asked_by_name text not null,
  proposed_by uuid,
  chosen_by uuid,
  chosen_by_name text not null default '',
  opened_on date not null,
  chosen_on date,
  mean_fen bigint,
  first_fen bigint,
  chosen_fen bigint,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, batch_id) references procurement_batch (school_id, id),
  unique (school_id, no),
  check (state <> 'chosen' or chosen_quote_id is not null)
);
create unique index procurement_sheet_live on procurement_sheet (school_id, batch_id) where state <> 'void';
create index procurement_sheet_batch on procurement_sheet (school_id, batch_id);
create index procurement_sheet_chosen on procurement_sheet (school_id, chosen_on desc, id desc);

create table procurement_quote (
  school_id uuid not null references school (id),
  id uuid not null,
  sheet_id uuid not null,
  supplier_id uuid,
  supplier_name text not null,
  contact text not null default '',
  phone text not null default '',
  credit_code text not null default '',
  checked boolean not null default false,
  delivery_days int check (delivery_days >= 0),
  warranty_months int check (warranty_months >= 0),
  valid_until date,
  note text not null default '',
  total_fen bigint not null check (total_fen > 0),
  -- what was asked before bargaining
  first_fen bigint not null check (first_fen > 0),
  quoted_on date not null,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, sheet_id) references procurement_sheet (school_id, id),
  unique (school_id, sheet_id, supplier_name)
);
create index procurement_quote_supplier on procurement_quote (school_id, supplier_id);

create table procurement_quote_line (
  school_id uuid not null references school (id),
  id uuid not null,
  quote_id uuid not null,
  batch_line_id uuid not null,
  brand text not null default '',
  price_fen bigint not null check (price_fen > 0),
  amount_fen bigint not null check (amount_fen > 0),
  primary key (school_id, id),
  foreign key (school_id, quote_id) references procurement_quote (school_id, id),
  foreign key (school_id, batch_line_id) references procurement_batch_line (school_id, id),
  unique (school_id, quote_id, batch_line_id)
);
create index procurement_quote_line_batch on procurement_quote_line (school_id, batch_line_id);

create table procurement_order (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  batch_id uuid not null,
  sheet_id uuid,
  state text not null check (state in ('ordered', 'partly', 'received', 'ended', 'cancelled')),
  channel text not null check (channel in ('own', 'portal')),
  supplier_id uuid not null,
  supplier_name text not null,
  contract_id uuid,
  contract_no text not null default '',
  portal_name text not null default '',
  portal_no text not null default '',
  portal_state text not null default '' check (portal_state in ('', 'applied', 'bureau', 'finance', 'placed', 'delivered')),
  title text not null,
  category text not null,
  place_text text not null default '',
  buyer_id uuid not null,
  buyer_name text not null,
  ordered_on date not null,
  due_on date,
  arrived_on date,
  total_fen bigint not null check (total_fen > 0),
  accepted_fen bigint not null default 0 check (accepted_fen >= 0),
  called_off_fen bigint not null default 0 check (called_off_fen >= 0),
  -- taken off the price because the goods were not as agreed
  deducted_fen bigint not null default 0 check (deducted_fen >= 0),
  paid_fen bigint not null default 0 check (paid_fen >= 0),
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, batch_id) references procurement_batch (school_id, id),
  foreign key (school_id, sheet_id) references procurement_sheet (school_id, id),
  foreign key (school_id, buyer_id) references people_person (school_id, id),
  unique (school_id, no),
  check (deducted_fen <= accepted_fen),
  check (paid_fen <= accepted_fen - deducted_fen)
);
create unique index procurement_order_live on procurement_order (school_id, batch_id) where state <> 'cancelled';
create unique index procurement_order_portal on procurement_order (school_id, portal_no)
  where portal_no <> '' and state <> 'cancelled';
create index procurement_order_batch on procurement_order (school_id, batch_id);
create index procurement_order_sheet on procurement_order (school_id, sheet_id);
create index procurement_order_newest on procurement_order (school_id, ordered_on desc, id desc);
create index procurement_order_state on procurement_order (school_id, state, ordered_on desc, id desc);
create index procurement_order_buyer on procurement_order (school_id, buyer_id);
create index procurement_order_supplier on procurement_order (school_id, supplier_id, ordered_on desc);

create table procurement_order_line (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  batch_line_id uuid not null,
  sort int not null,
  item_id uuid,
  name text not null,
  spec text not null default '',
  brand text not null default '',
  measure text not null,
  quantity numeric(12, 3) not null check (quantity > 0),
  price_fen bigint not null check (price_fen > 0),
  amount_fen bigint not null check (amount_fen > 0),
  target text not null check (target in ('store', 'asset', 'none')),
  class_code text not null default '',
  warranty_months int,
  -- counted on a sheet that is still being signed
  counted numeric(12, 3) not null default 0 check (counted >= 0),
  accepted numeric(12, 3) not null default 0 check (accepted >= 0),
  rejected numeric(12, 3) not null default 0 check (rejected >= 0),
  called_off numeric(12, 3) not null default 0 check (called_off >= 0),
  accepted_fen bigint not null default 0 check (accepted_fen >= 0),
  primary key (school_id, id),
  foreign key (school_id, order_id) references procurement_order (school_id, id),
  foreign key (school_id, batch_line_id) references procurement_batch_line (school_id, id),
  check (counted + accepted + called_off <= quantity),
  check (accepted_fen <= amount_fen)
);
create index procurement_order_line_order on procurement_order_line (school_id, order_id, sort);
create index procurement_order_line_batch on procurement_order_line (school_id, batch_line_id);
create index procurement_order_line_item on procurement_order_line (school_id, item_id);
create index procurement_order_line_name on procurement_order_line (school_id, name);

-- 验收单: one delivery, counted and signed.
create table procurement_acceptance (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  order_id uuid not null,
  state text not null check (state in ('signing', 'accepted', 'void')),
  arrived_on date not null,
  accepted_on date,
  store_id uuid,
  place_ok boolean not null default true,
  papers text not null default '',
  installed text not null default '',
  note text not null default '',
  void_reason text not null default '',
  amount_fen bigint not null check (amount_fen >= 0),
  made_by uuid not null,
  made_by_name text not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, order_id) references procurement_order (school_id, id),
  unique (school_id, no)
);
create index procurement_acceptance_order on procurement_acceptance (school_id, order_id);
create index procurement_acceptance_newest on procurement_acceptance (school_id, arrived_on desc, id desc);
create index procurement_acceptance_accepted on procurement_acceptance (school_id, accepted_on desc, id desc);

create table procurement_acceptance_member (
  school_id uuid not null references school (id),
  id uuid not null,
  acceptance_id uuid not null,
  person_id uuid not null,
  name text not null,
  duty text not null,
  signed_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, acceptance_id) references procurement_acceptance (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  unique (school_id, acceptance_id, person_id)
);
create index procurement_acceptance_member_waiting on procurement_acceptance_member (school_id, person_id)
  where signed_at is null;
create index procurement_acceptance_member_person on procurement_acceptance_member (school_id, person_id);

create table procurement_acceptance_line (
  school_id uuid not null references school (id),
  id uuid not null,
  acceptance_id uuid not null,
  order_line_id uuid not null,
  delivered numeric(12, 3) not null check (delivered >= 0),
  accepted numeric(12, 3) not null check (accepted >= 0),
  rejected numeric(12, 3) not null check (rejected >= 0),
  reason text not null default '',
  looks_ok boolean not null default true,
  works_ok boolean not null default true,
  found text not null default '',
  serials text not null default '',
  item_id uuid,
  target text not null check (target in ('store', 'asset', 'none')),
  amount_fen bigint not null check (amount_fen >= 0),
  primary key (school_id, id),
  foreign key (school_id, acceptance_id) references procurement_acceptance (school_id, id),
  foreign key (school_id, order_line_id) references procurement_order_line (school_id, id),
  check (accepted + rejected = delivered),
  check (rejected = 0 or reason <> '')
);
create index procurement_acceptance_line_acceptance on procurement_acceptance_line (school_id, acceptance_id);
create index procurement_acceptance_line_order on procurement_acceptance_line (school_id, order_line_id);

-- Goods that differ from the paper; nothing is paid on the order while one is open.
create table procurement_mismatch (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  acceptance_id uuid,
  order_line_id uuid,
  state text not null check (state in ('open', 'settled')),
  kind text not null check (kind in ('quantity', 'spec', 'quality', 'broken', 'paper')),
  name text not null,
  quantity numeric(12, 3),
  text text not null,
  found_on date not null,
  found_by uuid not null,
  found_by_name text not null,
  how text check (how in ('replaced', 'returned', 'deducted', 'clarified')),
  deducted_fen bigint not null default 0 check (deducted_fen >= 0),
  settlement text not null default '',
  settled_by_name text not null default '',
  settled_on date,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, order_id) references procurement_order (school_id, id),
  foreign key (school_id, acceptance_id) references procurement_acceptance (school_id, id),
  foreign key (school_id, order_line_id) references procurement_order_line (school_id, id),
  check ((state = 'settled') = (how is not null))
);
create index procurement_mismatch_order on procurement_mismatch (school_id, order_id);
create index procurement_mismatch_acceptance on procurement_mismatch (school_id, acceptance_id);
create index procurement_mismatch_line on procurement_mismatch (school_id, order_line_id);
create index procurement_mismatch_newest on procurement_mismatch (school_id, found_on desc, id desc);

-- What was paid on an order, told by whoever paid; one payment counts once.
create table procurement_payment (
  school_id uuid not null references school (id),
  id uuid not null,
  order_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null,
  amount_fen bigint not null check (amount_fen <> 0),
  paid_on date not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, order_id) references procurement_order (school_id, id)
);
create index procurement_payment_order on procurement_payment (school_id, order_id);
create unique index procurement_payment_once on procurement_payment (school_id, order_id, document_kind, document_id);

-- Bought past the unified channel; listed by name.
create table procurement_off_channel (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  bought_on date not null,
  person_id uuid,
  person_name text not null,
  unit_id uuid,
  unit_text text not null default '',
  what text not null,
  category text not null,
  supplier_name text not null default '',
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null default '',
  handling text not null default '',
  handled_on date,
  noted_by_name text not null,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  unique (school_id, no)
);
create index procurement_off_channel_newest on procurement_off_channel (school_id, bought_on desc, id desc);
create index procurement_off_channel_person on procurement_off_channel (school_id, person_id);
create index procurement_off_channel_unit on procurement_off_channel (school_id, unit_id);

create table procurement_event (
  school_id uuid not null references school (id),
  id uuid not null,
  subject_kind text not null check (subject_kind in ('request', 'batch', 'sheet', 'order', 'acceptance', 'mismatch', 'off_channel')),
  subject_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor_name text not null,
  note text not null default '',
  primary key (school_id, id)
);
create index procurement_event_subject on procurement_event (school_id, subject_id, id);

select zongwu_guard(
  'procurement_request', 'procurement_batch', 'procurement_batch_line', 'procurement_request_line',
  'procurement_sheet', 'procurement_quote', 'procurement_quote_line', 'procurement_order',
  'procurement_order_line', 'procurement_acceptance', 'procurement_acceptance_member',
  'procurement_acceptance_line', 'procurement_mismatch', 'procurement_payment',
  'procurement_off_channel', 'procurement_event'
);
