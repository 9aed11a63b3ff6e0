-- Where the money comes from. Earmarked money is spent for its purpose only.
create table budget_source (
  school_id uuid not null references school (id),
  id uuid not null,
  code text not null,
  title text not null,
  kind text not null check (kind in ('public', 'equipment', 'special', 'donation', 'agency', 'other')),
  earmarked boolean not null default false,
  -- what it may be spent on, in words; the lines say it by category
  purpose text not null default '',
  basis text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, code),
  check (not earmarked or purpose <> '')
);

-- The budget of a year as a whole: drafted, approved by document, handed down, adjusted, closed.
create table budget_plan (
  school_id uuid not null references school (id),
  id uuid not null,
  year int not null check (year between 2000 and 2100),
  state text not null check (state in ('drafted', 'approved', 'executing', 'adjusted', 'closed')),
  -- 批复文号
  basis text not null default '',
  drafted_by uuid,
  drafted_name text not null default '',
  approved_by uuid,
  approved_name text not null default '',
  approved_on date,
  started_on date,
  closed_on date,
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, year)
);

create table budget_line (
  school_id uuid not null references school (id),
  id uuid not null,
  plan_id uuid not null,
  source_id uuid not null,
  year int not null,
  code text not null,
  title text not null,
  category text not null check (category in
    ('office', 'utility', 'repair', 'equipment', 'book', 'travel', 'training', 'labour', 'agency', 'service', 'other')),
  -- as planned, until the plan is handed down; from then on the ledger says what is allotted
  planned_fen bigint not null check (planned_fen >= 0),
  note text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, plan_id) references budget_plan (school_id, id),
  foreign key (school_id, source_id) references budget_source (school_id, id),
  unique (school_id, code)
);
create index budget_line_plan on budget_line (school_id, plan_id, code);
create index budget_line_source on budget_line (school_id, source_id, year);
create index budget_line_year on budget_line (school_id, year, code, id);

create table budget_adjustment (
  school_id uuid not null references school (id),
  id uuid not null,
  plan_id uuid not null,
  no text not null,
  kind text not null check (kind in ('add', 'cut', 'move')),
  state text not null check (state in ('asked', 'approved', 'refused', 'withdrawn')),
  reason text not null,
  basis text not null default '',
  asked_by uuid,
  asked_name text not null,
  asked_on date not null,
  decided_by uuid,
  decided_name text not null default '',
  decided_on date,
  decision text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, plan_id) references budget_plan (school_id, id),
  unique (school_id, no)
);
create index budget_adjustment_plan on budget_adjustment (school_id, plan_id, id desc);
create index budget_adjustment_state on budget_adjustment (school_id, state, id);

create table budget_adjustment_line (
  school_id uuid not null references school (id),
  id uuid not null,
  adjustment_id uuid not null,
  line_id uuid not null,
  amount_fen bigint not null check (amount_fen <> 0),
  primary key (school_id, id),
  foreign key (school_id, adjustment_id) references budget_adjustment (school_id, id),
  foreign key (school_id, line_id) references budget_line (school_id, id),
  unique (school_id, adjustment_id, line_id)
);
create index budget_adjustment_line_line on budget_adjustment_line (school_id, line_id);

-- What a document (a purchase request, a contract) holds of a line until it is paid or given back.
create table budget_commitment (
  school_id uuid not null references school (id),
  id uuid not null,
  line_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  no text not null,
  note text not null default '',
  day date not null,
  committed_fen bigint not null check (committed_fen > 0),
  held_fen bigint not null check (held_fen >= 0 and held_fen <= committed_fen),
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, line_id) references budget_line (school_id, id),
  unique (school_id, document_kind, document_id, line_id)
);
create index budget_commitment_line on budget_commitment (school_id, line_id, day desc, id desc);

-- What was spent, by document; taken back by a second row of the opposite sign, never edited.
create table budget_spending (
  school_id uuid not null references school (id),
  id uuid not null,
  line_id uuid not null,
  commitment_id uuid,
  document_kind text not null,
  document_id uuid not null,
  no text not null,
  note text not null default '',
  day date not null,
  amount_fen bigint not null check (amount_fen <> 0),
  released_fen bigint not null default 0,
  entry_id uuid not null,
  reverses_id uuid,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, line_id) references budget_line (school_id, id),
  foreign key (school_id, commitment_id) references budget_commitment (school_id, id),
  foreign key (school_id, reverses_id) references budget_spending (school_id, id),
  check ((amount_fen < 0) = (reverses_id is not null))
);
create index budget_spending_line on budget_spending (school_id, line_id, day desc, id desc);
create index budget_spending_day on budget_spending (school_id, day desc, id desc);
create index budget_spending_document on budget_spending (school_id, document_kind, document_id);
create index budget_spending_commitment on budget_spending (school_id, commitment_id);
create unique index budget_spending_reverses on budget_spending (school_id, reverses_id) where reverses_id is not null;

-- Income goes up whole (收支两条线): remitted by the cashier with a slip, checked by the accountant.
create table budget_remittance (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  slip_no text not null,
  state text not null check (state in ('remitted', 'checked', 'reversed')),
  day date not null,
  amount_fen bigint not null check (amount_fen > 0),
  payee text not null default '',
  note text not null default '',
  remitted_by uuid,
  remitted_name text not null,
  checked_by uuid,
  checked_name text not null default '',
  checked_on date,
  entry_id uuid not null,
  reason text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  check (state <> 'checked' or checked_by is distinct from remitted_by)
);
create unique index budget_remittance_slip on budget_remittance (school_id, slip_no) where state <> 'reversed';
create index budget_remittance_day on budget_remittance (school_id, day desc, id desc);

create table budget_income (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  kind text not null check (kind in ('compensation', 'scrap', 'rent', 'other')),
  amount_fen bigint not null check (amount_fen <> 0),
  day date not null,
  document_kind text not null,
  document_id uuid not null,
  document_no text not null,
  note text not null default '',
  payer text not null default '',
  received_by uuid,
  received_name text not null default '',
  remittance_id uuid,
  reverses_id uuid,
  entry_id uuid not null,
  created_at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, remittance_id) references budget_remittance (school_id, id),
  foreign key (school_id, reverses_id) references budget_income (school_id, id),
  unique (school_id, no),
  check ((amount_fen < 0) = (reverses_id is not null))
);
create index budget_income_day on budget_income (school_id, day desc, id desc);
create index budget_income_remittance on budget_income (school_id, remittance_id, day, id);
create index budget_income_document on budget_income (school_id, document_kind, document_id);
create unique index budget_income_reverses on budget_income (school_id, reverses_id) where reverses_id is not null;

-- What was saved or got back, against a baseline; counted only when somebody else verified it.
create table budget_saving (
  school_id uuid not null references school (id),
  id uuid not null,
  no text not null,
  kind text not null check (kind in ('saving', 'recovered')),
  state text not null check (state in ('claimed', 'verified', 'refused', 'withdrawn')),
  measure text not null,
  basis text not null,
  baseline_fen bigint not null check (baseline_fen > 0),
  actual_fen bigint not null check (actual_fen >= 0),
  amount_fen bigint not null check (amount_fen > 0),
  recurring boolean not null default false,
  counted_on date not null,
  evidence text not null default '',
  claimed_by uuid,
  claimed_name text not null,
  verified_by uuid,
  verified_name text not null default '',
  verified_on date,
  decision text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, no),
  check (case when kind = 'saving' then amount_fen = baseline_fen - actual_fen else amount_fen = actual_fen end),
  check (state <> 'verified' or verified_by is distinct from claimed_by)
);
create index budget_saving_newest on budget_saving (school_id, counted_on desc, id desc);
create index budget_saving_state on budget_saving (school_id, state, counted_on desc, id desc);

-- 经费月报, made from a closed month; one that counts for each month.
create table budget_report (
  school_id uuid not null references school (id),
  id uuid not null,
  month text not null check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('made', 'signed', 'sent', 'dropped')),
  office_fen bigint not null,
  agency_fen bigint not null,
  service_fen bigint not null,
  other_fen bigint not null,
  income_fen bigint not null,
  made_by uuid,
  made_name text not null,
  made_on date not null,
  sent_to text not null default '',
  sent_on date,
  reason text not null default '',
  version int not null default 1,
  created_at timestamptz not null,
  primary key (school_id, id)
);
create unique index budget_report_month on budget_report (school_id, month) where state <> 'dropped';
create index budget_report_newest on budget_report (school_id, month desc, id desc);

select zongwu_guard('budget_source', 'budget_plan', 'budget_line', 'budget_adjustment', 'budget_adjustment_line',
  'budget_commitment', 'budget_spending', 'budget_remittance', 'budget_income', 'budget_saving', 'budget_report');
