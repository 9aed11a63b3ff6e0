-- One work summary a term. `doc` is the text with its figures; from the signature on it does not change.
create table summary_report (
  school_id uuid not null references school (id),
  id uuid not null,
  term_code text not null,
  from_on date not null,
  to_on date not null,
  title text not null,
  state text not null check (state in ('draft', 'signed', 'approved')),
  doc jsonb not null,
  -- what the system would write, as of doc's figures: for showing what the author changed
  generated jsonb not null,
  missing jsonb not null,
  uncovered jsonb not null,
  as_at timestamptz not null,
  version int not null default 1,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (school_id, id),
  unique (school_id, term_code)
);

create table summary_signature (
  school_id uuid not null references school (id),
  id uuid not null,
  report_id uuid not null,
  role text not null,
  person_id uuid not null,
  person_name text not null,
  signed_on date not null,
  signed_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_why text not null default '',
  primary key (school_id, id),
  foreign key (school_id, report_id) references summary_report (school_id, id)
);
create index summary_signature_report on summary_signature (school_id, report_id, signed_at);
create unique index summary_signature_live on summary_signature (school_id, report_id, role) where withdrawn_at is null;
select zongwu_guard('summary_report', 'summary_signature');
