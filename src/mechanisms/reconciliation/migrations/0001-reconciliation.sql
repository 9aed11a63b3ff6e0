-- Two sides that must agree, compared as of a day. A run is kept as it was found.
create table reconciliation_run (
  school_id uuid not null references school (id),
  id uuid not null,
  kind text not null check (kind <> ''),
  as_at date not null,
  at timestamptz not null,
  person_id uuid,
  who text not null,
  row_count int not null check (row_count >= 0),
  difference_count int not null check (difference_count >= 0),
  left_fen bigint not null,
  right_fen bigint not null,
  primary key (school_id, id)
);
create index reconciliation_run_newest on reconciliation_run (school_id, kind, id desc);

create table reconciliation_row (
  school_id uuid not null references school (id),
  id uuid not null,
  run_id uuid not null,
  seq int not null,
  key text not null,
  label text not null,
  left_fen bigint not null,
  right_fen bigint not null,
  left_quantity numeric(15, 3),
  right_quantity numeric(15, 3),
  href text,
  -- null where both sides agree
  state text check (state in ('open', 'explained', 'agreed')),
  cause text,
  note text not null default '',
  explained_by uuid,
  explained_name text not null default '',
  explained_at timestamptz,
  agreed_by uuid,
  agreed_name text not null default '',
  agreed_at timestamptz,
  returned_note text not null default '',
  version int not null default 1,
  primary key (school_id, id),
  foreign key (school_id, run_id) references reconciliation_run (school_id, id),
  unique (school_id, run_id, seq),
  check ((coalesce(state, 'open') = 'open') = (cause is null)),
  check ((coalesce(state, '') = 'agreed') = (agreed_at is not null)),
  -- nobody agrees to his own explanation
  check (agreed_by is null or agreed_by <> explained_by)
);
create index reconciliation_row_difference on reconciliation_row (school_id, run_id, seq) where state is not null;

select zongwu_guard('reconciliation_run', 'reconciliation_row');
revoke delete on reconciliation_run, reconciliation_row from zongwu_app;
