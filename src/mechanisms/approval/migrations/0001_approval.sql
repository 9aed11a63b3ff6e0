-- The routes of a subject kind, whole, one row a version; version 0 is what the product brings and has no row.
create table approval_route (
  school_id uuid not null references school (id),
  id uuid not null,
  subject_kind text not null,
  version int not null check (version > 0),
  routes jsonb not null,
  note text not null default '',
  saved_at timestamptz not null,
  saved_by uuid,
  saved_by_name text not null,
  primary key (school_id, id),
  unique (school_id, subject_kind, version)
);

-- One asking. The route is kept as it was chosen: later versions do not touch what is under way.
create table approval_case (
  school_id uuid not null references school (id),
  id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_title text not null,
  no text not null,
  title text not null,
  href text not null,
  amount_fen bigint,
  category text,
  category_title text not null default '',
  unit_id uuid,
  unit_text text not null default '',
  funding text,
  asker_id uuid not null,
  asker_name text not null,
  -- [{personId, reason}]: who else must not approve this document
  barred jsonb not null default '[]',
  state text not null check (state in ('pending', 'approved', 'refused', 'returned', 'withdrawn')),
  route_version int not null,
  route_title text not null,
  ask_again boolean not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  ended_by text not null default '',
  end_note text not null default '',
  urged_at timestamptz,
  urge_count int not null default 0,
  version int not null default 1,
  primary key (school_id, id),
  check ((state = 'pending') = (ended_at is null))
);
create unique index approval_case_running on approval_case (school_id, subject_kind, subject_id) where state = 'pending';
create index approval_case_subject on approval_case (school_id, subject_id, started_at desc);
create index approval_case_asker on approval_case (school_id, asker_id, started_at desc, id desc);
create index approval_case_ended on approval_case (school_id, ended_at desc, id desc);

create table approval_step (
  school_id uuid not null references school (id),
  id uuid not null,
  case_id uuid not null,
  seq int not null,
  title text not null,
  -- {role} | {headOfAskersUnit} | {personIds}
  sits jsonb not null,
  mode text not null check (mode in ('any', 'all', 'sequence')),
  -- asked for by a signer, not by the route
  added boolean not null default false,
  hours int,
  cc_roles text[] not null default '{}',
  state text not null check (state in ('ahead', 'open', 'passed', 'dropped')),
  -- grows when the chain is sent back to this step or one before it
  round int not null default 1,
  opened_at timestamptz,
  closed_at timestamptz,
  due_at timestamptz,
  reminded_at timestamptz,
  primary key (school_id, id),
  foreign key (school_id, case_id) references approval_case (school_id, id),
  unique (school_id, case_id, seq) deferrable initially immediate,
  check (state <> 'open' or opened_at is not null)
);
create unique index approval_step_open on approval_step (school_id, case_id) where state = 'open';
create index approval_step_due on approval_step (school_id, due_at) where state = 'open' and due_at is not null;

create table approval_seat (
  school_id uuid not null references school (id),
  id uuid not null,
  case_id uuid not null,
  step_id uuid not null,
  round int not null,
  seq int not null,
  person_id uuid not null,
  person_name text not null,
  state text not null
    check (state in ('queued', 'open', 'approved', 'same', 'refused', 'returned', 'handed', 'lapsed')),
  origin text not null check (origin in ('route', 'stand_in', 'delegated', 'added', 'handed', 'escalated')),
  origin_text text not null default '',
  -- in whose place
  for_id uuid,
  delegation_id uuid,
  extra boolean not null default false,
  called_at timestamptz,
  decided_at timestamptz,
  note text not null default '',
  primary key (school_id, id),
  foreign key (school_id, case_id) references approval_case (school_id, id),
  foreign key (school_id, step_id) references approval_step (school_id, id)
);
create index approval_seat_case on approval_seat (school_id, case_id, step_id);
create index approval_seat_step on approval_seat (school_id, step_id);
create index approval_seat_waiting on approval_seat (school_id, person_id, called_at) where state = 'open';
create index approval_seat_decided on approval_seat (school_id, person_id, decided_at desc);
-- nobody sits twice in one round of a step at the same time
create unique index approval_seat_once on approval_seat (school_id, step_id, round, person_id)
  where state in ('queued', 'open');

create table approval_event (
  school_id uuid not null references school (id),
  id uuid not null,
  case_id uuid not null,
  at timestamptz not null,
  person_id uuid,
  who text not null,
  verb text not null,
  text text not null default '',
  primary key (school_id, id),
  foreign key (school_id, case_id) references approval_case (school_id, id)
);
create index approval_event_case on approval_event (school_id, case_id, at, id);

create table approval_copy (
  school_id uuid not null references school (id),
  id uuid not null,
  case_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  at timestamptz not null,
  primary key (school_id, id),
  foreign key (school_id, case_id) references approval_case (school_id, id),
  unique (school_id, case_id, person_id)
);
create index approval_copy_person on approval_copy (school_id, person_id, at desc);

create table approval_delegation (
  school_id uuid not null references school (id),
  id uuid not null,
  from_id uuid not null,
  from_name text not null,
  to_id uuid not null,
  to_name text not null,
  from_on date not null,
  to_on date not null,
  -- empty: all
  kinds text[] not null default '{}',
  reason text not null default '',
  made_at timestamptz not null,
  made_by text not null,
  revoked_at timestamptz,
  primary key (school_id, id),
  check (to_on >= from_on),
  check (from_id <> to_id)
);
create index approval_delegation_from on approval_delegation (school_id, from_id, to_on) where revoked_at is null;
create index approval_delegation_to on approval_delegation (school_id, to_id, to_on) where revoked_at is null;

-- Who decides where no leader remains; the newest row holds.
create table approval_deputy (
  school_id uuid not null references school (id),
  id uuid not null,
  person_id uuid,
  person_name text not null default '',
  set_at timestamptz not null,
  set_by text not null,
  primary key (school_id, id)
);
select zongwu_guard('approval_route', 'approval_case', 'approval_step', 'approval_seat', 'approval_event',
  'approval_copy', 'approval_delegation', 'approval_deputy');
