-- A claim for reimbursement (报销单): what was bought, by which approved paper, and who signed for it.
create table claim_claim (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  state text not null check (state in
    ('drafted', 'handled', 'accepted', 'approving', 'approved', 'paid', 'booked', 'returned', 'refused', 'cancelled')),
  source text not null check (source in ('order', 'contract', 'exception')),
  order_id uuid,
  order_no text not null default '',
  contract_id uuid,
  contract_no text not null default '',
  exception text check (exception in ('travel', 'utility', 'post', 'training', 'urgent', 'labour')),
  title text not null,
  unit_text text not null default '',
  claimed_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  -- the line chosen for what no request has bound
  line_id uuid,
  supplier_id uuid,
  payee text not null,
  payee_account text not null default '',
  handler_id uuid not null,
  handler_name text not null,
  -- who is asked to sign as witness where nothing was accepted by a purchase
  witness_id uuid,
  witness_name text not null default '',
  acceptor_id uuid,
  acceptor_name text not null default '',
  auditor_id uuid,
  auditor_name text not null default '',
  -- why it came back
  missing text check (missing in ('request', 'acceptance', 'invoice', 'goods', 'amount', 'signature', 'other')),
  missing_note text not null default '',
  decision text not null default '',
  paid_by uuid,
  paid_name text not null default '',
  paid_on date,
  booked_by uuid,
  booked_name text not null default '',
  booked_on date,
  voucher_no text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, line_id) references budget_line (school_id, id),
  unique (school_id, no),
  check ((source = 'order') = (order_id is not null)),
  check ((source = 'contract') = (contract_id is not null)),
  check ((source = 'exception') = (exception is not null)),
  -- three signatures are three persons
  check (acceptor_id is distinct from handler_id),
  check (auditor_id is null or (auditor_id <> handler_id and auditor_id is distinct from acceptor_id)),
  check (booked_by is null or booked_by is distinct from paid_by),
  check (state not in ('approving', 'approved', 'paid', 'booked') or (acceptor_id is not null and auditor_id is not null)),
  check ((state in ('paid', 'booked')) = (paid_on is not null))
);
create index claim_claim_newest on claim_claim (school_id, claimed_on desc, id desc);
create index claim_claim_state on claim_claim (school_id, state, claimed_on desc, id desc);
create index claim_claim_order on claim_claim (school_id, order_id);
create index claim_claim_contract on claim_claim (school_id, contract_id);
create index claim_claim_line on claim_claim (school_id, line_id);
create index claim_claim_handler on claim_claim (school_id, handler_id, claimed_on desc, id desc);
create index claim_claim_paid on claim_claim (school_id, paid_on desc, id desc) where paid_on is not null;

-- Which budget lines pay it, and whose commitment it takes over.
create table claim_share (
  school_id uuid not null references school (id),
  id uuid not null,
  claim_id uuid not null,
  line_id uuid not null,
  -- the request or the contract that held it before
  from_kind text,
  from_id uuid,
  from_no text not null default '',
  amount_fen bigint not null check (amount_fen > 0),
  -- of the amount, what was taken over from the request's commitment
  taken_fen bigint not null default 0 check (taken_fen >= 0 and taken_fen <= amount_fen),
  primary key (school_id, id),
  foreign key (school_id, claim_id) references claim_claim (school_id, id),
  foreign key (school_id, line_id) references budget_line (school_id, id),
  check ((from_kind is null) = (from_id is null))
);
create index claim_share_claim on claim_share (school_id, claim_id, id);
create index claim_share_line on claim_share (school_id, line_id);
create index claim_share_from on claim_share (school_id, from_id);

-- An invoice is seen once.
create table claim_invoice (
  school_id uuid not null references school (id),
  id uuid not null,
  code text not null default '',
  number text not null,
  issued_on date not null,
  seller_name text not null,
  seller_tax_no text not null default '',
  buyer_name text not null,
  buyer_tax_no text not null default '',
  amount_fen bigint not null check (amount_fen > 0),
  lines jsonb not null default '[]',
  note text not null default '',
  claim_id uuid,
  void boolean not null default false,
  void_reason text not null default '',
  import_id uuid,
  entered_by uuid,
  entered_name text not null,
  version int not null default 1,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, claim_id) references claim_claim (school_id, id),
  check (not (void and claim_id is not null)),
  check (number ~ '^\d{8}$' and code ~ '^(\d{10}|\d{12})$' or number ~ '^\d{20}$' and code = '')
);
create unique index claim_invoice_once on claim_invoice (school_id, code, number) where not void;
create index claim_invoice_claim on claim_invoice (school_id, claim_id);
create index claim_invoice_newest on claim_invoice (school_id, issued_on desc, id desc);
create index claim_invoice_number on claim_invoice (school_id, number text_pattern_ops);

-- Money that left; a payment that came back is a second row.
create table claim_payment (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  claim_id uuid not null,
  amount_fen bigint not null check (amount_fen <> 0),
  day date not null,
  method text not null check (method in ('transfer', 'card', 'cash')),
  slip_no text not null default '',
  account text not null default '',
  paid_by uuid,
  paid_name text not null,
  reverses_id uuid,
  reason text not null default '',
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, claim_id) references claim_claim (school_id, id),
  foreign key (school_id, reverses_id) references claim_payment (school_id, id),
  unique (school_id, no),
  check ((amount_fen < 0) = (reverses_id is not null))
);
create index claim_payment_claim on claim_payment (school_id, claim_id, id);
create index claim_payment_day on claim_payment (school_id, day desc, id desc);
create unique index claim_payment_reverses on claim_payment (school_id, reverses_id) where reverses_id is not null;

-- Every time a claim was sent back or refused, and for want of what.
create table claim_return (
  school_id uuid not null references school (id),
  id uuid not null,
  claim_id uuid not null,
  day date not null,
  missing text not null check (missing in ('request', 'acceptance', 'invoice', 'goods', 'amount', 'signature', 'other')),
  note text not null,
  refused boolean not null default false,
  by_name text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, claim_id) references claim_claim (school_id, id)
);
create index claim_return_claim on claim_return (school_id, claim_id, id);
create index claim_return_day on claim_return (school_id, day desc, id desc);

create table claim_event (
  school_id uuid not null references school (id),
  id uuid not null,
  claim_id uuid not null,
  at timestamptz not null,
  action text not null,
  actor_name text not null,
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, claim_id) references claim_claim (school_id, id)
);
create index claim_event_claim on claim_event (school_id, claim_id, id);

-- What an auditor drew to look at; the same seed draws the same again.
create table claim_sample (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  title text not null,
  from_on date not null,
  to_on date not null,
  above_fen bigint not null,
  seed text not null,
  size int not null check (size > 0),
  population int not null check (population >= 0),
  population_fen bigint not null,
  drawn_by uuid,
  drawn_name text not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no)
);
create index claim_sample_newest on claim_sample (school_id, id desc);

create table claim_sample_item (
  school_id uuid not null references school (id),
  id uuid not null,
  sample_id uuid not null,
  claim_id uuid not null,
  seq int not null,
  primary key (school_id, id),
  foreign key (school_id, sample_id) references claim_sample (school_id, id),
  foreign key (school_id, claim_id) references claim_claim (school_id, id),
  unique (school_id, sample_id, seq)
);
create index claim_sample_item_claim on claim_sample_item (school_id, claim_id);

-- Every look at a drawn claim: who and when.
create table claim_look (
  school_id uuid not null references school (id),
  id uuid not null,
  item_id uuid not null,
  at timestamptz not null,
  person_id uuid,
  who text not null,
  primary key (school_id, id),
  foreign key (school_id, item_id) references claim_sample_item (school_id, id)
);
create index claim_look_item on claim_look (school_id, item_id, id);

select zongwu_guard('claim_claim', 'claim_share', 'claim_invoice', 'claim_payment', 'claim_return', 'claim_event',
  'claim_sample', 'claim_sample_item', 'claim_look');
