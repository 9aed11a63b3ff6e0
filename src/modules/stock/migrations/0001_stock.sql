-- What the stores keep. Quantities have three decimals at most; money is in fen.
create table stock_store (
  school_id uuid not null references school (id),
  id uuid not null,
  name text not null,
  keeper_id uuid,
  place_text text not null default '',
  note text not null default '',
  sort int not null default 0,
  closed boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, keeper_id) references people_person (school_id, id),
  unique (school_id, name)
);
create index stock_store_keeper on stock_store (school_id, keeper_id);

create table stock_item (
  school_id uuid not null references school (id),
  id uuid not null,
  code text not null,
  name text not null,
  spec text not null default '',
  -- what one counts: 把, 只, 包
  measure text not null,
  -- how it is bought and handed out in bulk: 1 箱 = 10 包
  pack_measure text not null default '',
  pack_factor numeric(12, 3) check (pack_factor > 1),
  class text not null check (class in ('consumable', 'low_value', 'material')),
  min_quantity numeric(14, 3) check (min_quantity >= 0),
  max_quantity numeric(14, 3) check (max_quantity >= 0),
  -- the old one has to be handed in, or its absence explained
  trade_in boolean not null default false,
  -- lent out, not used up
  lendable boolean not null default false,
  aliases text[] not null default '{}',
  location text not null default '',
  note text not null default '',
  search text not null,
  closed boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, code),
  check ((pack_measure = '') = (pack_factor is null)),
  check (max_quantity is null or min_quantity is null or max_quantity >= min_quantity)
);
create index stock_item_name on stock_item (school_id, name, id);

create table stock_batch (
  school_id uuid not null references school (id),
  id uuid not null,
  item_id uuid not null,
  batch_no text not null,
  expires_on date,
  received_on date not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id)
);
create unique index stock_batch_once on stock_batch (school_id, item_id, batch_no, coalesce(expires_on, '9999-12-31'));
create index stock_batch_expiry on stock_batch (school_id, expires_on) where expires_on is not null;

-- What lies where, kept from the movements; the same balances stand in the ledger, and a reconciliation
-- holds the one against the other.
create table stock_onhand (
  school_id uuid not null references school (id),
  id uuid not null,
  store_id uuid not null,
  item_id uuid not null,
  batch_id uuid,
  quantity numeric(14, 3) not null default 0 check (quantity >= 0),
  amount_fen bigint not null default 0 check (amount_fen >= 0),
  primary key (school_id, id),
  foreign key (school_id, store_id) references stock_store (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id),
  foreign key (school_id, batch_id) references stock_batch (school_id, id),
  check (quantity > 0 or amount_fen = 0)
);
create unique index stock_onhand_once on stock_onhand
  (school_id, item_id, store_id, coalesce(batch_id, '00000000-0000-0000-0000-000000000000'));
create index stock_onhand_store on stock_onhand (school_id, store_id);
create index stock_onhand_batch on stock_onhand (school_id, batch_id);

-- Somebody needs something.
create table stock_need (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('pending', 'returned', 'approved', 'picked', 'part', 'issued', 'closed', 'refused', 'withdrawn')),
  store_id uuid not null,
  asker_id uuid not null,
  unit_id uuid,
  unit_text text not null default '',
  -- a work order whose cost it becomes
  order_id uuid,
  order_no text not null default '',
  purpose text not null,
  over_reason text not null default '',
  decision text not null default '',
  asked_on date not null,
  amount_fen bigint not null default 0 check (amount_fen >= 0),
  picked_by uuid,
  picked_text text not null default '',
  papers int not null default 0,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, store_id) references stock_store (school_id, id),
  foreign key (school_id, asker_id) references people_person (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id),
  unique (school_id, no)
);
create index stock_need_newest on stock_need (school_id, asked_on desc, id desc);
create index stock_need_state on stock_need (school_id, state, asked_on desc, id desc);
create index stock_need_asker on stock_need (school_id, asker_id, asked_on desc, id desc);
create index stock_need_unit on stock_need (school_id, unit_id, asked_on desc, id desc);
create index stock_need_store on stock_need (school_id, store_id);
create index stock_need_order on stock_need (school_id, order_id);

create table stock_need_line (
  school_id uuid not null references school (id),
  id uuid not null,
  need_id uuid not null,
  seq int not null,
  item_id uuid not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  picked numeric(14, 3) not null default 0 check (picked >= 0),
  issued numeric(14, 3) not null default 0 check (issued >= 0 and issued <= quantity),
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, need_id) references stock_need (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id),
  unique (school_id, need_id, seq)
);
create index stock_need_line_item on stock_need_line (school_id, item_id);

-- What each class is due at the start of term; a changed standard is a new version.
create table stock_kit (
  school_id uuid not null references school (id),
  id uuid not null,
  title text not null,
  -- which classes it is for: 全部, or part of their names
  class_match text not null default '',
  version_no int not null,
  valid_from date not null,
  valid_to date,
  source text not null default '',
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, title, version_no),
  check (valid_to is null or valid_to >= valid_from)
);
create table stock_kit_line (
  school_id uuid not null references school (id),
  id uuid not null,
  kit_id uuid not null,
  item_id uuid not null,
  quantity numeric(14, 3) not null check (quantity > 0),
  primary key (school_id, id),
  foreign key (school_id, kit_id) references stock_kit (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id),
  unique (school_id, kit_id, item_id)
);
create index stock_kit_line_item on stock_kit_line (school_id, item_id);

-- Classes × standard − what they still have.
create table stock_sheet (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  title text not null,
  state text not null check (state in ('draft', 'issued', 'signed', 'cancelled')),
  store_id uuid not null,
  day date not null,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, store_id) references stock_store (school_id, id),
  unique (school_id, no)
);
create index stock_sheet_store on stock_sheet (school_id, store_id);
create table stock_sheet_line (
  school_id uuid not null references school (id),
  id uuid not null,
  sheet_id uuid not null,
  unit_id uuid not null,
  item_id uuid not null,
  kit_id uuid not null,
  standard numeric(14, 3) not null check (standard > 0),
  has numeric(14, 3) not null default 0 check (has >= 0),
  demand numeric(14, 3) not null check (demand >= 0),
  primary key (school_id, id),
  foreign key (school_id, sheet_id) references stock_sheet (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id),
  foreign key (school_id, kit_id) references stock_kit (school_id, id),
  unique (school_id, sheet_id, unit_id, item_id)
);
create index stock_sheet_line_unit on stock_sheet_line (school_id, unit_id);
create index stock_sheet_line_item on stock_sheet_line (school_id, item_id);
create index stock_sheet_line_kit on stock_sheet_line (school_id, kit_id);

create table stock_loan (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in ('out', 'back', 'lost')),
  store_id uuid not null,
  borrower_id uuid not null,
  unit_id uuid,
  purpose text not null default '',
  lent_on date not null,
  due_on date not null,
  reminded_on date,
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, store_id) references stock_store (school_id, id),
  foreign key (school_id, borrower_id) references people_person (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  unique (school_id, no),
  check (due_on >= lent_on)
);
create index stock_loan_newest on stock_loan (school_id, lent_on desc, id desc);
create index stock_loan_due on stock_loan (school_id, due_on) where state = 'out';
create index stock_loan_borrower on stock_loan (school_id, borrower_id, lent_on desc);
create index stock_loan_unit on stock_loan (school_id, unit_id);
create index stock_loan_store on stock_loan (school_id, store_id);
create table stock_loan_line (
  school_id uuid not null references school (id),
  id uuid not null,
  loan_id uuid not null,
  seq int not null,
  item_id uuid not null,
  batch_id uuid,
  quantity numeric(14, 3) not null check (quantity > 0),
  amount_fen bigint not null check (amount_fen >= 0),
  out_condition text not null,
  back numeric(14, 3) not null default 0 check (back >= 0),
  back_fen bigint not null default 0 check (back_fen >= 0),
  lost numeric(14, 3) not null default 0 check (lost >= 0),
  back_condition text not null default '',
  damaged boolean not null default false,
  primary key (school_id, id),
  foreign key (school_id, loan_id) references stock_loan (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id),
  foreign key (school_id, batch_id) references stock_batch (school_id, id),
  unique (school_id, loan_id, seq),
  check (back + lost <= quantity),
  check (back_fen <= amount_fen)
);
create index stock_loan_line_item on stock_loan_line (school_id, item_id);
create index stock_loan_line_batch on stock_loan_line (school_id, batch_id);

-- The paper behind a movement. Posted ones never change; a mistake is reversed by a second one.
create table stock_document (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  kind text not null check (kind in ('receipt', 'opening', 'issue', 'kit', 'return', 'loan', 'back', 'lost',
    'transfer', 'loss', 'correction')),
  state text not null check (state in ('pending', 'posted', 'reversed', 'refused', 'withdrawn')),
  store_id uuid not null,
  to_store_id uuid,
  day date not null,
  supplier_id uuid,
  supplier_text text not null default '',
  -- the order or acceptance it comes from
  source_kind text,
  source_id uuid,
  source_no text not null default '',
  invoice_no text not null default '',
  need_id uuid,
  sheet_id uuid,
  loan_id uuid,
  -- what a return gives back
  origin_id uuid,
  person_id uuid,
  person_text text not null default '',
  unit_id uuid,
  unit_text text not null default '',
  order_id uuid,
  reason text not null default '',
  decision text not null default '',
  amount_fen bigint not null default 0,
  entry_id uuid,
  reverses_id uuid,
  by_id uuid,
  by_text text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, store_id) references stock_store (school_id, id),
  foreign key (school_id, to_store_id) references stock_store (school_id, id),
  foreign key (school_id, need_id) references stock_need (school_id, id),
  foreign key (school_id, sheet_id) references stock_sheet (school_id, id),
  foreign key (school_id, loan_id) references stock_loan (school_id, id),
  foreign key (school_id, origin_id) references stock_document (school_id, id),
  foreign key (school_id, reverses_id) references stock_document (school_id, id),
  foreign key (school_id, person_id) references people_person (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  foreign key (school_id, order_id) references workorder_order (school_id, id),
  unique (school_id, no)
);
create index stock_document_newest on stock_document (school_id, day desc, id desc);
create index stock_document_kind on stock_document (school_id, kind, day desc, id desc);
create index stock_document_store on stock_document (school_id, store_id);
create index stock_document_to_store on stock_document (school_id, to_store_id);
create index stock_document_need on stock_document (school_id, need_id);
create index stock_document_sheet on stock_document (school_id, sheet_id);
create index stock_document_loan on stock_document (school_id, loan_id);
create index stock_document_origin on stock_document (school_id, origin_id);
create index stock_document_person on stock_document (school_id, person_id, day desc);
create index stock_document_unit on stock_document (school_id, unit_id, day desc);
create index stock_document_order on stock_document (school_id, order_id);
create unique index stock_document_reverses on stock_document (school_id, reverses_id) where reverses_id is not null;
create unique index stock_document_source on stock_document (school_id, source_kind, source_id, store_id)
  where source_id is not null and state in ('pending', 'posted') and reverses_id is null;

create table stock_line (
  school_id uuid not null references school (id),
  id uuid not null,
  document_id uuid not null,
  seq int not null,
  item_id uuid not null,
  batch_id uuid,
  -- corrections may take away
  quantity numeric(14, 3) not null check (quantity <> 0),
  amount_fen bigint not null default 0,
  -- what of it came back later, by its return documents
  returned numeric(14, 3) not null default 0 check (returned >= 0),
  returned_fen bigint not null default 0,
  old_in boolean,
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, document_id) references stock_document (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id),
  foreign key (school_id, batch_id) references stock_batch (school_id, id),
  unique (school_id, document_id, seq)
);
create index stock_line_item on stock_line (school_id, item_id);
create index stock_line_batch on stock_line (school_id, batch_id);

-- Each change of what lies where, by the day of its document. Kind, unit and order are repeated so that a
-- term is summed from one index.
create table stock_move (
  school_id uuid not null references school (id),
  id uuid not null,
  document_id uuid not null,
  kind text not null,
  day date not null,
  store_id uuid not null,
  item_id uuid not null,
  batch_id uuid,
  quantity numeric(14, 3) not null check (quantity <> 0),
  amount_fen bigint not null,
  unit_id uuid,
  at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, document_id) references stock_document (school_id, id),
  foreign key (school_id, store_id) references stock_store (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id),
  foreign key (school_id, batch_id) references stock_batch (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id)
);
create index stock_move_document on stock_move (school_id, document_id);
create index stock_move_item on stock_move (school_id, item_id, day desc, id desc);
create index stock_move_kind on stock_move (school_id, kind, day, item_id) include (quantity, amount_fen, unit_id);
create index stock_move_unit on stock_move (school_id, unit_id, item_id, day);
create index stock_move_store on stock_move (school_id, store_id);
create index stock_move_batch on stock_move (school_id, batch_id);

-- How much of an item a unit, or each unit of a kind, may have in a term.
create table stock_quota (
  school_id uuid not null references school (id),
  id uuid not null,
  item_id uuid not null,
  unit_id uuid,
  unit_kind text check (unit_kind in ('class', 'department')),
  quantity numeric(14, 3) not null check (quantity >= 0),
  version int not null default 1,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, item_id) references stock_item (school_id, id),
  foreign key (school_id, unit_id) references org_unit (school_id, id),
  check ((unit_id is null) <> (unit_kind is null))
);
create unique index stock_quota_once on stock_quota (school_id, item_id, coalesce(unit_id::text, unit_kind));
create index stock_quota_unit on stock_quota (school_id, unit_id);

select zongwu_guard('stock_store', 'stock_item', 'stock_batch', 'stock_onhand', 'stock_need', 'stock_need_line',
  'stock_kit', 'stock_kit_line', 'stock_sheet', 'stock_sheet_line', 'stock_loan', 'stock_loan_line',
  'stock_document', 'stock_line', 'stock_move', 'stock_quota');
-- Movements stand as they were written.
revoke update, delete on stock_move from zongwu_app;
